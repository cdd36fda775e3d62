"""Splits: every kind holds out what it says, and nothing leaks."""

import numpy as np
import pytest

from engine.config import SplitConfig
from engine.contracts import Pairs
from engine.data.split import SPLITS, Log, split
from engine.errors import InputError


@pytest.fixture
def log():
    """200 users with 1 to 30 rows, times with ties, a tenth of the rows randomized."""
    rng = np.random.default_rng(0)
    users = np.repeat(np.arange(200), rng.integers(1, 31, 200)).astype(np.int32)
    items = np.concatenate([np.sort(rng.choice(60, n, replace=False)) for n in np.bincount(users)]).astype(np.int32)
    n = len(users)
    ones = np.ones(n, dtype=np.float32)
    return Log(Pairs(users, items, ones, ones), rng.integers(0, 500, n), rng.random(n) < 0.1)


def keys(pairs):
    return set(zip(pairs.users.tolist(), pairs.items.tolist(), strict=True))


@pytest.mark.parametrize("kind", SPLITS)
def test_no_pair_is_on_two_sides_and_none_is_lost_or_made_up(log, kind):
    made = split(log, SplitConfig(kind), np.random.default_rng(1))
    sides = [keys(made.train), keys(made.valid), keys(made.test)]
    assert sum(map(len, sides)) == len(set.union(*sides))
    assert set.union(*sides) == keys(log.pairs)
    for side in (made.train, made.valid, made.test):
        assert (np.diff(side.users.astype(np.int64) * 100 + side.items) > 0).all(), "sorted"


@pytest.mark.parametrize("kind", SPLITS)
def test_the_seed_decides(log, kind):
    first, again, other = (split(log, SplitConfig(kind), np.random.default_rng(s)) for s in (1, 1, 2))
    assert keys(first.test) == keys(again.test)
    if kind in ("random", "randomized"):
        assert keys(first.valid) != keys(other.valid)
    else:
        assert keys(first.valid) == keys(other.valid)


def test_random_follows_the_protocol_of_shares_by_user(log):
    made = split(log, SplitConfig("random"), np.random.default_rng(1))
    counts = np.bincount(log.pairs.users)
    test = np.bincount(made.test.users, minlength=200)
    valid = np.bincount(made.valid.users, minlength=200)
    assert (test == np.maximum(counts // 10, counts >= 2)).all()
    assert (valid == np.maximum(counts // 10, counts >= 3)).all()


def test_time_is_one_global_cut_and_ties_stay_together(log):
    made = split(log, SplitConfig("time"), np.random.default_rng(1))
    rows = zip(log.pairs.users.tolist(), log.pairs.items.tolist(), strict=True)
    at = dict(zip(rows, log.timestamps, strict=True))
    train, valid, test = ([at[k] for k in keys(side)] for side in (made.train, made.valid, made.test))
    assert max(train) < min(valid) <= max(valid) < min(test) == made.cutoff
    assert len(test) / len(log.pairs) == pytest.approx(0.1, abs=0.01)


def test_last_holds_out_each_users_latest_rows(log):
    made = split(log, SplitConfig("last"), np.random.default_rng(1))
    counts = np.bincount(log.pairs.users)
    assert (np.bincount(made.test.users, minlength=200) == (counts >= 2)).all()
    for user in np.unique(made.test.users):
        own = log.pairs.users == user
        tested = made.test.items[made.test.users == user][0]
        assert log.timestamps[own][log.pairs.items[own] == tested][0] == log.timestamps[own].max()


def test_randomized_tests_on_random_exposure_only(log):
    made = split(log, SplitConfig("randomized"), np.random.default_rng(1))
    assert keys(made.test) == keys(log.pairs.take(log.randomized))
    assert made.estimand == "randomized exposure"
    assert split(log, SplitConfig("random"), np.random.default_rng(1)).estimand == "observed feedback"


@pytest.mark.parametrize(
    ("kind", "missing", "code"),
    [
        ("time", "timestamps", "split.no_timestamps"),
        ("last", "timestamps", "split.no_timestamps"),
        ("randomized", "randomized", "split.no_randomized"),
    ],
)
def test_a_log_without_what_the_kind_needs_is_refused(log, kind, missing, code):
    poorer = Log(log.pairs, *(None if missing == name else getattr(log, name) for name in ("timestamps", "randomized")))
    with pytest.raises(InputError) as caught:
        split(poorer, SplitConfig(kind), np.random.default_rng(0))
    assert caught.value.code == code


def test_a_log_too_short_to_split_is_refused():
    one = Pairs(*(np.zeros(1, dtype=t) for t in (np.int32, np.int32, np.float32, np.float32)))
    with pytest.raises(InputError) as caught:
        split(Log(one, None, None), SplitConfig("random"), np.random.default_rng(0))
    assert caught.value.code == "split.empty"
