"""Accessibility by axe: no critical issue that is ours, on every page, light and dark, and in the report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard import drafts
from engine import pipeline
from engine.config import RunConfig, Spec
from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.browser.steps import MAPPING, world

PAGES = (
    *("", "data", "lists", "diagnose", "train", "jobs", "assumptions"),
    *("plan", "audit", "compare", "explain", "report"),
)
OURS = ("critical",)
"""Impacts that fail the test; what Streamlit's own widgets are reported for is of lower impact."""


@pytest.fixture(scope="module")
def shown(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two runs with all that pages show kept; the address' parameters."""
    workspace = Workspace(root)
    request = ImportRequest(**world(tmp_path_factory.mktemp("axe"), seed=3), name="axe", mapping=MAPPING)
    dataset = workspace.add_dataset(request).id
    before = pipeline.run(workspace, dataset, RunConfig(seed=5)).id
    strategy = Spec.of("exposure_rerank", attribute="provider")
    after = pipeline.run(workspace, dataset, RunConfig(seed=5, postprocessing=(strategy,))).id
    pipeline.diagnose(workspace, dataset)
    pipeline.compare_runs(workspace, [before, after])
    pipeline.explain_run(workspace, after)
    return f"dataset={dataset}&run={after}"


def critical(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in OURS]


@pytest.fixture
def draft(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An import that was begun; its address' parameter."""
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(root))
    begun = drafts.begin()
    for path in world(tmp_path, seed=4).values():
        with path.open("rb") as stream:
            begun = drafts.add(begun, stream, path.name)
    yield f"draft={begun.id}"
    drafts.throw_away(begun.id)


def test_no_critical_issue_in_a_draft(page: Page, draft: str):
    page.goto(f"/data?{draft}")
    expect(page.get_by_role("heading", name="Check and import")).to_be_visible()
    for folded in page.get_by_test_id("stExpander").all():
        folded.locator("summary").click()
    assert critical(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_critical_issue_on_any_page(new_context: Any, shown: str, scheme: str):
    page = new_context(color_scheme=scheme).new_page()
    found = {}
    for name in PAGES:
        page.goto(f"/{name}?{shown}")
        expect(page.locator("h1").first).to_be_visible()
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        if name in ("diagnose", "assumptions", "audit", "compare", "explain"):
            expect(page.locator(".js-plotly-plot").first).to_be_visible()
        found[name] = critical(page)
    assert {name: issues for name, issues in found.items() if issues} == {}
