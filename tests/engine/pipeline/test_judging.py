"""How a run is judged: the randomized slice, weighted metrics, simple scorers beside it, its uncorrected twin."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from engine.config import EvaluationConfig, RunConfig, Spec, SplitConfig, TrainingConfig, TwinConfig
from engine.errors import InputError
from engine.pipeline import diagnose, run
from engine.words.findings import say
from engine.workspace.arrays import read_fold, read_scores
from tests.engine.pipeline.conftest import QUICK, setup

ASKED = ("mse", "mae", "auc", "gauc", "ndcg@5")


@pytest.fixture(scope="module")
def corrected(selected):
    return run(*selected, setup("ips", "naive_bayes"))


@pytest.mark.parametrize(
    ("objective", "propensity"), [("naive", "auto"), ("ips", "logistic"), ("dr", "naive_bayes"), ("mrdr", "popularity")]
)
def test_every_number_that_was_asked_for_is_there(selected, objective, propensity):
    made = run(*selected, setup(objective, propensity))
    assert all(isinstance(made.metrics["test"][name], float) for name in ASKED)
    assert "weighted" not in made.metrics, "a test of random exposure needs no weights"


def test_the_numbers_are_those_of_the_kept_scores(corrected):
    test, scores = (
        read_fold(corrected.path / "split.parquet", "test"),
        read_scores(corrected.path / "test_scores.parquet"),
    )
    found = corrected.metrics["test"]
    assert found["auc"] == pytest.approx(roc_auc_score(test.feedback >= 4, scores))
    assert found["mse_by_pair"] == pytest.approx(np.square(scores - test.feedback).mean(), rel=1e-6)


def test_rows_set_aside_for_a_propensity_are_whole_users_and_are_not_tested_on(corrected, selected):
    aside, test = (read_fold(corrected.path / "split.parquet", fold) for fold in ("aside", "test"))
    assert len(np.unique(aside.users)) == 9 and not set(aside.users) & set(test.users)
    plain = read_fold(run(*selected, setup("naive")).path / "split.parquet", "test")
    assert len(plain) == len(aside) + len(test)


def test_simple_scorers_stand_beside_it_on_the_same_test(corrected):
    beside = corrected.beside
    assert set(beside) == {"popularity", "bias", "random"}
    assert beside["bias"]["mse"] > 0 and beside["popularity"]["mse"] is None and beside["random"]["mae"] is None
    assert beside["random"]["auc"] == pytest.approx(0.5, abs=0.1)


def test_the_correction_is_compared_with_its_twin_on_both_bases(corrected):
    told = [f for f in corrected.findings if f.code.startswith("correction.")]
    assert [f.facts["basis"] for f in told] == ["randomized test", "weighted validation"]
    assert all(f.facts["twin"] == "naive" and f.facts["corrected"] > 0 and not f.facts["tuned"] for f in told)
    assert told[0].facts["corrected"] == pytest.approx(corrected.metrics["test"]["mse_by_pair"], rel=1e-6)


def test_the_twin_is_the_run_without_the_correction(selected, corrected):
    """The same seed, split and validation: as a run of its own it has the twin's numbers."""
    alone = run(*selected, setup("naive", validation=Spec("naive_bayes")))
    told = [f for f in corrected.findings if f.facts.get("basis") == "randomized test"]
    assert told[0].facts["twin_value"] == pytest.approx(alone.metrics["test"]["mse_by_pair"], rel=1e-6)


def test_a_twin_with_settings_of_its_own_is_the_run_that_states_them(selected, corrected):
    own = TwinConfig(Spec.of("mf", dim=2, l2=0.3), 0.01)
    made = run(*selected, setup("ips", "naive_bayes", twin_settings=own))
    assert made.id != corrected.id and made.metrics["test"] == corrected.metrics["test"]
    alone = run(
        *selected,
        setup("naive", validation=Spec("naive_bayes"), model=own.model, training=replace(QUICK, learning_rate=0.01)),
    )
    told = next(f for f in made.findings if f.facts.get("basis") == "randomized test")
    assert told.facts["tuned"] and "with settings of its own search" in say(told)
    assert told.facts["twin_value"] == pytest.approx(alone.metrics["test"]["mse_by_pair"], rel=1e-6)


def test_a_twin_of_another_kind_is_refused(selected):
    with pytest.raises(InputError) as caught:
        run(*selected, setup("ips", "naive_bayes", twin_settings=TwinConfig(Spec("bias"))))
    assert caught.value.code == "config.component" and "twin_settings.model" in str(caught.value.facts)


def test_numbers_have_intervals_over_users_and_paired_ones(corrected):
    assert set(corrected.intervals) == {"test", "test less bias", "test less popularity", "test less random"}
    for key, (low, high) in corrected.intervals["test"].items():
        assert low < corrected.metrics["test"][key] < high
    low, high = corrected.intervals["test less bias"]["mse_by_pair"]
    difference = corrected.metrics["test"]["mse_by_pair"] - corrected.beside["bias"]["mse_by_pair"]
    assert (low + high) / 2 == pytest.approx(difference, abs=1e-9)
    assert "mse" not in corrected.intervals["test less popularity"]


def test_the_weights_are_held_against_the_randomized_test(corrected):
    (told,) = [f for f in corrected.findings if f.code.startswith("weights.")]
    assert told.facts["mse_test"] == pytest.approx(corrected.beside["bias"]["mse_by_pair"], rel=1e-6)


def test_a_diagnosis_holds_propensities_against_rows_shown_at_random(selected):
    found = diagnose(*selected, RunConfig(split=SplitConfig("randomized", aside=0.3)))
    told = {f.facts["propensity"]: f for f in found.findings if f.code.startswith("support.random_")}
    assert {"popularity", "user_item", "logistic"} <= set(told)
    assert "naive_bayes" not in told, "it agrees by construction"
    assert told["logistic"].facts["rows"] == 216, "eight each of three tenths of 90 users"


def test_without_the_twin_nothing_is_said_of_the_correction(selected, corrected):
    made = run(*selected, setup("ips", "naive_bayes", twin=False))
    assert not [f for f in made.findings if f.code.startswith("correction.")] and made.id != corrected.id
    assert made.metrics["test"] == corrected.metrics["test"]


def test_the_threshold_that_nobody_stated_is_told(selected, corrected):
    assert [f.facts["threshold"] for f in corrected.findings if f.code == "relevance.judged"] == [4.0]
    made = run(*selected, setup("naive", evaluation=EvaluationConfig(relevance=3.0)))
    assert not [f for f in made.findings if f.code == "relevance.judged"]


def test_an_observed_test_has_weighted_numbers_where_a_propensity_is_named(selected):
    config = {"split": SplitConfig("random"), "model": Spec.of("mf", dim=4), "training": QUICK}
    plain = run(*selected, RunConfig(objective=Spec("naive"), **config))
    assert "weighted" not in plain.metrics and plain.estimand == "observed feedback"
    made = run(*selected, RunConfig(objective=Spec("naive"), validation=Spec("logistic"), **config))
    assert (
        set(ASKED) <= set(made.metrics["weighted"]) and made.metrics["weighted"]["mse"] != made.metrics["test"]["mse"]
    )


def test_validation_cannot_be_weighted_by_what_the_log_lacks(selected):
    with pytest.raises(InputError) as caught:
        run(*selected, setup("naive", validation=Spec("logged")))
    assert caught.value.code == "config.validation"


def test_a_ranking_is_compared_by_places_on_validation_and_by_judged_pairs_on_the_test(selected):
    longer = TrainingConfig(epochs=20, batch_size=64, learning_rate=0.05)
    made = run(*selected, setup("rel_mf", "popularity", evaluation=EvaluationConfig(relevance=4.0), training=longer))
    told = [f.facts for f in made.findings if f.code.startswith("correction.")]
    assert [(f["metric"], f["twin"]) for f in told] == [("ndcg", "naive_clicks"), ("place", "naive_clicks")]
    assert 0 < told[1]["corrected"] < 1 and told[1]["difference"] != 0
