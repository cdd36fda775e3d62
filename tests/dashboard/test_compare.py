"""The page Compare: what it offers, what it says of a real pair, and mitigations turned on beside the baseline."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import engine
from dashboard import compute
from dashboard.components.cohort import identifier
from engine import jobs
from engine.audit import kept as comparisons
from engine.audit.saved import keep_cohort
from engine.config import AuditConfig, Cohort, RunConfig, Spec, TrainingConfig
from engine.contracts import Run
from engine.data.importing import ImportRequest
from engine.jobs import process
from engine.pipeline.comparisons import compare_runs
from engine.workspace import Workspace, alike
from engine.workspace.cohorts import drop_cohort
from tests.dashboard.comparing import opened, words
from tests.dashboard.conftest import write_world

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


def test_an_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = app("compare")
    assert not at.exception and "two are needed" in words(at)
    assert [link.proto.label for link in at.main.get("page_link")] == ["Train a recommender →"]


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
    assert [header.value for header in at.header] == list(order)
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


def test_a_cohort_is_compared_too(app: Callable[..., AppTest], kept: Any, trained: Any, started: list[tuple[str, ...]]):
    workspace, (base, reranked) = trained[0], kept
    cohort = Cohort("women", (("gender", "F"),))
    keep_cohort(workspace, base.dataset_id, cohort)
    try:
        at = opened(app, run=reranked.id, cohort=identifier(cohort))
        assert not at.exception and not at.error
        assert "cohorts.0.name=women" in started[-1] and started[-1][:3] == ("compare", base.id, reranked.id)
        compare_runs(workspace, [base.id, reranked.id], AuditConfig(cohorts=(cohort,)))
        at = opened(app, run=reranked.id, cohort=identifier(cohort), attribute="user.women")
        assert at.selectbox(key="attribute").value == "user.women"
        at.selectbox(key="cohort").set_value(None).run()
        assert not at.exception and "user.women" not in at.selectbox(key="attribute").options
    finally:
        drop_cohort(workspace, base.dataset_id, cohort.name)
