"""The Jobs page in each state of a job; what was started in one session stands in another."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import Job, Status
from engine.jobs.store import home
from engine.workspace.files import write_json
from engine.workspace.records import to_json


@pytest.fixture
def keep(workspace: Any) -> Callable[..., str]:
    """Write down a job as its process would have."""

    def kept(name: str, status: Status, kind: str = "run", **changes: Any) -> str:
        folder = home(workspace) / name
        folder.mkdir(parents=True)
        job = replace(Job(name, kind, ("run", "x"), name, time.time(), about="mf × *bpr*"), **changes)  # type: ignore[arg-type]
        write_json(folder / "job.json", to_json(job))
        write_json(folder / "status.json", to_json(status))
        (folder / "log.txt").write_text("first\nthe last word\n", encoding="utf-8")
        return name

    return kept


def text(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.info, at.error, at.warning, at.code)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def test_no_job_yet(app: Callable[..., AppTest]):
    at = app("jobs")
    assert not at.exception
    assert "No job yet" in at.info[0].value


def test_live_jobs_show_where_they_stand_and_can_be_cancelled(app: Callable[..., AppTest], keep: Any, workspace: Any):
    now = time.time()
    status = Status("running", "training", 0.25, ((1, 0.7), (2, 0.6)), ((2, 0.1),), began=now - 10)
    keep("1", status)
    keep("2", Status("queued"))
    keep("3", Status("queued"))
    at = app("jobs")
    assert not at.exception
    bars = {re.sub("[0-9]+ s", "some s", bar.proto.text) for bar in at.get("progress")}
    assert {"training · at most some s left", "next in line", "1 job waits before it"} == bars
    assert len(at.get("plotly_chart")) == 1
    at.button(key="cancel_2").click().run()
    assert not at.exception
    assert "■ Cancelled" in text(at)


def test_an_interrupted_job_says_what_it_printed_last_and_goes_on(
    app: Callable[..., AppTest], keep: Any, workspace: Any, monkeypatch: pytest.MonkeyPatch
):
    resumed = []
    monkeypatch.setattr("dashboard.jobs.resume", resumed.append)
    name = keep("1", Status("interrupted", loss=((1, 0.5), (2, 0.4)), began=1.0, ended=9.0))
    at = app("home")
    at.query_params["job"] = name
    at.switch_page("views/jobs.py").run()
    assert "the last word" in text(at) and "last checkpoint" in text(at)
    assert "mf × \\*bpr\\*" in text(at)
    at.button(key=f"resume_{name}").click().run()
    assert resumed == [name]


def test_a_failure_has_its_message_and_a_done_job_its_links(app: Callable[..., AppTest], keep: Any):
    keep("1", Status("failed", message="The log is empty. Bring another."))
    keep("2", Status("done", result={"run_id": "a" * 16}, began=1.0, ended=200.0))
    keep("3", Status("done", result={"dataset": "d" * 16}), kind="import")
    at = app("home")
    at.query_params["job"] = "1"
    at.switch_page("views/jobs.py").run()
    assert not at.exception
    assert ["The log is empty" in error.value for error in at.error] == [True]
    labels = [link.proto.label for link in at.get("page_link")]
    assert "Open the audit →" in labels and "Open the dataset →" in labels
    assert "3 min" in text(at)


def test_an_unknown_job_in_the_address_is_said(app: Callable[..., AppTest], keep: Any):
    keep("1", Status("done"), kind="report")
    at = app("home")
    at.query_params["job"] = "../../etc"
    at.switch_page("views/jobs.py").run()
    assert not at.exception
    assert "not in this workspace" in at.warning[0].value
