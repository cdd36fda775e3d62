"""The short form of docs/causal.md, "Propensities": each recovers the selection that it is made for."""

import pytest

from tests.truth.exposures import ESTIMATORS, PAGE, WORLDS, judged


@pytest.mark.parametrize(
    ("world", "key", "most"),
    [
        ("attributes", "logistic", 0.06),
        ("rating", "naive_bayes", 0.25),
        ("attributes", "poisson_factorization", 0.25),
    ],
)
def test_the_weighted_mean_is_near_where_the_propensity_knows_the_cause(world, key, most):
    assert abs(judged(key, world, 0)[2]) < most


def test_no_propensity_that_looks_away_from_ratings_corrects_a_selection_by_ratings():
    assert min(judged(key, "rating", 0)[2] for key in ESTIMATORS if key != "naive_bayes") > 0.5


def test_hidden_factors_are_found_best_by_the_factorization():
    """By a small lead: with so few rows a user, activity and popularity tell much of it."""
    errors = {key: judged(key, "two hidden factors", 0)[0] for key in ESTIMATORS}
    assert min(errors, key=lambda key: errors[key]) == "poisson_factorization"


def test_the_page_has_each_world_and_propensity():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| {world} | `{key}` |" in page for world in WORLDS for key in ESTIMATORS)
