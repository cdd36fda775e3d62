"""The plan page: from harms to a declared family, in each state; a plan stands in the address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.cohort import identifier
from engine import jobs
from engine.audit.saved import keep_cohort
from engine.config import Cohort
from engine.jobs import process
from engine.workspace import Workspace
from tests.dashboard.pages import assert_well, words
from tests.engine.workspace.keeping import WHOLE

RUN = "a" * 16


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was asked of jobs; none is started."""
    calls: list[tuple[str, ...]] = []

    def ensured(kind: str, *arguments: str, dataset: str = "", about: str = "") -> Any:
        calls.append(arguments)
        return jobs.Job("j" * 16, "audit", arguments, dataset, 0.0, about)

    monkeypatch.setattr("dashboard.jobs.ensure", ensured)
    return calls


@pytest.fixture
def plan(app: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page at an address."""

    def opened(**parameters: str) -> AppTest:
        at = app("home")
        for key, value in {"run": RUN, **parameters}.items():
            at.query_params[key] = value
        return at.switch_page("views/plan.py").run()

    return opened


def table(at: AppTest) -> str:
    return "\n".join(str(one.value.to_string(max_colwidth=None)) for one in at.table)


def test_the_usual_plan_stands_there_at_first(plan: Callable[..., AppTest], fill: Any):
    fill()
    at = plan()
    assert_well(at)
    assert "You declare 2 comparisons with at most" in words(at)
    told = table(at).replace("\\", "")
    assert "F: 30 to 39 · M: 30 to 39" in told and "NDCG" in told and "Exposure" in told
    assert any("already" in one.value and "exploratory" in one.value for one in at.warning)


def test_the_button_starts_the_audit_of_the_plan(plan: Callable[..., AppTest], fill: Any, asked: Any):
    fill()
    at = plan()
    at.checkbox(key="harms_unseen").uncheck().run()
    at.selectbox(key="band").set_value("strict").run()
    at.selectbox(key="references_gender").set_value("M").run()
    at.button(key="plan_audit").click().run()
    (found,) = asked
    assert found[:2] == ("audit", RUN) and "--set" in found
    assert {"family.0.metric=ndcg", "family.0.reference=M"} <= set(found)
    assert any(part.startswith("tolerance=[0.9") for part in found)
    assert not any("exposure" in part for part in found)


def test_the_usual_audit_is_one_click(plan: Callable[..., AppTest], fill: Any, asked: Any):
    fill()
    at = plan()
    at.button(key="plan_usual").click().run()
    assert asked == [("audit", RUN)]


def test_a_plan_stands_in_its_address(plan: Callable[..., AppTest], fill: Any):
    fill()
    at = plan()
    at.checkbox(key="harms_unseen").uncheck().run()
    at.selectbox(key="band").set_value("own").run()
    at.number_input(key="lower").set_value(0.7).run()
    at.number_input(key="plan_k").set_value(5).run()
    at.selectbox(key="references_gender").set_value("M").run()
    address = {key: value if isinstance(value, str) else value[0] for key, value in at.query_params.items()}
    assert address["harms"] == "worse_lists" and address["references"] == "gender~M"
    assert address["lower"] == "0.7" and address["plan_k"] == "5"
    again = plan(**address)
    assert_well(again)
    assert table(again) == table(at)
    assert again.number_input(key="plan_k").value == 5 and not again.checkbox(key="harms_unseen").value


def test_nonsense_in_the_address_is_the_usual_plan(plan: Callable[..., AppTest], fill: Any):
    fill()
    at = plan(who="planet", harms="boredom", plan_k="many", references="x~y~z", band="q", lower="-3")
    assert_well(at)
    assert at.selectbox(key="band").value == "four_fifths"


def test_without_groups_nothing_is_declared(plan: Callable[..., AppTest], fill: Any):
    fill()
    at = plan()
    at.multiselect(key="who").set_value([]).run()
    assert_well(at)
    assert "declares no comparison yet" in words(at) and at.button(key="plan_audit").disabled
    assert all(box.disabled for box in at.checkbox), "harms without groups of their side"


def test_the_cohort_of_the_sidebar_is_asked_about(plan: Callable[..., AppTest], fill: Any, workspace: Any, asked: Any):
    cohort = Cohort("<b>women</b> of _x_", (("gender", "F"),))
    keep_cohort(workspace, fill(), cohort)
    at = plan(cohort=identifier(cohort))
    assert_well(at)
    assert "30 to 39 users" in table(at) and "<b>" not in table(at).replace("\\<b\\>", "")
    at.button(key="plan_audit").click().run()
    assert any(part.startswith("cohorts.0.name=") for part in asked[0])


def test_what_the_run_can_not_show_is_there_with_its_reason(
    plan: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any, row: Any
):
    dataset = fill()
    rows = (row("M"), row("F"))
    with workspace.run_folder("e" * 16) as folder:
        run = replace(builders.run("e" * 16, **WHOLE), dataset_id=dataset)
        workspace.finish_run(run, replace(builders.audit("e" * 16, rows=rows), dataset_id=dataset), folder)
    at = plan(run="e" * 16)
    assert_well(at)
    assert at.checkbox(key="harms_wrong_predictions").disabled and not at.checkbox(key="harms_worse_lists").disabled
    assert "the scores do not predict feedback" in words(at)


def test_uploaded_lists_take_no_slice(plan: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any):
    dataset = fill()
    with workspace.run_folder("e" * 16) as folder:
        made = builders.run("e" * 16)
        settings = {"recommendations": "f" * 64, "cutoff": None, "evaluation": {"k": 5, "relevance": None}}
        run = replace(made, config=settings, dataset_id=dataset, estimand="given lists")
        workspace.finish_run(run, replace(builders.audit("e" * 16), dataset_id=dataset), folder)
    at = plan(run="e" * 16)
    assert_well(at)
    assert at.selectbox(key="candidates").options == ["the whole catalogue, as it was shown"]


def test_too_much_to_count_is_said(plan: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch):
    fill()
    monkeypatch.setattr("dashboard.compute.MOST_COUNTED", 10)
    opened: list[str] = []
    monkeypatch.setattr(Workspace, "dataset", lambda _self, name: opened.append(name))
    at = plan()
    assert_well(at)
    assert "too large for a page" in table(at) and opened == []


@pytest.mark.parametrize("arguments", [("audit", RUN), ("audit", RUN, "--set", "k=5")])
def test_a_finished_audit_is_linked_and_the_link_stays(
    plan: Callable[..., AppTest], fill: Any, monkeypatch: Any, arguments: tuple[str, ...]
):
    fill()
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)
    status = jobs.Status("done", result={"run_id": RUN, "audit": "c" * 16})
    monkeypatch.setattr(
        "dashboard.jobs.find", lambda _job: (jobs.Job("j" * 16, "audit", arguments, "key", 0.0), status)
    )
    at = plan(job="j" * 16)
    for _again in range(2):
        assert_well(at)
        assert "The audit is there" in words(at) and at.query_params["job"]
        at.run()
