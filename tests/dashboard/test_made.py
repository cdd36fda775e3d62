"""A finished job whose result names nothing, or something else: one sentence, and the page stands."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import Job, Status
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.files import write_json
from engine.workspace.records import to_json
from tests.dashboard.pages import words

RESULTS: dict[str, Any] = {
    "none": None,
    "empty": {},
    "another job's": {"report": "r", "files": []},
    "null": {"dataset": None, "run_id": None, "runs": None, "user": None},
    "other types": {"dataset": {"id": 1}, "run_id": 7, "runs": "abc", "user": []},
    "too few": {"runs": ["a" * 16]},
}
SAID = "does not say what it made"


@pytest.fixture
def done(workspace: Workspace) -> Callable[[str, Any], str]:
    """Write down a finished job; returns its id."""

    def kept(kind: str, result: Any) -> str:
        folder = home(workspace) / f"20260101T000000-{kind}"
        folder.mkdir(parents=True)
        write_json(folder / "job.json", to_json(Job(folder.name, kind, (kind,), "key", time.time())))  # type: ignore[arg-type]
        write_json(folder / "status.json", {**to_json(Status("done", ended=time.time())), "result": result})
        return folder.name

    return kept


@pytest.mark.parametrize("case", RESULTS)
@pytest.mark.parametrize(("page", "kind"), [("data", "import"), ("lists", "audit"), ("compare", "run")])
def test_a_page_that_waits_for_a_job_says_that_nothing_is_known(
    app: Callable[..., AppTest], fill: Any, done: Callable[[str, Any], str], page: str, kind: str, case: str
):
    fill()
    at = app("home")
    at.query_params["job"] = done(kind, RESULTS[case])
    at.switch_page(f"views/{page}.py").run()
    assert not at.exception
    assert [SAID in error.value for error in at.error] == [True]
    assert "job" not in at.query_params and at.title and at.selectbox, "the page stands"
    at.run()
    assert not at.error, "said once"


@pytest.mark.parametrize("case", RESULTS)
def test_the_jobs_page_has_a_sentence_in_place_of_each_link(
    app: Callable[..., AppTest], done: Callable[[str, Any], str], case: str
):
    kinds = ("import", "sample", "run", "audit", "explain", "compare", "diagnose")
    for kind in (*kinds, "report"):
        done(kind, RESULTS[case])
    at = app("jobs")
    assert not at.exception and not at.error
    assert words(at).count(SAID) == len(kinds)


def test_an_import_without_a_time_is_simply_done(
    app: Callable[..., AppTest], fill: Any, done: Callable[[str, Any], str]
):
    dataset = fill()
    at = app("home")
    at.query_params["job"] = done("import", {"dataset": dataset, "created": "once"})
    at.switch_page("views/data.py").run()
    assert not at.exception and not at.error
    assert "Imported" in words(at)
