"""The parts that describe a log: tiny ones on paper, random ones against sums done the slow way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.groups import Groups
from engine.diagnostics.activity import activity, log_edges
from engine.diagnostics.effective import effective_by_group
from engine.diagnostics.feedback import feedback
from engine.diagnostics.popularity import popularity
from engine.diagnostics.times import DAY, MOST_PERIODS, times
from engine.diagnostics.weights import weights
from engine.diagnostics.writers import writers

COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=250).filter(any)


def counts(*values):
    return np.array(values, dtype=np.int64)


def test_activity_on_paper():
    found = activity(counts(*[0] * 10, *[1] * 10, *[4] * 6, *[9] * 6, *[100] * 9, *[30] * 12, 700))
    assert found.edges == (1, 2, 10, 20, 50, 100, 1000) and found.users == (10, 12, 0, 12, 0, 10)
    assert found.without == 10
    assert found.few_share == pytest.approx(26 / 54) and found.median == 19.5
    assert found.top_share is None and found.verdict == "weak"


def test_the_busiest_are_described_where_they_are_ten_or_more():
    many = [1000] * 10 + [10] * 990
    assert activity(counts(*many)).top_share == pytest.approx(10000 / 19900)
    assert activity(counts(*many)).verdict == "poor"
    assert activity(counts(*many[:-1])).top_share is None, "1% of 999 users are nine"


def test_few_users_without_any_interaction_are_counted_with_the_next():
    found = activity(counts(*[0] * 3, *[1] * 8, *[30] * 20))
    assert (found.edges, found.users, found.without) == ((0, 2, 5, 10, 20, 50), (11, 0, 0, 0, 20), 0)
    assert found.few_share == pytest.approx(11 / 31)
    assert activity(counts(*[0] * 3, *[1] * 6, *[30] * 50)).few_share is None


@pytest.mark.parametrize(
    ("few", "verdict"), [(0, "good"), (10, "good"), (11, "weak"), (50, "weak"), (51, "poor"), (100, "poor")]
)
def test_few_rows_decide_the_verdict_on_activity(few, verdict):
    assert activity(counts(*[4] * few, *[5] * (100 - few))).verdict == verdict


@given(COUNTS)
def test_every_user_is_in_one_bin_and_no_bin_shows_few(values):
    found = activity(counts(*values))
    assert sum(found.users) + found.without == len(values)
    assert found.edges[-1] == log_edges(max(values))[-1] > max(values)
    assert list(found.edges) == sorted(set(found.edges)) and len(found.edges) == len(found.users) + 1
    shown = [found.without, *found.users]
    assert all(n == 0 or n >= 10 for n in shown) or len(values) < 20


def test_popularity_on_paper():
    found = popularity(counts(0, 1, 1, 2, 6))
    assert found.curve == ((0, 0), (0.2, 0), (0.4, 0.1), (0.6, 0.2), (0.8, 0.4), (1, 1))
    assert (found.head, found.mid, found.tail) == (1, 1, 3)
    assert found.top_1 == found.top_5 == found.top_20 == 0.6
    assert found.gini == pytest.approx((-4 * 0 - 2 * 1 + 0 * 1 + 2 * 2 + 4 * 6) / (4 * 10))


@given(COUNTS)
def test_popularity_is_what_the_slow_way_gives(values):
    found, n, total = popularity(counts(*values)), len(values), sum(values)
    assert len(found.curve) == min(n, 100) + 1
    ascending = sorted(values)
    for share, held in found.curve:
        assert held == pytest.approx(sum(ascending[: round(share * n)]) / total)
    if n > 1:
        pairs = sum(abs(a - b) for a in values for b in values)
        assert found.gini == pytest.approx(pairs / (2 * n * total) * n / (n - 1))
    assert found.head + found.mid + found.tail == n and min(found.head, found.mid, found.tail) >= 0
    assert sum(ascending[::-1][: found.head]) >= 0.2 * total > sum(ascending[::-1][: found.head - 1])


def test_a_catalogue_of_one_item_has_no_gini():
    assert popularity(counts(5)).gini is None


def groups(*labels, sizes=None):
    names = tuple(sorted(set(labels)))
    member = np.array([[label == name for name in names] for label in labels])
    return Groups("user", "area", names, member, tuple(member.sum(axis=0).tolist()))


def test_writers_on_paper():
    found = writers(groups(*["a"] * 30, *["b"] * 10), counts(*[1] * 30, *[7] * 10))
    assert [(s.group, s.users, s.rows) for s in found.shares] == [("a", 0.75, 0.3), ("b", 0.25, 0.7)]
    assert (found.farthest, found.ratio, found.verdict) == ("b", pytest.approx(2.8), "poor")


def test_writers_in_balance_and_the_unknown_is_not_judged():
    found = writers(groups(*["a"] * 20, *["b"] * 20, *["unknown"] * 20), counts(*[2] * 40, *[90] * 20))
    assert found.verdict == "poor" and found.farthest != "unknown"
    assert writers(groups(*["a"] * 20, *["b"] * 20), counts(*[2] * 40)).verdict == "good"


def test_small_groups_of_writers_are_suppressed_with_company():
    found = writers(groups(*["a"] * 9, *["b"] * 12, *["c"] * 50), counts(*[3] * 71))
    assert [s.rows is None for s in found.shares] == [True, True, False]
    few_active = writers(groups(*["a"] * 20, *["b"] * 20), counts(*[1] * 5, *[0] * 15, *[1] * 20))
    assert few_active.verdict == "unknown" and few_active.ratio is None


def test_feedback_on_paper():
    found = feedback(np.array([1, 5, 5, 4], dtype=np.float32), "rating", 4.0)
    assert (found.edges, found.rows) == ((1, 4, 5), (1, 1, 2))
    assert (found.mean, found.mode_share, found.positive_share, found.verdict) == (3.75, 0.5, 0.75, "good")


@pytest.mark.parametrize(
    ("values", "kind", "relevance", "verdict"),
    [
        ([3, 3], "rating", None, "poor"),
        ([1, 2], "rating", 4.0, "poor"),
        ([1] * 19 + [5], "rating", 4.0, "weak"),
        ([1, 1], "click", None, "good"),
    ],
)
def test_verdicts_on_feedback(values, kind, relevance, verdict):
    assert feedback(np.array(values, dtype=np.float32), kind, relevance).verdict == verdict


def test_many_values_are_binned_and_none_is_lost():
    found = feedback(np.random.default_rng(0).normal(size=500).astype(np.float32), "rating", None)
    assert len(found.edges) == 21 and sum(found.rows) == 500 and found.positive_share is None


def test_times_on_paper():
    found = times(np.array([0, 0, 1, 1, 2]), np.array([0, 5 * DAY, 3 * DAY, 3 * DAY + 60, 59 * DAY]))
    assert (found.start, found.period, len(found.rows)) == (0, DAY, 60)
    assert (found.busiest, found.empty, found.one_day_share) == (0.4, 56, 0.5)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=50))
def test_periods_are_at_most_60_and_hold_every_row(moments):
    found = times(np.zeros(len(moments), dtype=np.int32), np.array(moments))
    assert len(found.rows) <= MOST_PERIODS and sum(found.rows) == len(moments)
    assert found.start + found.period * len(found.rows) > max(moments)


def test_a_log_of_one_moment_supports_no_split_by_time():
    found = times(np.array([0, 1]), np.array([7, 7]))
    assert found.verdict == "poor" and found.rows == (2,) and found.one_day_share is None


def test_the_tail_of_the_weights_is_their_distribution():
    p = np.random.default_rng(1).uniform(0.01, 1, 400)
    found, w = weights(p, None), 1 / p
    assert len(found.tail) <= 60 and found.tail[0] == (pytest.approx(w.min()), 1.0)
    assert found.tail[-1] == (pytest.approx(w.max()), pytest.approx(1 / 400))
    for at, share in found.tail:
        assert share == pytest.approx((w >= at).mean())


def test_equal_weights_have_a_tail_of_one_point():
    assert weights(np.full(200, 0.25), None).tail == ((4.0, 1.0),)


def test_effective_rows_by_group_against_the_slow_way():
    rng = np.random.default_rng(2)
    labels = [*["a"] * 30, *["b"] * 15, *["few"] * 4, *["d"] * 20]
    users = np.sort(rng.integers(0, 69, 900)).astype(np.int32)
    p = rng.uniform(0.05, 1, 900)
    found = {e.group: e for e in effective_by_group(groups(*labels), users, p)}
    assert found["few"].rows is None and found["b"].effective is None, "too few, and its company"
    for name in ("a", "d"):
        w = 1 / p[np.array(labels)[users] == name]
        assert found[name].rows == len(w)
        assert found[name].effective == pytest.approx(w.sum() ** 2 / (w**2).sum())
        assert found[name].share == pytest.approx(found[name].effective / len(w))
