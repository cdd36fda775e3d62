"""Every component has its assumptions, every assumption its words, and the diagnosis speaks where it can."""

from dataclasses import replace
from pathlib import Path

import pytest

import engine
from engine.contracts import Finding
from engine.data.split import SPLITS
from engine.diagnostics import assumptions as table
from engine.diagnostics.assumptions import assumptions
from engine.diagnostics.calibration import Calibration
from engine.diagnostics.evidence import EVIDENCE, evidence
from engine.mitigation import INPROCESSING, POSTPROCESSING, PREPROCESSING
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.pipeline.diagnoses import diagnose
from engine.propensity import PROPENSITIES
from engine.words.assumptions import ANSWERS, ASSUMPTIONS, HINTS, answer, hint
from engine.workspace import judgements

TABLES = {
    "model": (table.BY_MODEL, MODELS),
    "objective": (table.BY_OBJECTIVE, ("none", *OBJECTIVES)),
    "propensity": (table.BY_PROPENSITY, ("none", *PROPENSITIES)),
    "split": (table.BY_SPLIT, SPLITS),
    "mitigation": (table.BY_MITIGATION, PREPROCESSING | INPROCESSING | POSTPROCESSING),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_component_has_its_entry_and_none_is_left_over(name):
    entries, registry = TABLES[name]
    assert set(entries) == set(registry)
    assert {code for codes in entries.values() for code in codes} <= set(ASSUMPTIONS)


def test_every_assumption_is_used_and_has_all_its_words():
    named = {code for entries, _ in TABLES.values() for codes in entries.values() for code in codes}
    named |= set(table.WITH_BOUNDED_ODDS.values())
    assert named | set(table.OF_GIVEN_LISTS) | set(table.OF_EVERY_AUDIT) == set(ASSUMPTIONS)
    for words in ASSUMPTIONS.values():
        assert words.name and not words.name.endswith(".")
        assert all(text.endswith(".") for text in (words.statement, words.breaks, words.check))


@pytest.mark.parametrize("objective", ["ips", "dr", "mrdr"])
def test_training_within_odds_leans_on_the_odds_and_not_on_the_absence_of_hidden_causes(config, objective):
    setup = config("mf", objective, "logistic")
    assert "no_hidden_cause" in assumptions(setup) and "hidden_cause_bounded" not in assumptions(setup)
    setup["objective"]["params"] = {"odds": 1.5}
    assert "no_hidden_cause" not in assumptions(setup) and "hidden_cause_bounded" in assumptions(setup)


def test_every_setup_that_has_a_meaning_has_assumptions(setup):
    codes = assumptions(setup)
    assert len(set(codes)) == len(codes) and set(table.OF_EVERY_AUDIT) <= set(codes)
    assert ("positivity" in codes) == (setup["propensity"]["kind"] != "none")
    assert ("observed_test" in codes) == (setup["split"]["kind"] != "randomized")


def test_weights_trade_one_assumption_for_others(config):
    naive, weighted = assumptions(config("mf", "naive", "none")), assumptions(config("mf", "ips", "popularity"))
    assert "missing_at_random" in naive and "missing_at_random" not in weighted
    assert {"positivity", "no_hidden_cause", "consistency", "exposure_by_popularity"} <= set(weighted) - set(naive)


def test_mitigations_add_theirs(config):
    reweighed = config("mf", "bpr", "none", preprocessing=[{"kind": "reweigh", "params": {}}])
    assert "groups_differ_by_service" in assumptions(reweighed)


def test_uploaded_lists_lean_on_feedback_only_with_a_cutoff():
    judged = {"recommendations": "ff", "cutoff": 5, "mapping": [], "evaluation": {"k": 5, "relevance": None}}
    assert "lists_caused_nothing" in assumptions(judged)
    assert set(assumptions({**judged, "cutoff": None})) == set(table.OF_EVERY_AUDIT)


def test_a_component_without_an_entry_is_an_error(config):
    with pytest.raises(KeyError):
        assumptions(config("new", "bpr", "none"))


def test_answers_and_hints_have_words():
    assert set(ANSWERS) == set(judgements.ANSWERS) and all(map(answer, ANSWERS))
    source = (Path(engine.__file__).parent / "diagnostics" / "evidence.py").read_text(encoding="utf-8")
    assert all(f'"{key}"' in source for key in HINTS if not key.startswith("overlap_")), "no hint is left over"
    assert all(map(hint, HINTS)) and set(EVIDENCE) <= set(ASSUMPTIONS)


@pytest.fixture(scope="module")
def diagnosis(small):
    return diagnose(*small)


@pytest.mark.parametrize("propensity", ["none", *PROPENSITIES, "not_diagnosed"])
def test_every_hint_has_words(diagnosis, propensity):
    hints = {code: evidence(code, diagnosis, propensity) for code in ASSUMPTIONS}
    assert {found for found in hints.values() if found} <= set(HINTS)
    told = hints["no_hidden_cause"]
    assert told is None or told.startswith("hidden_"), "no log can tell whether, only how strong it would have to be"


def test_hints_follow_the_diagnosis(diagnosis):
    logistic = diagnosis.support["logistic"]
    assert evidence("positivity", diagnosis, "logistic") == f"overlap_{logistic.weights.verdict}"
    thin = replace(logistic, overlap=replace(logistic.overlap, verdict="poor", distance=0.9))
    worse = replace(diagnosis, support={"logistic": thin}, times=None)
    assert evidence("positivity", worse, "logistic") == "overlap_poor"
    assert evidence("missing_at_random", worse, "none") == "observation_selective"
    assert evidence("stable_taste", worse) == evidence("time_is_irrelevant", worse) == "no_timestamps"
    relative = replace(diagnosis.support["popularity"], balance=None)
    assert (
        evidence("propensity_right", replace(worse, support={"popularity": relative}), "popularity") == "relative_only"
    )
    off = replace(thin, weights=replace(thin.weights, total=3.0), balance=None, calibration=None)
    assert evidence("propensity_right", replace(worse, support={"logistic": off})) == "weights_do_not_add_up"
    unlike = replace(off, balance=replace(logistic.balance, verdict="poor"))
    assert evidence("propensity_right", replace(worse, support={"logistic": unlike})) == "covariates_apart"
    elsewhere = replace(off, calibration=Calibration("poor", (), 500, 0.5, 0.1, 0.4))
    assert evidence("propensity_right", replace(worse, support={"logistic": elsewhere})) == "held_out_elsewhere"
    unseen = replace(diagnosis, support={"naive_bayes": replace(logistic, overlap=None), "logistic": logistic})
    assert evidence("positivity", unseen, "naive_bayes") == "overlap_unseen"
    assert evidence("missing_at_random", unseen, "naive_bayes") == evidence("missing_at_random", unseen)
    for verdict, told in (("poor", "hidden_may_be_slight"), ("good", "hidden_must_be_strong"), ("unknown", None)):
        hidden = replace(logistic, sensitivity=replace(logistic.sensitivity, verdict=verdict))
        assert evidence("no_hidden_cause", replace(worse, support={"logistic": hidden})) == told
    crowded = replace(diagnosis, popularity=replace(diagnosis.popularity, verdict="poor"))
    assert evidence("unobserved_less_wanted", crowded) == "interactions_concentrated"
    missing = replace(diagnosis, findings=(Finding("quality.missing", "caution", {"attribute": "age", "share": 0.5}),))
    assert evidence("groups_recorded", missing) == "values_missing"
    sessions = replace(diagnosis, times=replace(diagnosis.times, one_day_share=0.8, busiest=0.1))
    assert evidence("time_is_irrelevant", sessions) == evidence("stable_taste", sessions) == "one_session"
    unequal = replace(diagnosis, writers=(replace(diagnosis.writers[0], verdict="weak"),))
    assert evidence("exposure_by_popularity", unequal) == "activity_unequal"
