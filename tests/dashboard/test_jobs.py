"""The Jobs page in each state of a job; what was started in one session stands in another."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import Job, Status, liveness
from engine.jobs.store import home
from engine.words import jobs as words
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
    name = keep("1", Status("interrupted", reason="killed", loss=((1, 0.5), (2, 0.4)), began=1.0, ended=9.0))
    at = app("home")
    at.query_params["job"] = name
    at.switch_page("views/jobs.py").run()
    assert "the last word" in text(at) and "last checkpoint" in text(at)
    assert at.button(key=f"resume_{name}").label == "Go on from its checkpoint"
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


ENDINGS: list[tuple[Any, str, str, str]] = [
    ("interrupted", "killed", "SIGKILL", "Run again"),
    ("interrupted", "memory", "more memory than there was", "Run again"),
    ("interrupted", "crashed", "native code", "Run again"),
    ("interrupted", "exited", "before it could say why", "Run again"),
    ("interrupted", "restarted", "started anew while it worked", "Run again"),
    ("interrupted", "lost", "nobody saw it end", "Run again"),
    ("interrupted", "damaged", "how it ended is not known", "Run again"),
    ("interrupted", "interrupted", "as at a shutdown", "Run again"),
    ("interrupted", "", "nothing half-made is kept", "Run again"),
    ("interrupted", "of a later version", "nothing half-made is kept", "Run again"),
    ("cancelled", "cancelled", "Somebody stopped it", "Run again"),
    ("failed", "memory", "The message", "Try again"),
    ("failed", "disk", "The message", "Try again"),
    ("failed", "nan", "The message", ""),
    ("failed", "input", "The message", "Try again"),
    ("failed", "error", "The message", "Try again"),
]


def test_each_ending_has_its_words_and_the_button_that_fits(app: Callable[..., AppTest], keep: Any):
    assert {reason for _state, reason, *_rest in ENDINGS} >= set(words.REASONS)
    for n, (state, reason, _said, _label) in enumerate(ENDINGS):
        keep(f"{n:02d}", Status(state, reason=reason, message="The message." if state == "failed" else ""))
    at = app("home")
    at.switch_page("views/jobs.py")
    for n, (state, reason, said, label) in enumerate(ENDINGS):
        name = f"{n:02d}"
        at.query_params["job"] = name
        at.run()
        assert not at.exception
        panel = text(at)
        assert said in panel, (state, reason)
        short = words.reason(reason) if state != "cancelled" else ""
        assert (f"· {short}" in panel) if short else True
        found = [button.label for button in at.button if button.key == f"resume_{name}"]
        assert found == ([label] if label else []), (state, reason)


def test_after_a_lack_of_room_training_goes_on_from_its_checkpoint(app: Callable[..., AppTest], keep: Any):
    keep("1", Status("failed", reason="disk", message="The disk is full.", loss=((1, 0.5),)))
    at = app("home")
    at.query_params["job"] = "1"
    at.switch_page("views/jobs.py").run()
    assert at.button(key="resume_1").label == "Go on from its checkpoint"


def test_silence_and_what_happened_on_the_way_are_said(app: Callable[..., AppTest], keep: Any, workspace: Any):
    keep("1", Status("running", "training", 0.2, asked=time.time() - 10, notes=("checkpoint_anew",)))
    beat = home(workspace) / "1" / "beat"
    beat.touch()
    write_json(beat.with_name("process.json"), to_json(liveness.of(os.getpid())))
    at = app("jobs")
    assert "No sign of life" not in text(at) and "training began anew" in text(at)
    old = time.time() - 600
    os.utime(beat, (old, old))
    write_json(beat.with_name("status.json"), to_json(Status("running", "training", 0.2, asked=old)))
    at.run()
    assert "No sign of life since" in text(at) and at.button(key="cancel_1")
    write_json(beat.with_name("status.json"), to_json(Status("done", notes=("checkpoint_anew",))))


def test_a_damaged_record_does_not_hide_the_others_and_can_be_removed(
    app: Callable[..., AppTest], keep: Any, workspace: Any
):
    keep("1", Status("done"), kind="report")
    keep("2", Status("done"), kind="report")
    keep("3", Status("done"), kind="report")
    (home(workspace) / "2" / "job.json").write_text("{", encoding="utf-8")
    (home(workspace) / "3" / "status.json").write_text("{", encoding="utf-8")
    at = app("jobs")
    assert not at.exception
    assert "damaged or of another version" in text(at) and "its record is damaged" in text(at)
    at.button(key="remove_2").click().run()
    assert not at.exception and "damaged or of another version" not in text(at)
    assert not (home(workspace) / "2").exists() and (home(workspace) / "1").exists()
