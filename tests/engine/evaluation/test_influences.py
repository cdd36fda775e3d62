"""Intervals over users: numbers on paper, the same values as `judged`, coverage, paired differences."""

import numpy as np
import pytest
from scipy.stats import t as student

from engine.evaluation import Judged, differences, influences, judged
from engine.evaluation.influences import Influence, mean, ratio
from engine.evaluation.judged import auc, auc_parts
from engine.statistics.risks_by_user import Users, snips_by_user
from tests.truth.judged_intervals import KEYS, held, population, truth


def test_values_are_those_of_judged():
    of = population(np.random.default_rng(0), 80)
    found, numbers = influences(of, True), judged(of, True)
    assert set(found) == set(KEYS)
    for key, one in found.items():
        assert one.value == pytest.approx(numbers[key], abs=1e-12)
        assert abs(one.users.sum()) < 1e-9


def test_the_auc_is_the_mean_of_the_parts_of_either_kind():
    of = population(np.random.default_rng(1), 40)
    of = Judged(of.users, of.scores.round(), of.feedback, of.relevant, of.weights)
    parts, expected = auc_parts(of.scores, of.relevant, of.weights), auc(of.scores, of.relevant, of.weights)
    for kind in (of.relevant, ~of.relevant):
        assert np.average(parts[kind], weights=of.weights[kind]) == pytest.approx(expected, abs=1e-12)
    positive, others = np.flatnonzero(of.relevant), np.flatnonzero(~of.relevant)
    i = positive[3]
    lead = (of.scores[i] > of.scores[others]) + 0.5 * (of.scores[i] == of.scores[others])
    assert parts[i] == pytest.approx(np.average(lead, weights=of.weights[others]))
    j = others[5]
    lead = (of.scores[positive] > of.scores[j]) + 0.5 * (of.scores[positive] == of.scores[j])
    assert parts[j] == pytest.approx(np.average(lead, weights=of.weights[positive]))


def test_errors_over_pairs_are_the_self_normalised_risk_with_users_as_the_sample():
    of = population(np.random.default_rng(4), 90)
    p = 1 / (of.weights * 1.0001 / of.weights.min())  # in (0, 1); a factor changes nothing
    eligible = np.bincount(of.users) + 5.0
    expected = snips_by_user(np.square(of.scores - of.feedback), p, Users(of.users, eligible))
    found = influences(of, True)["mse_by_pair"]
    assert (found.value, *found.interval()) == pytest.approx((expected.value, expected.low, expected.high), rel=1e-9)


def test_the_interval_of_a_mean_on_paper():
    values = np.arange(1.0, 41.0)
    low, high = mean(values).interval()
    reach = student.ppf(0.975, 39) * values.std(ddof=1) / 40**0.5
    assert (low, high) == pytest.approx((20.5 - reach, 20.5 + reach))


def test_another_sample_adds_its_variance():
    one = mean(np.arange(1.0, 41.0))
    error = (one.interval()[1] - one.value) / student.ppf(0.975, 39)
    wider = Influence(one.value, one.users, one.effective, 3.0)
    assert (wider.interval()[1] - one.value) / student.ppf(0.975, 39) == pytest.approx((error**2 + 3) ** 0.5)


@pytest.mark.parametrize(
    "of", [mean(np.arange(29.0)), ratio(np.ones(50), np.array([1e6] * 20 + [1.0] * 30)), mean(np.ones(40))]
)
def test_no_interval_of_few_users_of_few_that_count_or_of_users_who_are_alike(of):
    assert of.interval() is None


def test_without_both_kinds_there_are_errors_alone_and_without_a_scale_no_errors():
    of = population(np.random.default_rng(0), 40)
    every = Judged(of.users, of.scores, of.feedback, np.ones(len(of.users), bool), of.weights)
    assert set(influences(every, True)) == {"mse", "mae", "mse_by_pair", "mae_by_pair"}
    assert set(influences(of, False)) == {"auc", "gauc", "ndcg@5", "ndcg@5_all"}


def test_intervals_hold_the_truth_and_paired_differences_too():
    """The short form of docs/causal.md, "Numbers of a run": 300 samples of 300 users."""
    for shares in held(300, 300, *truth(40_000)):
        assert {key: share for key, share in zip(KEYS, shares, strict=True) if not 0.91 <= share <= 0.985} == {}


def test_a_scorer_less_itself_has_no_interval():
    of = influences(population(np.random.default_rng(0), 60), True)
    assert all(one.value == 0 and one.interval() is None for one in differences(of, of).values())
