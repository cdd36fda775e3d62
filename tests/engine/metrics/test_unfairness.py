"""Indices between two groups: on paper, against a slow reading of the paper, and what chance gives."""

import numpy as np
import pytest

from engine.metrics import PAIR_METRICS
from engine.metrics.absolute_unfairness import AbsoluteUnfairness
from engine.metrics.material import missing
from engine.metrics.nonparity import NonParity
from engine.metrics.overestimation_unfairness import OverestimationUnfairness
from engine.metrics.underestimation_unfairness import UnderestimationUnfairness
from engine.metrics.value_unfairness import ValueUnfairness

LISTS = {0: [0]}
BY_ITEM = {
    "value_unfairness": lambda e, f: abs(e - f),
    "absolute_unfairness": lambda e, f: abs(abs(e) - abs(f)),
    "underestimation_unfairness": lambda e, f: abs(max(0, -e) - max(0, -f)),
    "overestimation_unfairness": lambda e, f: abs(max(0, e) - max(0, f)),
}


def mask(n, users):
    return np.isin(np.arange(n), list(users))


@pytest.fixture
def between(made):
    """An index on rows (user, item, feedback, score) between two sets of users."""

    def of(metric, rows, group, reference):
        rows = sorted(rows)
        material = made(LISTS, {}, (), [s for *_, s in rows], [row[:3] for row in rows], relevance=4.0)
        return metric.between(material, mask(material.n_users, group), mask(material.n_users, reference))

    return of


# Group {0, 1}, reference {2, 3}. Item 5: mean errors 1 (of 2 and 0) and -1; item 6: -2 and -1; item 7: one group only.
ROWS = [(0, 5, 3.0, 5.0), (1, 5, 4.0, 4.0), (2, 5, 4.0, 3.0), (0, 6, 5.0, 3.0), (2, 6, 4.0, 3.0), (3, 7, 1.0, 5.0)]


def test_on_paper(between):
    found = {kind: between(kind(), ROWS, {0, 1}, {2, 3}) for kind in PAIR_METRICS.values()}
    assert found[ValueUnfairness].value == pytest.approx((2 + 1) / 2)
    assert found[AbsoluteUnfairness].value == pytest.approx((0 + 1) / 2)
    assert found[UnderestimationUnfairness].value == pytest.approx((1 + 1) / 2)
    assert found[OverestimationUnfairness].value == pytest.approx((1 + 0) / 2)
    assert all(of.n == 2 for kind, of in found.items() if kind is not NonParity), "items that both groups rated"
    assert found[NonParity].value == pytest.approx(abs((5 + 4 + 3) / 3 - (3 + 3 + 5) / 3)) and found[NonParity].n == 6


@pytest.mark.parametrize("key", BY_ITEM)
def test_equal_to_a_slow_reading_when_groups_overlap(between, key):
    for seed in range(10):
        rng = np.random.default_rng(seed)
        rows = [
            (u, i, float(rng.integers(1, 6)), float(rng.normal(3, 1)))
            for u in range(12)
            for i in rng.choice(48, 8, replace=False).tolist()
        ]
        group, reference = set(range(6)), set(range(4, 11))
        each = []
        for item in range(48):
            e, f = ([s - r for u, i, r, s in rows if i == item and u in users] for users in (group, reference))
            if e and f:
                each.append(BY_ITEM[key](np.mean(e), np.mean(f)))
        found = between(PAIR_METRICS[key](), rows, group, reference)
        assert found.value == pytest.approx(np.mean(each), abs=1e-6), "scores are kept in single precision"
        assert found.n == len(each)


@pytest.mark.parametrize("key", PAIR_METRICS)
def test_symmetric_repeatable_and_0_for_a_group_and_itself(between, key):
    rng = np.random.default_rng(3)
    rows = [(u, i, float(rng.integers(1, 6)), float(rng.integers(1, 6))) for u in range(20) for i in range(0, 48, 4)]
    metric, group, reference = PAIR_METRICS[key](), set(range(10)), set(range(10, 20))
    one, other = between(metric, rows, group, reference), between(metric, rows, reference, group)
    assert one.value == pytest.approx(other.value) and one.n == other.n
    assert one == between(metric, rows, group, reference)
    assert between(metric, rows, group, group).value == 0.0
    assert 0 < one.value < one.chance * 3


@pytest.mark.parametrize("key", PAIR_METRICS)
def test_without_a_common_item_or_a_pair_there_is_no_value(between, key):
    apart = [(0, 1, 3.0, 4.0), (1, 2, 3.0, 4.0)]
    found = between(PAIR_METRICS[key](), apart, {0}, {1})
    if key == "nonparity":
        assert found.value == 0.0 and found.n == 2
    else:
        assert (found.value, found.n, found.chance) == (None, 0, None)
    nobody = between(PAIR_METRICS[key](), apart, {0}, {9})
    assert nobody.value is None and nobody.chance is None
    assert between(PAIR_METRICS[key](), apart, {7}, {9}).value is None


@pytest.mark.parametrize("key", PAIR_METRICS)
def test_a_planted_gap_lies_beyond_chance_and_none_rarely_does(between, key):
    rng = np.random.default_rng(5)

    def rows(shift):
        return [
            (u, i, 3.0, 3.0 + float(rng.normal(0, 0.7)) + shift * (u < 30))
            for u in range(60)
            for i in rng.choice(48, 6, replace=False).tolist()
        ]

    group, reference = set(range(30)), set(range(30, 60))
    planted = between(PAIR_METRICS[key](), rows(-1.0 if key.startswith("under") else 1.0), group, reference)
    assert planted.value > planted.chance
    alike = [between(PAIR_METRICS[key](), rows(0.0), group, reference) for _ in range(8)]
    assert sum(of.value > of.chance for of in alike) <= 2


def test_scores_must_predict_feedback(made):
    ranking = made(LISTS, {}, (), [1.0], [(0, 1, 5.0)], on_scale=False)
    assert all(missing(kind().needs, ranking) == "not_on_scale" for kind in PAIR_METRICS.values())
