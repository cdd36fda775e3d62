"""From harms to a family: every harm has a metric and words, and a plan survives the command line."""

import pytest

from engine.audit import guide
from engine.audit.family import INDICES, ON_ITEMS, ON_USERS
from engine.cli.settings import settings
from engine.config import AuditConfig, Cohort, Comparison, parse
from engine.errors import InputError
from engine.words import guide as words


@pytest.mark.parametrize("key", guide.HARMS)
def test_every_harm_has_a_metric_of_its_side_and_words(key):
    harm = guide.HARMS[key]
    assert harm.metric in (ON_USERS if harm.side == "user" else ON_ITEMS)
    assert (harm.metric in INDICES) == (harm.scale == "index") and (harm.scale == "ratio") == (harm.tolerance is None)
    assert words.HARMS[key].name and words.HARMS[key].definition
    assert set(words.HARMS) == set(guide.HARMS) and set(words.BANDS) == set(words.TOLERANCES)


def test_a_plan_becomes_one_comparison_a_harm_and_attribute_of_its_side(dataset):
    plan = guide.Plan(("worse_lists", "unseen", "uneven"), ("gender", "area", "genres"), references=(("gender", "M"),))
    assert guide.family(plan, dataset.schema) == (
        Comparison("ndcg", "gender", "M"),
        Comparison("ndcg", "area"),
        Comparison("exposure", "genres"),
        Comparison("rsp", "genres", None, "reference", "index", (0.0, 0.25)),
    )
    best = guide.family(guide.Plan(("worse_lists",), ("gender",), "best", (("gender", "M"),)), dataset.schema)
    assert best == (Comparison("ndcg", "gender", None, "best"),)


def test_comparisons_are_counted_before_anything_is_computed(dataset):
    plan = guide.Plan(("worse_lists", "uneven"), ("age", "genres"))
    assert (
        guide.comparisons(plan, dataset, {"age": 4, "genres": 3}) == 3 + 3
    )  # an index of three groups is made of three values
    best = guide.Plan(("worse_lists",), ("age",), "best")
    assert guide.comparisons(best, dataset, {"age": 4}) == 6


def test_the_usual_plan_is_the_default_family(dataset, system):
    from engine.audit.family import resolve

    usual = guide.config(guide.usual(dataset.schema), dataset.schema)
    assert set(resolve(usual, dataset, system()).family) == set(resolve(AuditConfig(), dataset, system()).family)


def test_harms_that_can_not_be_measured_say_why():
    found = guide.reasons(["test", "history"])
    assert found["turned_down"] == "negatives_unobserved" and found["wrong_predictions"] == "not_on_scale"
    assert "worse_lists" not in found and "unseen" not in found


def test_a_config_survives_the_command_line(dataset):
    config = AuditConfig(
        k=5,
        family=guide.family(guide.Plan(("worse_lists", "uneven"), ("gender", "genres")), dataset.schema),
        tolerance=(0.9, 1.1),
        groupings=("gender*age",),
        cohorts=(Cohort("young, “north”", (("age", "18–30"), ("area", "north"))),),
        relevance=None,
        gain="linear",
    )
    assert parse(AuditConfig, settings(None, list(guide.assignments(config)))) == config
    assert guide.assignments(AuditConfig()) == ()


def test_harms_that_a_kept_audit_could_not_measure(dataset, system):
    from engine.audit import audit

    found = guide.unmeasurable(audit(dataset, system(), AuditConfig()))
    assert found["wrong_predictions"] in ("no_scores", "not_on_scale") and "worse_lists" not in found


def test_cohorts_and_intersections_are_groups_like_others(dataset):
    cohort = Cohort("young men", (("gender", "M"), ("age", "18–30")))
    plan = guide.Plan(("worse_lists", "unseen"), ("gender*age", "young men"), cohorts=(cohort,))
    guide.check(plan, dataset.schema)
    made = guide.config(plan, dataset.schema)
    assert made.family == (Comparison("ndcg", "gender*age"), Comparison("ndcg", "young men"))
    assert made.cohorts == (cohort,) and guide.config(guide.usual(dataset.schema), dataset.schema).cohorts == ()
    assert guide.comparisons(plan, dataset, {"gender": 2, "age": 4, "young men": 2}) == 7 + 1


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (guide.Plan(("worse_lists",), ("planet",)), "audit.attribute_unknown"),
        (guide.Plan(("worse_lists",), ("gender*planet",)), "audit.attribute_unknown"),
        (guide.Plan(("worse_lists",), ("gender",), references=(("age", "x"),)), "audit.attribute_unknown"),
        (guide.Plan(("boredom",), ("gender",)), "plan.harm"),
    ],
)
def test_a_plan_names_what_exists(dataset, plan, code):
    with pytest.raises(InputError) as caught:
        guide.check(plan, dataset.schema)
    assert caught.value.code == code and str(caught.value)


def test_nothing_is_known_of_a_side_without_groups(builders):
    found = guide.unmeasurable(builders.audit(rows=()))
    assert found == {}


@pytest.mark.parametrize("name", ["5", "true", "null", '"x"', "1,2", "a,b", " x", "x=y", "{", "young — north"])
def test_names_survive_the_command_line_whatever_they_look_like(name):
    config = AuditConfig(cohorts=(Cohort(name, (("gender", name), ("a.b", "F"))),), family=(Comparison("ndcg", name),))
    assert parse(AuditConfig, settings(None, list(guide.assignments(config)))) == config


def test_a_command_says_no_more_than_it_must():
    config = AuditConfig(family=(Comparison("ndcg", "gender"), Comparison("ndcg", "age", None, "best")))
    assert guide.assignments(config) == (
        "family.0.metric=ndcg",
        "family.0.attribute=gender",
        "family.1.metric=ndcg",
        "family.1.attribute=age",
        "family.1.against=best",
    )
