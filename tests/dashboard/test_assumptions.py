"""The page of causal assumptions: answers are kept at once, two tabs lose nothing, doubts are counted on the audit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, jobs
from dashboard.components.assumption_list import PARTS
from engine.config import RunConfig, SplitConfig, parse
from engine.contracts import Run
from engine.diagnostics import kept, stated
from engine.diagnostics.assumptions import assumptions as leans_on
from engine.jobs import Job, Status
from engine.pipeline.diagnoses import diagnose
from engine.words.assumptions import ASSUMPTIONS
from engine.workspace import Workspace
from engine.workspace.judgements import judge, judgements

RUN = "d" * 16
LISTS = "e" * 16


def words(at: AppTest) -> str:
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def assert_well(at: AppTest) -> None:
    assert not at.exception
    assert not at.error


def config(split: str = "random", propensity: str = "none") -> dict[str, Any]:
    """What a trained run's config says of what it leans on."""
    return {
        "seed": 0,
        "split": {"kind": split, "valid": 0.1, "test": 0.1},
        "model": {"kind": "mf", "params": {}},
        "objective": {"kind": "naive" if propensity == "none" else "ips", "params": {}},
        "propensity": {"kind": propensity, "params": {}},
        "preprocessing": [],
        "inprocessing": [],
        "postprocessing": [],
        "training": None,
        "evaluation": {"k": 10, "k_max": 100, "relevance": None},
    }


@pytest.fixture
def run(fill: Any, workspace: Workspace, builders: Any) -> Callable[..., Run]:
    """Keep a run with a whole config, or one of uploaded lists."""
    dataset = fill()

    def kept_run(run_id: str = RUN, **settings: str) -> Run:
        lists = {"recommendations": "f" * 64, "cutoff": 1700000000, "evaluation": {"k": 10, "relevance": None}}
        own = lists if run_id == LISTS else config(**settings)
        made = replace(builders.run(run_id), config=own, dataset_id=dataset)
        with workspace.run_folder(run_id) as folder:
            workspace.finish_run(made, replace(builders.audit(run_id), dataset_id=dataset), folder)
        return workspace.run(run_id)

    return kept_run


@pytest.fixture
def opened(app: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """The page at an address."""

    def at_address(**address: str) -> AppTest:
        at = app("home")
        for name, value in address.items():
            at.query_params[name] = value
        return at.switch_page("views/assumptions.py").run()

    return at_address


def key(what: str, code: str, run_id: str = RUN) -> str:
    return f"judged_{what}_{run_id}_{code}"


def test_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = app("assumptions")
    assert_well(at)
    assert "no dataset in this workspace" in words(at)


def test_every_assumption_of_a_run_is_asked(run: Any, opened: Any):
    made = run(propensity="logistic")
    at = opened(run=RUN)
    assert_well(at)
    codes = leans_on(made.config)
    assert {radio.key for radio in at.radio} == {key("answer", code) for code in codes}
    text = words(at)
    for code in codes:
        one = ASSUMPTIONS[code]
        assert all(part in text for part in (one.name, one.statement, one.breaks, one.check, one.source))
    assert f"open** ] {len(codes)}" in text.replace("**]", "** ]").replace("\N{NO-BREAK SPACE}", " ")
    assert len(at.get("plotly_chart")) == 1
    assert {code for part in PARTS.values() for code in part} == set(ASSUMPTIONS)


def test_answers_and_notes_are_kept_at_once(run: Any, opened: Any, workspace: Workspace):
    run()
    at = opened(run=RUN)
    at.radio(key=key("answer", "observed_test")).set_value("doubted").run()
    assert_well(at)
    assert [toast.value for toast in at.toast] == ["Saved"]
    at.text_area(key=key("note", "observed_test")).set_value("*Posters* <b> $a$").run()
    told = judgements(workspace, RUN)
    assert set(told) == {"observed_test"}
    assert (told["observed_test"].answer, told["observed_test"].note) == ("doubted", "*Posters* <b> $a$")
    text = words(at).replace("\N{NO-BREAK SPACE}", " ")
    assert "▲ doubted**] 1" in text and "✓ Saved 20" in text


def test_two_tabs_lose_nothing(run: Any, opened: Any, workspace: Workspace):
    run()
    first, second = opened(run=RUN), opened(run=RUN)
    first.radio(key=key("answer", "observed_test")).set_value("holds").run()
    second.text_area(key=key("note", "observed_test")).set_value("seen").run()
    second.radio(key=key("answer", "low_rank_taste")).set_value("doubted").run()
    told = judgements(workspace, RUN)
    assert (told["observed_test"].answer, told["observed_test"].note) == ("holds", "seen")
    assert told["low_rank_taste"].answer == "doubted"
    assert second.radio(key=key("answer", "observed_test")).value == "holds"
    first.run()
    assert first.text_area(key=key("note", "observed_test")).value == "seen"
    assert first.radio(key=key("answer", "low_rank_taste")).value == "doubted"


def test_hints_are_read_once_and_answers_each_time(run: Any, opened: Any, workspace: Workspace, monkeypatch):
    made = run()
    diagnose(workspace, made.dataset_id)
    counted: dict[str, int] = {"kept": 0, "graph": 0}
    read, drawn = kept.kept_diagnosis, stated.causal_graph

    def count(name: str, function: Any) -> Any:
        def counting(*asked: Any) -> Any:
            counted[name] += 1
            return function(*asked)

        return counting

    monkeypatch.setattr(kept, "kept_diagnosis", count("kept", read))
    monkeypatch.setattr(stated, "causal_graph", count("graph", drawn))
    at = opened(run=RUN)
    assert "**This log**" in words(at)
    judge(workspace, RUN, "observed_test", "doubted")
    at.run()
    assert at.radio(key=key("answer", "observed_test")).value == "doubted"
    assert counted == {"kept": 1, "graph": 1}


def test_hints_with_the_split_of_the_run_are_made_by_a_job(run: Any, opened: Any, workspace: Workspace, monkeypatch):
    made = run(split="time")
    diagnose(workspace, made.dataset_id)  # of the default split: not what this run needs
    asked: list[tuple[str, ...]] = []
    job = Job("20260101T000000-000000-aaaa", "diagnose", ("diagnose",), "k", 0.0)
    monkeypatch.setattr(jobs, "ensure", lambda *question, **_about: (asked.append(question), job)[1])
    monkeypatch.setattr(jobs, "find", lambda _id: (job, Status(state="running")))
    monkeypatch.setattr(jobs, "everything", lambda: [])
    at = opened(run=RUN)
    assert_well(at)
    assert asked == [] and "not diagnosed with the split of this run" in words(at)
    at.button(key="diagnose_run").click().run()
    assert len(asked) == 1
    assert asked[0][:4] == ("diagnose", "diagnose", made.dataset_id, "--set")
    wanted = RunConfig(split=SplitConfig("time"), propensity=kept.settings(made).propensity)
    assert parse(RunConfig, _settings(asked[0][3:])).split == wanted.split
    diagnose(workspace, made.dataset_id, kept.settings(made))
    assert compute.diagnosis(made.dataset_id, made) is not None
    assert "not diagnosed with" not in words(at.run())


def _settings(options: tuple[str, ...]) -> dict[str, Any]:
    """`--set` options read as the command line does."""
    from engine.cli.settings import settings

    return settings(None, [option for option in options if option != "--set"])


def test_a_run_of_uploaded_lists(run: Any, opened: Any, workspace: Workspace):
    run(LISTS)
    at = opened(run=LISTS)
    assert_well(at)
    assert "The lists caused no later interaction" in words(at)
    at.radio(key=key("answer", "lists_caused_nothing", LISTS)).set_value("doubted").run()
    assert judgements(workspace, LISTS)["lists_caused_nothing"].answer == "doubted"


def test_a_set_up_can_be_read_before_training(fill: Any, opened: Any):
    dataset = fill()
    at = opened(run=f"setup-{dataset}")
    assert_well(at)
    assert len(at.radio) == 0
    text = words(at)
    assert "Nothing is trained here yet" in text and "If it fails" in text and "not diagnosed yet" in text


def test_a_dataset_in_the_address_asks_for_its_newest_run(run: Any, opened: Any):
    made = run()
    at = opened(dataset=made.dataset_id)
    assert_well(at)
    assert at.selectbox(key="run").value in (RUN, "a" * 16, "b" * 16)


def test_hand_made_runs(fill: Any, opened: Any):
    fill()
    assert_well(opened(run="a" * 16))
    at = opened(run="nowhere")
    assert_well(at)
    assert len(at.warning) == 1 and "not in this workspace" in at.warning[0].value


def test_the_audit_counts_doubts(run: Any, app: Callable[..., AppTest], workspace: Workspace):
    run()
    judge(workspace, RUN, "observed_test", "doubted")
    at = app("home")
    at.query_params["run"] = RUN
    at.switch_page("views/audit.py").run()
    assert_well(at)
    assert any("1 doubted, 0 held" in str(link.proto) for link in at.get("page_link"))


def test_a_damaged_file_is_one_message(run: Any, opened: Any):
    made = run()
    (made.path / "assumptions.json").write_text("{", encoding="utf-8")
    at = opened(run=RUN)
    assert not at.exception
    assert len(at.error) == 1
    assert len(at.radio) == 0
