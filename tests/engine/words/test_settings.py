"""In what two runs differ, in words."""

from typing import Any

from engine.words.settings import Differing, differing, short

RERANK = {"kind": "exposure_rerank", "params": {"attribute": "provider_group", "target": 0.9}}
CONFIG: dict[str, Any] = {
    "seed": 0,
    "split": {"kind": "random", "valid": 0.1, "test": 0.1},
    "model": {"kind": "mf", "params": {"dim": 64}},
    "objective": {"kind": "bpr", "params": {}},
    "propensity": {"kind": "none", "params": {}},
    "preprocessing": [],
    "inprocessing": [],
    "postprocessing": [],
    "training": {"epochs": 150, "learning_rate": 0.006},
    "evaluation": {"k": 10, "relevance": 4.0},
}


def test_equal_settings_have_no_line():
    assert differing(CONFIG, CONFIG) == [] and short([]) == ""


def test_a_mitigation():
    found = differing(CONFIG, {**CONFIG, "postprocessing": [RERANK]})
    named = "Exposure re-ranking (Provider group)"
    assert found == [Differing("Mitigation after training", "none", named, True)]
    assert short(found) == named
    weaker = {**RERANK, "params": {"attribute": "provider_group", "target": 0.5}}
    (line,) = differing({**CONFIG, "postprocessing": [RERANK]}, {**CONFIG, "postprocessing": [weaker]})
    assert (line.before, line.after) == (f"{named}, target 0.9", f"{named}, target 0.5")
    off = short(differing({**CONFIG, "postprocessing": [RERANK]}, CONFIG))
    assert off == "Mitigation after training none"


def test_parts_parameters_and_settings():
    other = {
        **CONFIG,
        "seed": 1,
        "model": {"kind": "mf", "params": {"dim": 8}},
        "objective": {"kind": "naive", "params": {}},
        "split": {"kind": "time", "valid": 0.1, "test": 0.1},
        "training": None,
    }
    lines = {line.name: (line.before, line.after) for line in differing(CONFIG, other)}
    assert lines == {
        "Scorer, vector length": ("64", "8"),
        "Objective": ("Bayesian personalised ranking", "Squared error"),
        "Seed": ("0", "1"),
        "Split": ("random by user", "by time"),
        "Epochs at most": ("150", "–"),
        "Learning rate": ("0.006", "–"),
    }


def test_lists_from_elsewhere_are_named_by_day_and_file():
    given = {"recommendations": "f" * 64, "cutoff": 1_700_000_000, "evaluation": {"k": 10}}
    assert differing(CONFIG, given) == [Differing("Lists", "trained here", "uploaded, of 2023-11-14, file ffffffff")]
    assert differing(given, {**given, "cutoff": None})[0].after == "uploaded, file ffffffff"


def test_what_has_no_words_shows_its_key():
    unknown = {**CONFIG, "model": {"kind": "new_one"}, "training": {**CONFIG["training"], "warm_up": 2}}
    lines = differing(CONFIG, unknown)
    assert [(line.name, line.after) for line in lines] == [("Scorer", "new_one"), ("training.warm up", "2")]


def test_weights_and_eligibility_against_a_run_that_is_older_than_them():
    logistic = {"kind": "logistic", "params": {"floor": 0.001}}
    usual = {
        "eligible": {"windows": "none", "available_from": None, "available_until": None, "filters": []},
        "weighting": {"clip": None, "calibrate": "none"},
        "validation": CONFIG["propensity"],
    }
    assert differing(CONFIG, {**CONFIG, **usual, "split": {**CONFIG["split"], "aside": 0.0}}) == []
    weighted = {**CONFIG, **usual, "propensity": logistic, "validation": logistic}
    assert [line.name for line in differing(CONFIG, weighted)] == ["Propensity"]
    changed = {
        **weighted,
        "eligible": {**usual["eligible"], "windows": "log", "filters": ["region=north"]},
        "weighting": {"clip": 10.0, "calibrate": "isotonic"},
        "validation": {"kind": "popularity", "params": {}},
        "twin": False,
    }
    lines = {line.name: (line.before, line.after) for line in differing(weighted, changed)}
    assert lines == {
        "Validation weighted by": ("Logistic regression", "Item popularity"),
        "Who could meet what": ("any user, any item", "by their first and last rows"),
        "Only pairs with": ("none", "region=north"),
        "Cut weights at": ("–", "10"),
        "Calibration": ("none", "isotonic"),
        "Uncorrected twin beside it": ("yes", "no"),
    }
