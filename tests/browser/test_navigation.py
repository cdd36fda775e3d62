"""Back and forward in the browser; what the console says on a deep link; tables on a telephone."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.engine.workspace.keeping import WHOLE

FIRST, SECOND = "a" * 16, "b" * 16

# Streamlit's page looks for the server's own root first below the address that it was opened at, then one
# level higher: these two answers of 404 on a deep link are its search, not ours.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@pytest.fixture
def audited(root: Path, tmp_path: Path, builders: Any) -> None:
    """Two audited runs on a dataset, older than whatever other tests make."""
    workspace = Workspace(root)
    if workspace.has_run(FIRST):
        return
    log, users = tmp_path / "log.csv", tmp_path / "users.csv"
    log.write_text("user_id,item_id\n" + "".join(f"u{n % 40},i{n % 7}\n" for n in range(280)), encoding="utf-8")
    users.write_text("user_id,gender\n" + "".join(f"u{n},{'FM'[n % 2]}\n" for n in range(40)), encoding="utf-8")
    dataset = workspace.add_dataset(ImportRequest(log, users, name="two runs")).id
    for run_id in (FIRST, SECOND):
        run = builders.run(run_id, **WHOLE)
        run = replace(run, dataset_id=dataset, manifest={**run.manifest, "finished": "2020-01-01T00:00:00+00:00"})
        with workspace.run_folder(run_id) as folder:
            workspace.finish_run(run, replace(builders.audit(run_id), dataset_id=dataset), folder)


def expect_view(page: Page, run: str, attribute: str) -> None:
    """The address, the choosers and the numbers are about the same run and attribute."""
    expect(page.get_by_role("combobox", name="Run", exact=True)).to_have_value(f"two runs · mf × bpr · {run[:8]}")
    expect(page.get_by_role("combobox", name="Groups by")).to_have_value(attribute)
    expect(page.get_by_text(f"run {run} · audit")).to_be_visible()
    note = "User side:" if attribute.startswith("Users") else "Item side:"
    expect(page.get_by_text(note)).to_be_visible()
    key = {"Users: Gender": "user.gender", "Items: Provider": "item.provider"}[attribute]
    expect(page).to_have_url(re.compile(f"/audit\\?run={run}&attribute={key}&metric="))


def choose(page: Page, label: str, option: str) -> None:
    """Pick with the keyboard; the arrow opens the list again where the page moved and closed it."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(option)
    box.press("ArrowDown")
    box.press("Enter")


def test_back_and_forward_show_what_the_address_says(page: Page, audited: None):
    page.goto(f"/audit?run={FIRST}")
    expect_view(page, FIRST, "Users: Gender")
    choose(page, "Run", SECOND[:8])
    expect_view(page, SECOND, "Users: Gender")
    choose(page, "Groups by", "Items: Provider")
    expect_view(page, SECOND, "Items: Provider")
    page.go_back()
    expect_view(page, SECOND, "Users: Gender")
    page.go_back()
    expect_view(page, FIRST, "Users: Gender")
    page.go_forward()
    expect_view(page, SECOND, "Users: Gender")
    page.go_forward()
    expect_view(page, SECOND, "Items: Provider")
    page.reload()
    expect_view(page, SECOND, "Items: Provider")


@pytest.mark.parametrize("path", ["/", "/data", f"/audit?run={FIRST}"])
def test_a_deep_link_has_no_error_of_ours(page: Page, audited: None, path: str):
    failed: list[str] = []
    errors: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            failed.append(response.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            errors.append(message.text)

    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert failed == errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tables_fit_a_telephone(new_context: Any, base_url: str, audited: None, scheme: str):
    page = new_context(color_scheme=scheme, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{base_url}/audit?run={FIRST}&before={SECOND}")
    expect(page.get_by_role("heading", name="Report")).to_be_visible(timeout=15_000)
    tables = page.get_by_role("table")
    expect(tables).to_have_count(4)
    for table in tables.all():
        assert table.evaluate("node => node.getBoundingClientRect().right <= document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_page_that_ends_early_has_its_address(page: Page, audited: None):
    """The hand-made runs have no model: there is nothing to explain."""
    page.goto(f"/explain?run={FIRST}")
    expect(page.get_by_text("has no model")).to_be_visible()
    page.reload()
    expect(page.get_by_text("has no model")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/explain\?run={FIRST}"))
