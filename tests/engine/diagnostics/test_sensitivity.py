"""Sensitivity: ranges against the plain functions, errors against resampled users, flips, E-values, suppression."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit.groups import Groups
from engine.diagnostics.hidden import GRID, Pool
from engine.diagnostics.outcome import Outcome, outcome
from engine.diagnostics.sensitivity import sensitivity
from engine.statistics.bounded_odds import bounds, extreme_mean, range_of_gap, range_of_mean
from engine.statistics.e_value import e_value
from tests.engine.diagnostics.logs import halves, world

RNG = np.random.default_rng(0)
TASTE = RNG.normal(0, 1, (240, 60))
FEEDBACK = np.clip(np.round(3 + TASTE + 0.5 * (np.arange(240) < 120)[:, None]), 1, 5)
SELECTIVE = 0.05 + 0.1 * (FEEDBACK - 1)
WORLD = world(SELECTIVE, FEEDBACK, held=0.0)
TRAIN, P = WORLD.evidence.train, WORLD.fitted.observed(WORLD.evidence.train)
OUTCOME = outcome(TRAIN, "rating", 4.0, 240)


def test_pooled_values_give_the_range_of_all_rows():
    pool = Pool.of(OUTCOME.values, P, OUTCOME.users)
    less = Pool.less_the_plain(OUTCOME.values, P, OUTCOME.users)
    for odds in (1.0, 1.7, 4.0):
        expected = np.array(range_of_mean(OUTCOME.values, P, odds))
        assert pool.range(odds) == pytest.approx(tuple(expected))
        assert less.range(odds) == pytest.approx(tuple(expected - OUTCOME.values.mean()))
    assert pool.n_users == len(np.unique(OUTCOME.users))


@pytest.mark.parametrize("odds", [1.0, 2.0, 5.0])
def test_errors_of_the_ends_are_those_of_resampled_users(odds):
    few = OUTCOME.users < 60
    values, p, users = OUTCOME.values[few], P[few], OUTCOME.users[few]
    rows, rng, means, apart = [np.flatnonzero(users == u) for u in range(60)], np.random.default_rng(1), [], []
    for _draw in range(1000):
        drawn = np.concatenate([rows[u] for u in rng.integers(0, 60, 60)])
        low, high = bounds(p[drawn], odds)
        means.append(extreme_mean(values[drawn], low, high))
        apart.append(means[-1] - values[drawn].mean())
    assert Pool.of(values, p, users).ends(odds)[1] == pytest.approx(np.std(means), rel=0.1)
    assert Pool.less_the_plain(values, p, users).ends(odds)[1] == pytest.approx(np.std(apart), rel=0.1)


def test_planted_selection_by_rating_is_seen_and_how_much_could_hide_it():
    found = sensitivity(OUTCOME, P)
    first = found.overall.reaches[0]
    truth = FEEDBACK.mean() - OUTCOME.values.mean()
    assert first.least == pytest.approx(first.most) and first.low < truth < first.high < 0
    assert found.kind == "feedback" and 1 < found.overall.flips < 10
    inside = [reach.low <= 0 <= reach.high for reach in found.overall.reaches]
    assert inside == [odds >= found.overall.flips for odds in GRID]
    assert found.verdict == ("poor" if found.overall.flips < 1.25 else "weak" if found.overall.flips < 2 else "good")
    shares = (FEEDBACK >= 4).mean() / OUTCOME.positives.mean()
    assert found.overall.e_value == pytest.approx(e_value(shares), rel=0.15)
    assert 1 < found.overall.e_limit < found.overall.e_value


def test_no_selection_gives_no_conclusion():
    even = world(np.full(FEEDBACK.shape, 0.2), FEEDBACK, held=0.0)
    of = outcome(even.evidence.train, "rating", None, 240)
    found = sensitivity(of, even.fitted.observed(even.evidence.train))
    assert found.verdict == "unknown" and found.overall.flips == 1.0 and found.overall.e_value is None


def test_the_gap_of_groups_is_the_range_of_both():
    found = sensitivity(OUTCOME, P, [halves(240)]).groups
    assert [(one.group, one.reference) for one in found] == [("right", "left")]
    left = OUTCOME.users < 120
    for reach in found[0].reaches:
        expected = range_of_gap(OUTCOME.values[~left], P[~left], OUTCOME.values[left], P[left], reach.odds)
        assert (reach.least, reach.most) == pytest.approx(expected)
        assert reach.low < reach.least and reach.most < reach.high
    assert found[0].flips is not None and 1 < found[0].flips < 3 and found[0].e_value > 1


def test_groups_that_share_users_are_given_the_larger_error():
    both = np.column_stack([np.arange(240) < 140, np.arange(240) >= 100])
    shared = Groups("user", "tags", ("a", "b"), both, (140, 140))
    apart = Groups("user", "tags", ("a", "b"), both & ~both[:, ::-1], (100, 100))
    widths = []
    for groups in (shared, apart):
        one = sensitivity(OUTCOME, P, [groups]).groups[0].reaches[0]
        widths.append(one.high - one.low)
    assert widths[0] > widths[1]


def test_small_groups_are_withheld_and_empty_ones_have_no_numbers():
    codes = np.select([np.arange(240) < 5, np.arange(240) < 20, np.arange(240) < 40], [0, 1, 2], 3)
    member = codes[:, None] == np.arange(4)
    groups = Groups("user", "size", ("few", "some", "none", "most"), member, (5, 15, 20, 200))
    kept = ~member[OUTCOME.users, 2]
    of = replace(OUTCOME, users=OUTCOME.users[kept], values=OUTCOME.values[kept], positives=OUTCOME.positives[kept])
    found = {one.group: one for one in sensitivity(of, P[kept], [groups]).groups}
    assert found["few"].hidden and found["few"].reaches == () and found["few"].e_value is None
    assert found["none"].reaches == () and set(found) == {"few", "some", "none"}
    assert found["some"].hidden, "one hidden group would follow from the others"


def test_under_ten_users_nothing_is_told():
    few = Outcome("feedback", np.arange(9), np.arange(9.0), None, 9)
    assert sensitivity(few, np.full(9, 0.5)) is None


def test_a_planted_hidden_cause_within_the_bound_never_escapes_the_range():
    """Half of all pairs have the cause, which people like and which doubles the odds of observation, or halves them."""
    odds, outside = 2.0, 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        cause = rng.random((120, 80)) < 0.5
        feedback = np.clip(np.round(2.5 + cause + rng.normal(0, 1, cause.shape)), 1, 5)
        low, high = 0.15, 0.15 * odds / (1 - 0.15 + 0.15 * odds)
        plain = (low + high) / 2  # what a propensity without the cause would be
        bound = max(_odds(high) / _odds(plain), _odds(plain) / _odds(low))
        of = world(np.where(cause, high, low), feedback, 1000 + seed, held=0.0)
        train = of.evidence.train
        pool = Pool.of(train.feedback.astype(float), np.full(len(train), plain), train.users)
        least, most = pool.range(bound)
        naive, error = pool.range(1.0)[0], pool.ends(1.0)[0]
        assert least < feedback.mean() < most
        outside += abs(naive - feedback.mean()) > 2 * error
    assert outside >= 25, "without the bound the interval misses the truth"


def _odds(p):
    return p / (1 - p)
