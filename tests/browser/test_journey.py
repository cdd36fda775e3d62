"""The whole way in a browser: from three files to a report on disk, with a job cancelled and a mitigation compared."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from engine.workspace import Workspace
from tests.browser.steps import bring, open_audit, opens_from_disk, world

LONG = 60_000
"""Milliseconds that a job may take."""


def test_from_three_files_to_a_report(page: Page, root: Path, tmp_path: Path, new_context: Any):
    bring_three(page, root, tmp_path)
    cancel_one_training(page)
    run = finish_another(page, root)
    page.get_by_role("link", name="Turn on a mitigation, and compare").click()
    turn_on_a_mitigation(page)
    explain_one_recommendation(page, run)
    report = download(page, run, tmp_path)
    tab = new_context().new_page()
    opens_from_disk(tab, report, ".js-plotly-plot .main-svg")
    expect(tab.get_by_text("Audit of “journey”").first).to_be_visible()


def bring_three(page: Page, root: Path, folder: Path) -> None:
    bring(page, root, *world(folder, seed=2).values())
    expect(page.get_by_text("Item id: film")).to_have_count(2)  # the header tells what “film” is
    page.get_by_label("Name of the dataset").fill("journey")
    page.get_by_label("Name of the dataset").press("Enter")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported. Below")).to_be_visible(timeout=LONG)
    rows = Workspace(root).datasets()[0].schema.n_interactions
    expect(page.get_by_role("cell", name=f"{rows:,}").first).to_be_visible()  # the ledger
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def cancel_one_training(page: Page) -> None:
    page.get_by_role("link", name="Train a recommender on it").click()
    expect(page.get_by_text("mf × bpr", exact=True)).to_be_visible()
    page.get_by_text("Settings", exact=True).click()
    for field in ("Epochs at most", "Patience"):
        box = page.get_by_role("spinbutton", name=field)
        box.fill("90000")
        box.press("Enter")
    expect(page.get_by_role("spinbutton", name="Patience")).to_have_value("90000")
    page.get_by_role("button", name="Train and audit").click()
    expect(page.get_by_text("training · at most")).to_be_visible(timeout=LONG)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()  # the curves, while it runs
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible(timeout=LONG)


def finish_another(page: Page, root: Path) -> str:
    page.get_by_role("link", name="Train", exact=True).click()
    page.get_by_role("button", name="Train and audit").click()
    open_audit(page)
    run = Workspace(root).runs()[0].id
    expect(page).to_have_url(re.compile(f"/audit.*run={run}"))
    return run


def turn_on_a_mitigation(page: Page) -> None:
    page.get_by_role("button", name="Turn on Exposure re-ranking (Provider)").click()
    expect(page.get_by_role("heading", name="Who gained and who lost")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name="Turn off Exposure re-ranking (Provider)")).to_be_visible()


def explain_one_recommendation(page: Page, run: str) -> None:
    page.goto(f"/explain?run={run}")
    expect(page.get_by_text("Rank agreement", exact=True)).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="most active").click()
    expect(page.get_by_text("= score of the model")).to_be_visible(timeout=LONG)
    expect(page.locator(".js-plotly-plot").nth(1)).to_be_visible()


def download(page: Page, run: str, folder: Path) -> Path:
    page.goto(f"/report?run={run}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report (HTML)").click()
    file = folder / "report.html"
    waiting.value.save_as(file)
    return file
