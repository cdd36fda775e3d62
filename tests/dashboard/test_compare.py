"""The page Compare: what it offers, what it says of a real pair, and mitigations turned on beside the baseline."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import engine
from dashboard import compute
from dashboard.components import comparison_choice
from engine import jobs
from engine.audit import kept as comparisons
from engine.config import RunConfig, Spec, TrainingConfig
from engine.contracts import Run
from engine.data.importing import ImportRequest
from engine.jobs import process
from engine.jobs.store import home
from engine.pipeline.comparisons import compare_runs
from engine.workspace import Workspace, alike
from engine.workspace.files import read_json, write_json
from tests.dashboard.conftest import WHOLE, write_world

BASE = RunConfig(model=Spec.of("mf", dim=4), training=TrainingConfig(epochs=4, batch_size=256))
RERANK = Spec.of("exposure_rerank", attribute="provider")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Run, Run]:
    """A small world, a run, the same with re-ranking, and their comparison; a third run has another seed."""
    folder = tmp_path_factory.mktemp("compared")
    files = write_world(folder / "files", lone="*x* <b>")
    workspace = Workspace(folder / "ws")
    dataset = workspace.add_dataset(ImportRequest(**files, name="small world", mapping=(("feedback", "rating"),)))
    base = engine.run(workspace, dataset.id, BASE)
    reranked = engine.run(workspace, dataset.id, replace(BASE, postprocessing=(RERANK,)))
    compare_runs(workspace, [base.id, reranked.id])
    return workspace, base, reranked


@pytest.fixture
def kept(trained: tuple[Workspace, Run, Run], monkeypatch: pytest.MonkeyPatch) -> tuple[Run, Run]:
    """The app finds that workspace."""
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(trained[0].root))
    return trained[1], trained[2]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Jobs are remembered and begin no process: what this test asked for waits for ever."""
    asked: list[tuple[str, ...]] = []
    made: dict[str, jobs.Job] = {}

    def ensure(space: Workspace, kind: Any, arguments: Any, dataset: str = "", about: str = "") -> jobs.Job:
        asked.append(tuple(arguments))
        job = jobs.Job(f"job{len(asked)}", kind, tuple(arguments), "key", 0.0, dataset, about)
        return made.setdefault(job.id, job)

    monkeypatch.setattr(jobs, "ensure", ensure)
    monkeypatch.setattr(jobs, "read", lambda space, job_id, now: (made[job_id], jobs.Status(state="queued")))
    monkeypatch.setattr(jobs, "jobs", lambda *_: [(job, jobs.Status(state="queued")) for job in made.values()])
    return asked


def words(at: AppTest) -> str:
    """All text of the page, as it is read."""
    kinds = (at.title, at.subheader, at.markdown, at.caption, at.info, at.error, at.warning)
    texts = [str(element.value) for kind in kinds for element in kind]
    tables = [str(cell) for table in at.table for row in table.value.itertuples() for cell in row]
    return "\n".join([*texts, *tables]).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def opened(app: Callable[..., AppTest], **parameters: str) -> AppTest:
    at = app("home")
    for key, value in parameters.items():
        at.query_params[key] = value
    return at.switch_page("views/compare.py").run()


def hand_made(workspace: Workspace, builders: Any, dataset: str, run_id: str, **config: Any) -> str:
    run = replace(builders.run(run_id * 16, **{**WHOLE, **config}), dataset_id=dataset)
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=dataset), folder)
    return str(run.id)


def test_an_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = app("compare")
    assert not at.exception and "two are needed" in words(at)
    assert [link.proto.label for link in at.main.get("page_link")] == ["Train a recommender →"]


def test_one_run_offers_mitigations_and_another_training(
    app: Callable[..., AppTest], workspace: Workspace, builders: Any, world: Any, tmp_path: Any
):
    dataset = workspace.add_dataset(ImportRequest(**world(tmp_path / "files"), mapping=(("feedback", "rating"),))).id
    hand_made(workspace, builders, dataset, "a")
    at = app("compare")
    assert not at.exception and not at.error
    assert "Choose a run to compare" in words(at) and at.multiselect(key="others").options == []
    assert [button.label.replace("\\", "").removeprefix("▲ ") for button in at.button] == [
        "Turn on Reweigh groups (Gender)",
        "Turn on Parity penalty (Gender)",
        "Turn on Exposure re-ranking (Provider)",
    ]


def test_runs_that_were_not_judged_alike_are_named_with_the_reason(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any
):
    dataset = fill()
    other = hand_made(workspace, builders, dataset, "e", evaluation={"k": 20})
    at = opened(app, baseline="a" * 16, others=f"{other},nowhere")
    assert not at.exception
    assert "judged at another length k" in at.warning[0].value and "not in this workspace" in at.warning[1].value
    assert at.multiselect(key="others").value == [] and words(at).count("another length k") == 2
    assert all(other[:8] not in option for option in at.multiselect(key="others").options)
    assert "Choose a run to compare" in words(at)


def test_a_link_to_a_mitigated_run_finds_its_baseline(app: Callable[..., AppTest], kept: tuple[Run, Run]):
    base, reranked = kept
    at = opened(app, run=reranked.id)
    assert not at.exception and not at.error
    assert at.selectbox(key="baseline").value == base.id and at.multiselect(key="others").value == [reranked.id]
    assert at.query_params["baseline"] == base.id and at.query_params["others"] == reranked.id
    assert "run" not in at.query_params
    at = opened(app, run=base.id)
    assert at.selectbox(key="baseline").value == base.id and at.multiselect(key="others").value == [reranked.id]
    at = opened(app, baseline=reranked.id, others=base.id)
    assert at.selectbox(key="baseline").value == reranked.id and at.multiselect(key="others").value == [base.id]


def test_a_kept_comparison_is_shown_whole(app: Callable[..., AppTest], kept: tuple[Run, Run]):
    base, reranked = kept
    found = compute.comparison([base.id, reranked.id])
    assert found is not None
    at = opened(app, run=reranked.id)
    assert not at.exception and not at.error
    texts = words(at)
    order = (
        "What differs",
        "Accuracy",
        "Gaps between groups",
        "Who gained and who lost",
        "Cost",
        "What to keep in mind",
    )
    assert [header.value for header in at.subheader] == list(order)
    assert "none → **Exposure re-ranking (Provider)**" in texts and "exploratory and has no verdicts" in texts
    row = next(row for row in found.overall if row.metric == "ndcg@10")
    assert f"{row.values[1].value:.3f} [{row.values[1].low:.3f}, {row.values[1].high:.3f}]" in texts
    assert f"{row.changes[0].value:+.3f} [{row.changes[0].low:+.3f}, {row.changes[0].high:+.3f}]" in texts
    assert len(at.get("plotly_chart")) == 3
    report = next(link.proto for link in at.main.get("page_link") if "Report of these runs" in link.proto.label)
    assert f"run={reranked.id}" in report.query_string and f"against={base.id}" in report.query_string
    assert at.selectbox(key="attribute").value == "item.provider", "that which the mitigation acts on comes first"


def test_the_attribute_stands_in_the_address_and_a_group_of_one_is_withheld(
    app: Callable[..., AppTest], kept: tuple[Run, Run]
):
    at = opened(app, run=kept[1].id, attribute="user.gender")
    assert not at.exception and at.query_params["attribute"] == "user.gender"
    texts = words(at)
    assert "n withheld" in texts and "<b>" not in texts.replace("*x* <b>", "")
    assert "the best served in the baseline, against" in texts or "undefined" in texts
    at.selectbox(key="metric").set_value("average_popularity@10").run()
    assert not at.exception and at.query_params["metric"] == "average_popularity@10"
    at = opened(app, run=kept[1].id, attribute="user.nothing")
    assert not at.exception and any("no groups by" in warning.value for warning in at.warning)


def test_what_is_not_kept_is_made_by_one_job(
    app: Callable[..., AppTest], kept: tuple[Run, Run], started: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(comparisons, "kept_comparison", lambda *_: None)
    at = opened(app, run=kept[1].id, attribute="user.gender")
    assert not at.exception and not at.error and at.query_params["attribute"] == "user.gender"
    assert started == [("compare", kept[0].id, kept[1].id)]
    assert "Waiting" in words(at) and "What differs" in words(at) and not at.get("plotly_chart")


def test_a_failed_comparison_says_why(
    app: Callable[..., AppTest], kept: tuple[Run, Run], started: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(comparisons, "kept_comparison", lambda *_: None)
    job = jobs.Job("job1", "compare", ("compare",), "key", 0.0)
    monkeypatch.setattr(jobs, "read", lambda *_: (job, jobs.Status(state="failed", message="Not judged alike.")))
    at = opened(app, run=kept[1].id)
    assert not at.exception and len(started) == 1
    assert ["Not judged alike" in error.value for error in at.error] == [True]
    assert [button.label for button in at.button if str(button.key).startswith("resume_")] == ["Try again"]


def test_a_switch_takes_a_run_out_and_in_at_once(app: Callable[..., AppTest], kept: tuple[Run, Run], started: Any):
    at = opened(app, run=kept[1].id)
    button = at.button(key="switch_exposure_rerank_provider")
    assert "Turn off Exposure" in button.label
    button.click().run()
    assert not at.exception and at.multiselect(key="others").value == [] and "others" not in at.query_params
    button = at.button(key="switch_exposure_rerank_provider")
    assert "Turn on Exposure" in button.label
    button.click().run()
    assert at.multiselect(key="others").value == [kept[1].id] == at.query_params["others"].split(",")
    assert started == []


def test_a_switch_of_the_baseline_shows_the_run_without_it(app: Callable[..., AppTest], kept: tuple[Run, Run]):
    at = opened(app, baseline=kept[1].id, others="")
    at.multiselect(key="others").set_value([]).run()
    button = at.button(key="switch_exposure_rerank_provider")
    assert "Turn off Exposure" in button.label
    compute_nothing = pytest.MonkeyPatch()
    with compute_nothing.context() as patch:
        patch.setattr(process, "_launch", lambda *_: None)
        button.click().run()
    assert not at.exception and at.multiselect(key="others").value == [kept[0].id]
    assert "Turn on Exposure" in at.button(key="switch_exposure_rerank_provider").label


def test_a_switch_trains_what_is_not_there_and_its_run_is_added(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    dataset = fill()
    at = opened(app, baseline="a" * 16)
    at.button(key="switch_reweigh_gender").click().run()
    assert not at.exception
    folder = max(home(workspace).glob("*/job.json")).parent
    arguments = read_json(folder / "job.json")["arguments"]
    step = {"kind": "reweigh", "params": {"attribute": "gender", "target": "equal"}}
    assert arguments == ["run", dataset, "--like", "a" * 16, "--set", f"preprocessing={json.dumps([step])}"]
    assert at.query_params["job"] == folder.name and "Waiting" in words(at)
    write_json(folder / "status.json", {**BLANK, "state": "failed", "message": "It diverged."})
    at.run()
    assert not at.exception and "It diverged" in words(at) and at.query_params["job"] == folder.name
    at.button(key="switch_reweigh_gender").click().run()
    assert len(list(home(workspace).glob("*/job.json"))) == 1, "a failed one is not started again unasked"
    made = hand_made(workspace, builders, dataset, "e", preprocessing=[step])
    write_json(folder / "status.json", {**BLANK, "state": "done", "result": {"run_id": made}})
    at.run()
    assert not at.exception and at.multiselect(key="others").value == [made]
    assert at.query_params["others"] == made and "job" not in at.query_params
    assert "Turn off Reweigh" in at.button(key="switch_reweigh_gender").label


BLANK: dict[str, Any] = {"stage": "", "share": 0.0, "loss": [], "valid": [], "attempt": 1}


def test_a_link_to_a_finished_training_adds_its_run(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    dataset = fill()
    job = jobs.start(workspace, "run", ("run", dataset))
    write_json(home(workspace) / job.id / "status.json", {**BLANK, "state": "done", "result": {"run_id": "b" * 16}})
    at = opened(app, baseline="a" * 16, job=job.id)
    assert not at.exception and at.multiselect(key="others").value == ["b" * 16]
    assert "job" not in at.query_params
    at = opened(app, baseline="a" * 16, job="nowhere")
    assert not at.exception and len(at.error) == 1


def test_uploaded_lists_have_no_switches_and_are_compared_like_others(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any, started: Any
):
    dataset, given = fill(), []
    for letter in "ef":
        config = {"recommendations": letter * 64, "cutoff": 1700000000, "evaluation": {"k": 10, "relevance": None}}
        run = replace(builders.run(letter * 16), config=config, dataset_id=dataset)
        with workspace.run_folder(run.id) as folder:
            workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=dataset), folder)
        given.append(run.id)
    at = opened(app, baseline=given[0], others=given[1])
    assert not at.exception and not at.error and not [b for b in at.button if str(b.key).startswith("switch_")]
    assert started == [("compare", *given)] and "file ffffffff" in words(at)


def test_no_more_runs_than_can_be_told_apart(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any
):
    dataset = fill()
    for number, letter in enumerate("123456"):
        hand_made(workspace, builders, dataset, letter, model={"kind": "mf", "params": {"dim": number}})
    at = opened(app, baseline="a" * 16, others=",".join(letter * 16 for letter in "123456"))
    assert not at.exception
    assert at.multiselect(key="others").value == [letter * 16 for letter in "1234"[: comparison_choice.MOST]]


def test_a_rerun_asks_the_engine_nothing_again(
    app: Callable[..., AppTest], kept: tuple[Run, Run], monkeypatch: pytest.MonkeyPatch
):
    calls: list[str] = []
    for module, name in ((comparisons, "kept_comparison"), (alike, "read_fold")):
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a, real=real, name=name: (calls.append(name), real(*a))[1])
    at = opened(app, run=kept[1].id)
    at.run()
    at.selectbox(key="attribute").set_value("user.gender").run()
    assert not at.exception and calls == ["kept_comparison"]


def test_the_audit_and_the_jobs_lead_here(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "_launch", lambda *_: None)
    fill()
    links = [link.proto for link in app("audit").main.get("page_link")]
    assert any("Compare with another run" in link.label and "run=" in link.query_string for link in links)
    job = jobs.start(workspace, "compare", ("compare", "a" * 16, "b" * 16))
    result = {"runs": ["a" * 16, "b" * 16]}
    write_json(home(workspace) / job.id / "status.json", {**BLANK, "state": "done", "result": result})
    links = [link.proto for link in app("jobs").main.get("page_link")]
    found = next(link for link in links if "Open the comparison" in link.label)
    assert f"baseline={'a' * 16}" in found.query_string and f"others={'b' * 16}" in found.query_string
