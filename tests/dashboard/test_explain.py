"""The page Explain: what it says with nothing, while it waits, and of a real run; nothing is computed in its thread."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import engine
from dashboard import compute
from dashboard.components import explained_list
from engine import jobs
from engine.config import RunConfig, Spec, TrainingConfig
from engine.contracts import Run
from engine.data.importing import ImportRequest
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Privacy, Recipe
from engine.pipeline import explanations
from engine.workspace import Workspace
from tests.dashboard.conftest import write_world

NAMES = ["Plain *name*", "<b>bold</b>", "N" * 300]
BASE = RunConfig(model=Spec.of("mf", dim=4), training=TrainingConfig(epochs=4, batch_size=256))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Run]:
    """A small world with titles, one run, its explanation, and that of one user."""
    folder = tmp_path_factory.mktemp("explained")
    files = write_world(folder / "files")
    head, *rows = files["items"].read_text(encoding="utf-8").splitlines()
    titled = [f'{row},"{NAMES[n % 3]} {n}"' for n, row in enumerate(rows)]
    files["items"].write_text("\n".join([f"{head},title", *titled]) + "\n", encoding="utf-8")
    workspace = Workspace(folder / "ws")
    dataset = workspace.add_dataset(ImportRequest(**files, name="small world", mapping=(("feedback", "rating"),)))
    reranked = replace(BASE, postprocessing=(Spec.of("exposure_rerank", attribute="provider"),))
    run = engine.run(workspace, dataset.id, reranked)
    engine.explain_run(workspace, run.id)
    engine.explain_run(workspace, run.id, "u07")
    return workspace, run


@pytest.fixture
def kept(trained: tuple[Workspace, Run], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The app finds that workspace, and starts no process."""
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(trained[0].root))
    return trained[1]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Jobs are written down and begin no process: the job that this test asked for waits for ever."""
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
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def opened(app: Callable[..., AppTest], **parameters: str) -> AppTest:
    at = app("home")
    for key, value in parameters.items():
        at.query_params[key] = value
    return at.switch_page("views/explain.py").run()


def test_an_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = app("explain")
    assert not at.exception and "no run in this workspace yet" in words(at)


def given(workspace: Workspace, builders: Any, dataset: str) -> str:
    made = {"recommendations": "f" * 64, "cutoff": 1700000000, "evaluation": {"k": 10, "relevance": None}}
    run = replace(builders.run("e" * 16), config=made, dataset_id=dataset, estimand="given lists")
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=dataset), folder)
    return str(run.id)


def test_lists_of_another_system_have_nothing_to_explain(
    app: Callable[..., AppTest], workspace: Workspace, builders: Any, world: Any, tmp_path: Any
):
    files = world(tmp_path / "files")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    given(workspace, builders, dataset)
    at = app("explain")
    assert not at.exception and "without its model there is nothing to explain" in words(at)
    audit = at.switch_page("views/audit.py").run()
    assert not audit.exception and "Why does it recommend" not in str(audit.main)


def test_a_link_to_lists_of_another_system_shows_another_run(
    app: Callable[..., AppTest], workspace: Workspace, fill: Any, builders: Any
):
    at = opened(app, run=given(workspace, builders, fill()))
    assert len(at.warning) == 1 and "another system made" in at.warning[0].value
    assert at.selectbox(key="run").value in ("a" * 16, "b" * 16)


def test_a_run_whose_model_is_gone_is_one_message_and_no_job(app: Callable[..., AppTest], fill: Any, started: Any):
    fill()
    at = app("explain")
    assert not at.exception and started == []
    assert ["has no model that could be explained" in error.value for error in at.error] == [True]


def test_what_is_not_kept_is_made_by_one_job_a_question(
    app: Callable[..., AppTest], kept: Run, started: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(explanations, "kept_explanation", lambda *_: None)
    at = opened(app, run=kept.id, user="u09")
    assert not at.exception and not at.error
    assert started == [("explain", kept.id), ("explain", kept.id, "--user=u09")]
    assert "Waiting" in words(at) and not at.get("plotly_chart")


def test_where_ids_are_pseudonyms_a_job_gets_no_other(
    app: Callable[..., AppTest], workspace: Workspace, world: Any, started: Any, tmp_path: Any
):
    recipe = Recipe(privacy=Privacy(pseudonymise=True))
    request = ImportRequest(**world(tmp_path / "files"), recipe=recipe, mapping=(("feedback", "rating"),))
    run = engine.run(workspace, workspace.add_dataset(request).id, BASE)
    at = opened(app, run=run.id, user="u09")
    assert not at.exception and not at.error
    assert started[1] == ("explain", run.id, f"--user={pseudonyms(workspace.key, 'users', ['u09'])[0]}")


def test_the_whole_model_begins_with_how_well_it_is_followed(app: Callable[..., AppTest], kept: Run, started: Any):
    found = explanations.kept_explanation(compute.workspace(), kept.id)
    assert found is not None
    at = opened(app, run=kept.id)
    assert not at.exception and not at.error and started == []
    texts = words(at)
    assert texts.index("surrogate") < texts.index("What raises and lowers the score")
    assert "not the person" in texts and "not cause" in texts and "No interval was computed" in texts
    assert at.metric[0].value == f"{found.fidelity.r2:.2f}"
    assert len(at.get("plotly_chart")) == 1
    assert len(at.table[0].value) == min(12, len(found.summaries))
    assert "Choose a user" in texts and "re-ranked after the model had scored" in texts


def test_one_recommendation_is_a_sum(app: Callable[..., AppTest], kept: Run, started: Any):
    found = explanations.kept_explanation(compute.workspace(), kept.id, "u07")
    assert found is not None
    item = found.pairs[2].item
    at = opened(app, run=kept.id, user="u07", item=item)
    assert not at.exception and not at.error and started == []
    assert at.selectbox(key="item").value == item and at.query_params["item"] == item
    shown, total = at.table[1].value, at.table[2].value
    assert list(shown["Place"]) == [str(pair.rank) for pair in found.pairs]
    assert all("<b>" not in text.replace(r"\<b\>", "") for text in shown["Item"])
    base, parts, rest, score = (_number(text) for text in total["Number"])
    assert base + parts + rest == pytest.approx(score, abs=0.002)
    assert score == pytest.approx(found.pairs[2].score, abs=0.001)
    assert len(at.get("plotly_chart")) == 2
    assert "the largest error of that sum" in words(at)


def _number(text: str) -> float:
    return float(text.replace("\\", "").replace("*", "").replace("−", "-").replace(",", ""))


def test_a_long_list_is_cut_and_says_so(
    app: Callable[..., AppTest], kept: Run, started: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(explained_list, "MOST_ITEMS", 4)
    at = opened(app, run=kept.id, user="u07")
    assert not at.exception and len(at.table[1].value) == 4
    assert "6 more items are not drawn" in words(at) and len(at.selectbox(key="item").options) == 10


def test_a_failed_job_says_why_and_is_not_started_again(
    app: Callable[..., AppTest], kept: Run, started: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(explanations, "kept_explanation", lambda *_: None)
    failed = jobs.Status(state="failed", message="Only 4 users have a list.")
    job = jobs.Job("job1", "explain", ("explain",), "key", 0.0)
    monkeypatch.setattr(jobs, "read", lambda *_: (job, failed))
    at = opened(app, run=kept.id)
    assert not at.exception and started == [("explain", kept.id)]
    assert ["Only 4 users have a list" in error.value for error in at.error] == [True]


def test_an_unknown_user_is_one_message_before_any_job(app: Callable[..., AppTest], kept: Run, started: Any):
    at = opened(app, run=kept.id, user="nobody")
    assert not at.exception and started == []
    assert ["There is no user “nobody”" in error.value.replace("\\", "") for error in at.error] == [True]
    assert len(at.get("plotly_chart")) == 1, "the whole model is still shown"


def test_an_example_is_a_click_and_stands_in_the_address(app: Callable[..., AppTest], kept: Run, started: Any):
    at = opened(app, run=kept.id)
    examples = [button for button in at.button if str(button.key).startswith("example_")]
    assert len(examples) > 1
    examples[0].click().run()
    user = str(examples[0].key).removeprefix("example_")
    assert not at.exception and at.query_params["user"] == user
    assert at.text_input(key="user").value == user
    at.text_input(key="user").set_value("u07").run()
    assert at.query_params["user"] == "u07" and len(at.table) > 1
    at.text_input(key="user").set_value("").run()
    assert "user" not in at.query_params and len(at.table) < 4


def test_an_item_that_is_not_in_the_list_gives_another_and_says_so(app: Callable[..., AppTest], kept: Run):
    at = opened(app, run=kept.id, user="u07", item="../x")
    assert not at.exception and len(at.warning) == 1 and "not in the list of this user" in at.warning[0].value


def test_a_rerun_asks_the_engine_nothing_again(app: Callable[..., AppTest], kept: Run, monkeypatch: pytest.MonkeyPatch):
    calls: list[str] = []
    for name in ("kept_explanation", "check_question"):
        real = getattr(explanations, name)
        monkeypatch.setattr(explanations, name, lambda *a, real=real, name=name: (calls.append(name), real(*a))[1])
    at = opened(app, run=kept.id, user="u07")
    first = list(calls)
    at.run()
    at.selectbox(key="item").select_index(1).run()
    assert not at.exception and calls == first
    assert sorted(set(calls)) == ["check_question", "kept_explanation"] and len(calls) == 4


def test_the_audit_leads_here(app: Callable[..., AppTest], kept: Run):
    at = opened(app, run=kept.id).switch_page("views/audit.py").run()
    links = [link.proto for link in at.get("page_link")]
    assert any("recommend what it does" in link.label and kept.id in link.query_string for link in links)
