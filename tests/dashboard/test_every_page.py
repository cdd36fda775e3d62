"""Each page with an empty workspace, a small world, a group of one user, a failed run, and drawn again."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import jobs
from engine.data.importing import ImportRequest
from engine.jobs import process
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.files import write_json
from engine.workspace.records import to_json
from tests.dashboard.pages import PAGES, assert_well, words

HINTS = {
    "home": "This workspace is empty",
    "data": "Nothing here yet",
    "lists": "bring that first",
    "diagnose": "",
    "train": "no log to train on",
    "jobs": "No job yet",
    "assumptions": "",
    "plan": "a plan is for one",
    "audit": "no audited run",
    "compare": "",
    "explain": "",
    "report": "",
}


@pytest.mark.parametrize("page", PAGES)
def test_empty_workspace_says_what_to_do(app: Callable[..., AppTest], page: str):
    at = app(page)
    assert_well(at)
    assert HINTS[page] in words(at)
    assert page in ("home", "data") or at.get("page_link"), "a way to go on"


@pytest.mark.parametrize("page", PAGES)
def test_small_world(app: Callable[..., AppTest], fill: Any, page: str):
    fill()
    assert_well(app(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_group_of_one_is_never_shown_with_its_size(app: Callable[..., AppTest], fill: Any, page: str):
    fill(lone="X")
    at = app(page)
    assert_well(at)
    if page == "data":
        assert "“Withheld”" in words(at)
        figures = [str(chart.proto) for chart in at.get("plotly_chart")]
        gender = next(figure for figure in figures if "withheld" in figure)
        assert "X: withheld" in gender


@pytest.mark.parametrize("page", PAGES)
def test_a_failed_run_leaves_every_page_usable(
    app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, page: str
):
    """A dataset, a training that has failed, and nothing else."""
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)
    files = world(tmp_path / "files")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    job = jobs.start(workspace, "run", ["run", dataset], dataset, "mf × bpr")
    status = jobs.Status("failed", "training", 0.4, ((1, 0.7),), message="Training has diverged. Lower the rate.")
    write_json(home(workspace) / job.id / "status.json", to_json(status))
    at = app(page)
    assert_well(at)
    if page == "jobs":
        assert "▲ Failed" in words(at)
        at.query_params["job"] = job.id
        at.run()
        assert ["Training has diverged" in error.value for error in at.error] == [True]
        assert at.button(key=f"resume_{job.id}").label == "Try again"


@pytest.mark.parametrize("page", PAGES)
def test_names_are_shown_and_not_interpreted(app: Callable[..., AppTest], fill: Any, page: str):
    fill(name="**bold** <script>x</script> $a$ :red[b]")
    at = app(page)
    assert_well(at)
    texts = words(at)
    assert "<script>" not in texts.replace("\\<script\\>", "")
    if page == "home":
        assert r"\*\*bold\*\*" in texts


@pytest.mark.parametrize("page", PAGES)
def test_a_rerun_opens_no_dataset_and_starts_no_job(
    app: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch, page: str
):
    """Whatever a page computes from a dataset is computed once; what it asks for is asked for once."""
    calls: list[str] = []
    opened = Workspace.dataset

    def counted(self: Workspace, identifier: str) -> Any:
        calls.append(f"opened {identifier}")
        return opened(self, identifier)

    monkeypatch.setattr(Workspace, "dataset", counted)
    monkeypatch.setattr(process, "_launch", lambda *_arguments: calls.append("started"))
    fill()
    calls.clear()
    at = app(page)
    if page in ("diagnose", "compare"):
        assert "started" in calls
    before = len(calls)
    at.run()
    at.run()
    assert len(calls) == before, calls
