"""Weights, eligibility, twin and search on the Train page: what is chosen is what the job gets."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.cli.settings import settings
from engine.config import RunConfig, Spec, parse
from engine.jobs import process
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES
from engine.words import parameters, weighing
from tests.dashboard.test_train import asked

PARTS = (*MODELS.values(), *OBJECTIVES.values(), *PROPENSITIES.values())


@pytest.fixture(autouse=True)
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are written down and not started."""
    monkeypatch.setattr(process, "_launch", lambda *_arguments: None)


@pytest.fixture
def corrected(app: Callable[..., AppTest], fill: Any) -> AppTest:
    """The form with inverse propensities chosen."""
    fill()
    at = app("train")
    return at.segmented_control(key="train_preset").set_value("causal").run()


def keys(at: AppTest) -> set[str]:
    return {str(one.key) for kind in (at.toggle, at.number_input, at.selectbox, at.text_area) for one in kind}


def config(workspace: Any) -> RunConfig:
    """What the command line of the newest job says."""
    assignments = [part for part in asked(workspace)[2:] if part != "--set"]
    return parse(RunConfig, settings(None, assignments))


def test_usual_settings_are_left_to_the_engine(corrected: AppTest, workspace: Any):
    corrected.button(key="train").click().run()
    named = ("validation", "weighting", "eligible", "twin", "tune")
    assert not [part for part in asked(workspace) if part.startswith(named)]


def test_what_is_chosen_is_what_the_job_gets(corrected: AppTest, workspace: Any):
    at = corrected
    at.number_input(key="train_weighting.clip").set_value(10.0).run()
    at.selectbox(key="train_weighting.calibrate").set_value("isotonic").run()
    at.selectbox(key="train_validation.kind").set_value("popularity").run()
    at.selectbox(key="train_eligible.windows").set_value("log").run()
    at.text_area(key="train_eligible.filters").set_value("gender=F\n\n provider=p1|p2 ").run()
    at.toggle(key="train_twin").set_value(False).run()
    at.toggle(key="train_tune").set_value(True).run()
    assert not at.exception
    at.button(key="train").click().run()
    asked_for = config(workspace)
    assert asked_for.weighting.clip == 10 and asked_for.weighting.calibrate == "isotonic"
    assert asked_for.validation == Spec("popularity") and asked_for.eligible.windows == "log"
    assert asked_for.eligible.filters == ("gender=F", "provider=p1|p2")
    assert asked_for.tune and not asked_for.twin


def test_stated_windows_need_an_attribute(corrected: AppTest, workspace: Any):
    corrected.selectbox(key="train_eligible.windows").set_value("stated").run()
    assert corrected.button(key="train").disabled
    corrected.selectbox(key="train_eligible.available_from").set_value("provider").run()
    corrected.button(key="train").click().run()
    assert config(workspace).eligible.available_from == "provider"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("train_weighting.clip", 1.0, "Cut weights at must be > 1"),
        ("train_eligible.filters", "gender", "“gender” is no condition"),
    ],
)
def test_a_value_that_can_not_be_is_named(corrected: AppTest, field: str, value: Any, said: str):
    kind = corrected.text_area if "filters" in field else corrected.number_input
    kind(key=field).set_value(value).run()
    assert corrected.button(key="train").disabled
    assert any(said in caption.value for caption in corrected.caption)


def test_what_has_no_meaning_is_not_asked(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("train")
    assert "train_weighting.clip" not in keys(at) and "train_twin" not in keys(at) and "train_tune" in keys(at)
    at.selectbox(key="train_validation.kind").set_value("logistic").run()
    assert "train_weighting.calibrate" in keys(at) and "train_weighting.clip" not in keys(at)
    at.radio(key="train_model").set_value("popularity").run()
    assert "train_tune" not in keys(at) and not at.exception


def test_search_and_twin_count_as_trainings(corrected: AppTest):
    def said() -> str:
        return next(m.value for m in corrected.markdown if "interactions" in m.value and "mf × ips" in m.value)

    assert "2 trainings in all" in said()
    corrected.toggle(key="train_tune").set_value(True).run()
    searched = int(said().partition(" trainings in all")[0].split()[-1])
    corrected.toggle(key="train_twin").set_value(False).run()
    alone = int(said().partition(" trainings in all")[0].split()[-1])
    assert 5 < alone < searched < 2 * alone, "the twin's own search has no cut of weights to try"


def test_every_setting_of_the_expander_has_words():
    assert set(weighing.CHOICES) < set(weighing.SETTINGS) <= set(parameters.SETTINGS)
    assert all(term.definition.endswith(".") for term in weighing.SETTINGS.values())


@pytest.mark.parametrize("key", sorted({f.name for kind in PARTS for f in fields(kind)}))
def test_every_parameter_of_a_part_has_words(key: str):
    assert parameters.PARAMETERS[key].definition.endswith("."), "the form would fail without"
