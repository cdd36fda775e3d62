"""Metrics of items on published worked examples, and on those of the words.

The job seekers of Singh & Joachims (2018, section 1 and figure 1): six applicants, men on places 1 to 3 and women on
4 to 6, with relevance 0.82 … 0.77: the share of employers who find the applicant relevant. A hundred employers get
the same list here, so that shares are counts.
"""

from math import log, log2

import numpy as np
import pytest

from engine.metrics.awrf import AWRF
from engine.metrics.entropy import entropy
from engine.metrics.exposure import Exposure
from engine.metrics.gini import gini_index
from engine.metrics.hit_share import HitShare
from engine.metrics.impact import Impact
from engine.metrics.ndkl import NDKL
from engine.metrics.recommendation_rate import RecommendationRate
from engine.metrics.reo import REO
from engine.metrics.rsp import RSP
from engine.metrics.treatment import Treatment
from tests.engine.metrics.grouped import by_user, item_groups, values

MEN, WOMEN = 0, 1
APPLICANTS = [{MEN}] * 3 + [{WOMEN}] * 3 + [set()] * 42
RELEVANCE = [82, 81, 80, 79, 78, 77]


@pytest.fixture
def employers(made, dataset):
    tested = [(u, i, float(u < share)) for u in range(100) for i, share in enumerate(RELEVANCE)]
    return made({u: list(range(6)) for u in range(100)}, {}, tested=tested, relevance=1.0)


@pytest.fixture
def sexes(dataset):
    return item_groups(dataset, APPLICANTS, 2)


def test_treatment_of_the_job_seekers(employers, sexes):
    """Mean exposure 0.71 and 0.39 in the paper, at a mean relevance of 0.81 and 0.78: a ratio of 1.75."""
    men, women = values(Treatment(k=6), employers, sexes)
    assert (men * 0.81, women * 0.78) == pytest.approx((0.71, 0.39), abs=0.005)
    assert men / women == pytest.approx(1.7483, abs=5e-5)
    assert (men, women) == pytest.approx((0.877, 0.502), abs=0.0005), "as in the words"


def test_impact_of_the_job_seekers(employers, sexes):
    men, women = values(Impact(k=6), employers, sexes)
    expected = sum(r / log2(place + 1) for place, r in enumerate(RELEVANCE[:3], start=1)) / sum(RELEVANCE[:3])
    assert men == pytest.approx(expected, abs=1e-9)
    assert men / women == pytest.approx(1.8193, abs=5e-5)
    assert (men, women) == pytest.approx((0.712, 0.392), abs=0.0005), "as in the words"


def test_exposure_of_the_job_seekers(employers, sexes):
    """Relative to a catalogue of 48, the exposure of all six is 1/8 of proportional per item: ratios stay."""
    men, women = values(Exposure(k=6), employers, sexes)
    assert (men / 8, women / 8) == pytest.approx((1.29, 0.71), abs=0.005), "as in the words, for a catalogue of six"


def test_treatment_counts_users_without_a_relevant_item_but_not_those_without_a_test_pair(made, dataset):
    groups = item_groups(dataset, [{0}] * 48, 1)
    tested = [(0, 5, 5.0), (1, 5, 1.0)]
    material = made({0: [1], 1: [1], 2: [1]}, {}, tested=tested, relevance=4.0)
    assert values(Treatment(k=1), material, groups) == [pytest.approx(2.0)]


def test_ndkl_of_seven_men_before_three_women(made, dataset):
    """0.2925554 is what another implementation publishes for this list against itself, with natural logarithms."""
    groups = item_groups(dataset, [{MEN}] * 7 + [{WOMEN}] * 3 + [set()] * 38, 2)
    found = by_user(NDKL(k=10), made({0: list(range(10))}, {0: {1}}), groups)
    assert found == {0: pytest.approx(0.2925554, abs=2e-6)}


def test_ndkl_and_awrf_of_one_item_of_each_group(made, dataset):
    groups = item_groups(dataset, [{i % 2} for i in range(48)], 2)
    material = made({0: [0, 1]}, {0: {1}})
    assert by_user(NDKL(k=2), material, groups) == {0: pytest.approx(log(2) / (1 + 1 / log2(3)))}
    assert by_user(NDKL(k=2), material, groups) == {0: pytest.approx(0.425, abs=0.0005)}, "as in the words"
    assert by_user(AWRF(k=2), material, groups) == {0: pytest.approx(0.113, abs=0.0005)}, "as in the words"


def test_awrf_of_a_list_with_one_of_two_groups_is_the_other_groups_share(made, dataset):
    groups = item_groups(dataset, [{0}] * 12 + [{1}] * 36, 2)
    found = by_user(AWRF(k=5), made({0: [0, 1, 2], 1: [20, 21, 22]}, {0: {1}}), groups)
    assert found == pytest.approx({0: 0.75, 1: 0.25})


def test_split_items_match_the_catalogue_from_the_first_place_on(made, dataset):
    groups = item_groups(dataset, [{0, 1}] * 48, 2)
    material = made({0: [3, 4, 5]}, {0: {1}})
    assert by_user(NDKL(), material, groups) == {0: 0.0} and by_user(AWRF(), material, groups) == {0: 0.0}


def test_recommendation_rate(made, dataset):
    """Ten users have each met 4 of a group's 20 items; of the 160 pairs left, 32 are recommended."""
    groups = item_groups(dataset, [{0}] * 20 + [set()] * 28, 1)
    train = [(u, i, 1.0) for u in range(10) for i in range(4)]
    lists = {u: [30, *range(4, 8 if u < 2 else 7)] for u in range(10)}
    assert values(RecommendationRate(k=5), made(lists, {0: {1}}, train), groups) == [0.2]


def test_hit_share(made, dataset):
    """Of a group's 40 relevant pairs, 10 are recommended."""
    groups = item_groups(dataset, [{0}] * 20 + [{1}] * 28, 2)
    lists, relevant = {u: [0, 30] for u in range(10)}, {u: {0, 1, 2, 3, 40} for u in range(10)}
    assert values(HitShare(k=1), made(lists, relevant), groups) == [0.25, 0.0]


def test_rsp_and_reo():
    assert RSP().value(np.array([0.3, 0.1])) == pytest.approx(0.5)
    assert REO().value(np.array([0.5, 0.4, 0.3])) == pytest.approx(0.204, abs=0.0005)
    assert REO().value(np.array([0.2, 0.2, 0.2])) == pytest.approx(0.0, abs=1e-12)


def test_rsp_is_highest_where_one_group_has_everything():
    assert RSP().value(np.array([0.3, 0.0, 0.0, 0.0, 0.0])) == pytest.approx(2.0)


def test_entropy_and_gini():
    assert entropy(np.array([2.0, 1.0, 1.0, 0.0])) == pytest.approx(0.75)
    assert all(entropy(np.ones(n)) == pytest.approx(1.0) and entropy(np.ones(n)) <= 1 for n in range(2, 60))
    assert entropy(np.array([0.0, 3.0])) == 0.0
    assert gini_index(np.array([1.0, 0.0, 3.0])) == pytest.approx(0.75)
