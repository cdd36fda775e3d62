"""The Audit page says how good a run is beside simple scorers, and nobody misses that a correction made it worse."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from engine.jobs import Job, Status
from engine.jobs.store import home
from engine.workspace.files import write_json
from engine.workspace.made import keep_made
from engine.workspace.records import to_json
from tests.engine.report.test_judged import OWN, WORSE
from tests.engine.workspace.keeping import WHOLE


def keep(workspace: Any, builders: Any, run_id: str, dataset: str, **facts: Any) -> None:
    """Keep another audited run of the dataset."""
    run = replace(builders.run(run_id, **WHOLE), dataset_id=dataset, **facts)
    with workspace.run_folder(run_id) as folder:
        workspace.finish_run(run, replace(builders.audit(run_id), dataset_id=dataset), folder)


def texts(at: AppTest) -> list[str]:
    return [m.value for m in (*at.markdown, *at.caption, *at.subheader)]


def test_worse_stands_on_top_and_among_the_findings(
    app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any
):
    others = {"bias": {**OWN, "auc": 0.9}, "random": dict.fromkeys(OWN)}
    keep(workspace, builders, "e" * 16, fill(), metrics={"test": OWN}, beside=others, findings=(WORSE,))
    at = app("audit", run="e" * 16)
    assert not at.exception
    assert "The correction made it worse" in at.error[0].value
    said = texts(at)
    assert any("Flagged" in text and "made it worse" in text for text in texts(app("home")))
    assert any("Flagged" in text and "The correction made it worse" in text for text in said)
    assert any("compared with what" in text for text in said)
    assert any("Not better than “User and item means”" in text for text in said)
    (table,) = [t.value for t in at.table if "This run" in t.value.columns]
    assert list(table.columns) == ["Number", "This run", "User and item means", "Random"]
    assert table["Random"].tolist() == ["–"] * len(table)


def test_a_finished_training_shows_it_at_once(app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any):
    dataset = fill()
    better = replace(WORSE, code="correction.better", severity="note")
    found = {"metrics": {"test": OWN}, "beside": {"random": OWN}, "findings": (WORSE, better)}
    keep(workspace, builders, "e" * 16, dataset, **found)
    (home(workspace) / "done").mkdir(parents=True)
    job = Job("done", "run", ("run", dataset), dataset, time.time(), about="mf × ips")
    write_json(home(workspace) / job.id / "job.json", to_json(job))
    write_json(home(workspace) / job.id / "status.json", to_json(Status("done", result={"run_id": "e" * 16})))
    at = app("jobs", job=job.id)
    assert not at.exception
    assert "The correction made it worse" in at.error[0].value and len(at.table) == 1
    assert any("Note" in m.value and "did better" in m.value for m in at.markdown)


def test_a_run_of_an_earlier_version_says_what_it_lacks(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("audit", run="a" * 16)
    assert not at.exception and not at.error
    assert any("comes from an earlier version" in text for text in texts(at))


def test_the_search_stands_where_the_settings_of_the_run_are(
    app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any
):
    dataset = fill()
    trials = [{"settings": {"model.params.dim": d}, "validation": v} for d, v in ((8, -1.0), (32, None))]
    kept = {"run": "a" * 16, "chosen": {"model.params.dim": 8}, "found": {}, "trials": trials}
    keep_made(workspace, "search", dataset, "1" * 16, kept)
    at = app("audit", run="a" * 16)
    assert not at.exception
    (table,) = [t.value for t in at.table if "Vector length" in t.value.columns]
    assert table.iloc[0].tolist() == ["8", "**● -1.0000**"] and table.iloc[1].tolist() == ["32", "failed"]
    assert not [t for t in app("audit", run="b" * 16).table if "Vector length" in t.value.columns]


def test_uploaded_lists_are_not_asked_for_scorers(
    app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any
):
    lists = {"recommendations": "f" * 64, "cutoff": None, "evaluation": {"k": 10, "k_max": 10, "relevance": 4.0}}
    run = replace(builders.run("f" * 16), dataset_id=fill(), config=lists, estimand="given lists")
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=run.dataset_id), folder)
    at = app("audit", run=run.id)
    assert not at.exception and not any("earlier version" in text for text in texts(at))
