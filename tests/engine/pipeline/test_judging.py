"""How a run is judged: the randomized slice, weighted metrics, simple scorers beside it, its uncorrected twin."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from engine.config import EvaluationConfig, RunConfig, Spec, SplitConfig, TrainingConfig
from engine.errors import InputError
from engine.pipeline import run
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
    assert [f.facts["basis"] for f in told] == ["weighted validation", "randomized test"]
    assert all(f.facts["twin"] == "naive" and f.facts["corrected"] > 0 for f in told)
    assert told[1].facts["corrected"] == pytest.approx(corrected.metrics["test"]["mse_by_pair"], rel=1e-6)


def test_the_twin_is_the_run_without_the_correction(selected, corrected):
    """The same seed, split and validation: as a run of its own it has the twin's numbers."""
    alone = run(*selected, setup("naive", validation=Spec("naive_bayes")))
    told = [f for f in corrected.findings if f.facts.get("basis") == "randomized test"]
    assert told[0].facts["twin_value"] == pytest.approx(alone.metrics["test"]["mse_by_pair"], rel=1e-6)


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
    assert [(f["metric"], f["twin"]) for f in told] == [("place", "naive_clicks"), ("ndcg", "naive_clicks")]
    assert 0 < told[0]["corrected"] < 1 and told[0]["difference"] != 0
