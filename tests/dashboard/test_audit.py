"""The Audit page: verdicts a question, other assumptions, and each closer look; a rerun repeats no engine call."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import engine
from dashboard import compute
from engine.audit.answers import answers
from engine.config import AuditConfig, Cohort, Comparison, RunConfig, Spec, TrainingConfig
from engine.contracts import AuditTable, Run
from engine.data.importing import ImportRequest
from engine.errors import InputError
from engine.pipeline import exploring
from engine.workspace import Workspace
from tests.dashboard.conftest import write_world
from tests.dashboard.pages import assert_well

LOOKS = ("spread", "settings", "crossing", "exposure", "promise")
BASE = RunConfig(model=Spec.of("mf", dim=4), training=TrainingConfig(epochs=2, batch_size=512))


def write_crossed(folder: Path) -> dict[str, Path]:
    """The small world four times over, with areas, moods of which one is rare, and sizes of items."""
    files = write_world(folder)
    head, *rows = files["interactions"].read_text(encoding="utf-8").splitlines()
    more = [row.replace("u", f"u{copy}", 1) for copy in range(4) for row in rows]
    files["interactions"].write_text("\n".join([head, *more]) + "\n", encoding="utf-8")
    users = [
        f"u{copy}{u:02d},{'F' if u % 2 else 'M'},{'north' if u % 3 else 'south'},{'odd' if u < 2 else 'even'}"
        for copy in range(4)
        for u in range(60)
    ]
    files["users"].write_text("\n".join(["user_id,gender,area,mood", *users]) + "\n", encoding="utf-8")
    items = [f"i{i:02d},p{i % 10},{'large' if i % 2 else 'small'}" for i in range(20)]
    files["items"].write_text("\n".join(["item_id,provider,size", *items]) + "\n", encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Run, Run, Run]:
    """A run that predicts feedback, one that ranks, and uploaded lists without a test; none of them waits."""
    folder = tmp_path_factory.mktemp("audited")
    workspace = Workspace(folder / "ws")
    request = ImportRequest(**write_crossed(folder / "files"), name="crossed", mapping=(("feedback", "rating"),))
    dataset = workspace.add_dataset(request)
    rated = engine.run(workspace, dataset.id, replace(BASE, objective=Spec.of("naive")))
    ranked = engine.run(workspace, dataset.id, replace(BASE, objective=Spec.of("bpr")))
    given = folder / "given.csv"
    lines = [f"u{copy}{u:02d},i{(u + n) % 20:02d},{n + 1}" for copy in range(4) for u in range(60) for n in range(5)]
    given.write_text("\n".join(["user_id,item_id,rank", *lines]) + "\n", encoding="utf-8")
    table = engine.audit_recommendations(workspace, dataset.id, given)
    return workspace, rated, ranked, workspace.run(table.run_id)


@pytest.fixture
def kept(trained: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, Run, Run, Run]:
    """The app finds that workspace."""
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(trained[0].root))
    return trained  # type: ignore[no-any-return]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was computed, in order."""
    made: list[str] = []

    def counted(name: str) -> Any:
        own = getattr(exploring, name)

        def ask(*arguments: Any) -> Any:
            made.append(name)
            return own(*arguments)

        return ask

    for name in ("looking", "explore_run", "crossing_of"):
        monkeypatch.setattr(exploring, name, counted(name))
    return made


def opened(app: Callable[..., AppTest], **parameters: str) -> AppTest:
    """The page of a run, at the audit that was made with it unless another is named."""
    at = app("home")
    parameters = {"audit": compute.workspace().run(parameters["run"]).audit, **parameters}
    for key, value in parameters.items():
        at.query_params[key] = value
    return at.switch_page("views/audit.py").run()


def words(at: AppTest) -> str:
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption, at.info, at.error, at.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def tables(at: AppTest) -> str:
    return "\n".join(table.value.to_csv() for table in at.table).replace("\\", "")


def figures(at: AppTest) -> list[str]:
    return [str(chart.proto) for chart in at.get("plotly_chart")]


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_at_a_run_with_scores(app: Callable[..., AppTest], kept: Any, calls: list[str], look: str):
    at = opened(app, run=kept[1].id, look=look)
    assert_well(at)
    assert not at.error
    assert at.query_params["look"] == look
    once = list(calls)
    assert len(once) <= 3
    at.run()
    assert calls == once, "a rerun computes nothing again"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("which", [2, 3], ids=["ranked", "uploaded"])
def test_each_look_where_much_is_undefined(app: Callable[..., AppTest], kept: Any, which: int, look: str):
    at = opened(app, run=kept[which].id, look=look)
    assert_well(at)
    assert not at.error


def test_one_verdict_a_question_and_how_it_holds_together(app: Callable[..., AppTest], kept: Any):
    at = opened(app, run=kept[1].id)
    table: AuditTable = compute.audit(kept[1].id, kept[1].audit)
    assert len(table.answers) == len(list(answers(table.rows))) > 1
    assert len(at.table[0].value) == len(table.answers)
    assert "NDCG@10 by gender" in tables(at) and "hold together at 95%" in words(at)
    assert "The same gap under other assumptions" in [expander.label for expander in at.expander]
    assert "beside the gaps and never instead" in words(at)


def test_differences_and_indices_have_their_own_scale(app: Callable[..., AppTest], kept: Any):
    workspace, run, _ranked, _given = kept
    config = AuditConfig(
        family=(
            Comparison("signed_error", "gender", scale="difference", tolerance=(-0.5, 0.5)),
            Comparison("awrf", "size", scale="index", tolerance=(0.0, 0.2)),
        )
    )
    table = engine.audit_run(workspace, run.id, config)
    at = opened(app, run=run.id, audit=table.id, attribute="user.gender", metric="signed_error", look="settings")
    assert_well(at)
    assert "The index is" in tables(at)
    index = at.table[1].value.iloc[-1]
    assert "Size: all groups" in index.iloc[0] and "against" not in index.iloc[0] and "[" in index.iloc[2]
    assert "its tolerance is declared with it" in words(at)
    at = opened(app, run=run.id, audit=table.id, attribute="item.size", metric="awrf@10", look="settings")
    assert_well(at)
    assert "all groups at once" in words(at)


def test_the_tolerance_is_read_again_without_a_verdict(app: Callable[..., AppTest], kept: Any, calls: list[str]):
    at = opened(app, run=kept[1].id, look="settings", tolerance="0.5", attribute="item.size", metric="exposure@10")
    assert_well(at)
    assert calls == [], "intervals that are there are only read again"
    assert "would" in tables(at) and "It is no verdict" in words(at) and "confirm nothing" in words(at)
    assert at.query_params["tolerance"] == "0.5"


def test_a_move_of_the_list_length_computes_one_metric(app: Callable[..., AppTest], kept: Any, calls: list[str]):
    at = opened(app, run=kept[1].id, look="settings")
    at.select_slider(key="k").set_value("5").run()
    assert_well(at)
    assert calls == ["explore_run"] and at.query_params["k"] == "5"
    assert any("NDCG@5" in shown.value.columns for shown in at.table)
    at.select_slider(key="k").set_value("10").run()
    assert calls == ["explore_run"] and "k" not in at.query_params


def test_cells_that_are_withheld_are_hatched(app: Callable[..., AppTest], kept: Any):
    at = opened(app, run=kept[1].id, look="crossing", down="gender", across="mood")
    assert_well(at)
    (cells,) = [figure for figure in figures(at) if "fillpattern" in figure]
    assert "withheld" in cells
    inside = opened(app, run=kept[1].id, look="crossing", down="gender", across="area", within="mood", only="even")
    assert_well(inside)
    assert inside.selectbox(key="only").value == "even"


def test_predictions_of_feedback_are_held_against_what_was_found(app: Callable[..., AppTest], kept: Any):
    at = opened(app, run=kept[1].id, look="promise")
    assert any("Mean feedback by mean prediction" in figure for figure in figures(at))
    assert "predict no feedback" in words(opened(app, run=kept[2].id, look="promise"))
    assert "without scores" in words(opened(app, run=kept[3].id, look="promise"))


def test_a_cohort_that_was_saved_later_can_be_looked_at(app: Callable[..., AppTest], kept: Any):
    workspace, run, _ranked, _given = kept
    compute.save_cohort(run.dataset_id, Cohort("northern women", (("gender", "F"), ("area", "north"))))
    try:
        at = opened(app, run=run.id)
        at.selectbox(key="cohort").select_index(0).run()
        name = next(option for option in at.selectbox(key="attribute").options if "northern women" in option)
        at.selectbox(key="attribute").select(name).run()
        assert_well(at)
        assert "northern women" in tables(at) and "everyone else" in tables(at)
        assert "northern" not in str(dict(at.query_params))
    finally:
        compute.drop_cohort(run.dataset_id, "northern women")


def test_a_large_log_is_told_how_to_go_on(app: Callable[..., AppTest], kept: Any, calls: list[str], monkeypatch: Any):
    monkeypatch.setattr(compute, "MOST_EXPLORED", 10)
    at = opened(app, run=kept[1].id)
    assert_well(at)
    assert "more would keep it waiting" in words(at) and calls == []
    assert "equipoise audit" in at.code[-1].value


def test_formula_and_worked_example_stand_beside_the_number(app: Callable[..., AppTest], kept: Any):
    at = opened(app, run=kept[1].id)
    assert "For example: List 4 7 2 9" in words(at)
    assert "list length k: 10" in words(at)


def test_each_tolerance_has_a_band_of_its_own(app: Callable[..., AppTest], kept: Any):
    workspace, run, _ranked, _given = kept
    wide = Comparison("ndcg", "gender", tolerance=(0.5, 2.0))
    table = engine.audit_run(workspace, run.id, AuditConfig(family=(wide, Comparison("recall", "area"))))
    drawn = "".join(figures(opened(app, run=run.id, audit=table.id)))
    assert "tolerance 0.5 to 2" in drawn and "tolerance 0.8 to 1.25" in drawn


def test_a_probe_is_made_by_a_job_and_then_read(
    app: Callable[..., AppTest], kept: Any, finish: Any, monkeypatch: pytest.MonkeyPatch
):
    workspace, rated, _ranked, _given = kept
    asked: list[str] = []
    real = compute.probe
    monkeypatch.setattr(compute, "probe", lambda run_id: asked.append(run_id) or real(run_id))
    engine.probe_run(workspace, rated.id)
    at = opened(app, run=rated.id, look="leakage")
    assert_well(at)
    told = " ".join(str(element.value) for element in (*at.markdown, *at.caption))
    assert "reads no attributes" in told and "There is one seed only" in told and "AUC" in told
    assert asked == [rated.id]


def test_without_a_probe_its_job_is_started_once(app: Callable[..., AppTest], kept: Any, monkeypatch: Any):
    _workspace, _rated, ranked, _given = kept
    started: list[tuple[Any, ...]] = []

    def ensure(*arguments: Any, **about: Any) -> Any:
        started.append(arguments)
        raise InputError("jobs.unknown", id="x")

    monkeypatch.setattr("dashboard.jobs.ensure", ensure)
    opened(app, run=ranked.id, look="leakage")
    assert started == [("probe", "probe", ranked.id)]


def test_groups_that_join_columns_have_neither_spread_nor_curve(app: Callable[..., AppTest], kept: Any):
    table = engine.audit_run(kept[0], kept[1].id, AuditConfig(groupings=("gender*area",)))
    shown = {"run": kept[1].id, "audit": table.id, "attribute": "user.gender*area"}
    spread = opened(app, **shown, look="spread")
    assert_well(spread)
    assert "No spread is shown for groups that join several columns" in words(spread)
    promise = opened(app, **shown, look="promise")
    assert_well(promise)
    assert "Intersections are left out" in words(promise)
    assert not any("×" in option for option in promise.selectbox(key="promised").options)
