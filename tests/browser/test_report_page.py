"""The page Report in a browser: the preview is drawn, is sealed off from the app, and its links stay in it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.dashboard.conftest import write_world
from tests.engine.workspace.keeping import WHOLE

RUN = "f" * 16


def audited(root: Path, folder: Path, builders: Any) -> None:
    """A hand-made run with its audit."""
    workspace = Workspace(root)
    request = ImportRequest(**write_world(folder), name="report world", mapping=(("feedback", "rating"),))
    dataset = workspace.add_dataset(request).id
    with workspace.run_folder(RUN) as place:
        run = replace(builders.run(RUN, **WHOLE), dataset_id=dataset)
        workspace.finish_run(run, replace(builders.audit(RUN), dataset_id=dataset), place)


def test_preview_and_downloads(page: Page, root: Path, tmp_path: Path, builders: Any):
    audited(root, tmp_path / "files", builders)
    page.goto(f"/report?run={RUN}")
    page.get_by_text("Groups", exact=True).click()
    expect(page.get_by_text("Left out of this report on request: Groups.")).to_be_visible()
    page.wait_for_url("**without=groups**")

    page.get_by_role("button", name="Show the preview").click()
    shown = page.frame_locator("iframe").frame_locator("iframe")
    expect(shown.locator("#gaps-ratio .main-svg").first).to_be_attached()
    sealed = shown.locator("html").evaluate(
        "() => { try { return parent.document.title } catch (e) { return e.name } }"
    )
    assert sealed == "SecurityError"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown.get_by_role("link", name="Overall").click()
    expect(shown.get_by_role("heading", name="The whole system")).to_be_in_viewport()
    assert asked == [] and shown.locator("#groups").count() == 0

    for name, form in (("Report (HTML)", "html"), ("Report (JSON)", "json"), ("All rows (CSV)", "csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"equipoise-report-world-{RUN[:8]}.{form}"
        assert Path(download.value.path()).stat().st_size > 500
