"""Eligible pairs: everything that is counted, summed or drawn equals a walk over all pairs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import EligibleConfig
from engine.data.availability import ALWAYS, Side, _begin, _end
from engine.data.eligible import Eligible, eligible_of, times_of
from engine.data.split import Log, read_log
from engine.errors import InputError


@st.composite
def sides(draw, most=7):
    n = draw(st.integers(1, most))
    numbers = st.lists(st.integers(0, 9), min_size=n, max_size=n)
    first, more = np.array(draw(numbers)), np.array(draw(numbers))
    allowed = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)), dtype=bool)
    return Side(allowed, first.astype(np.int64), (first + more).astype(np.int64))


def walk(users, items):
    """Whether each pair is eligible, by looking at one after the other."""
    return np.array(
        [
            [
                users.allowed[u] and items.allowed[i] and users.first[u] <= items.last[i]
                and items.first[i] <= users.last[u]
                for i in range(len(items.first))
            ]
            for u in range(len(users.first))
        ]
    )  # fmt: skip


def every_pair(n_users, n_items):
    return np.repeat(np.arange(n_users, dtype=np.int32), n_items), np.tile(np.arange(n_items, dtype=np.int32), n_users)


@given(sides(), sides(), st.integers(0, 99))
def test_all_equal_a_walk_over_the_pairs(users, items, seed):
    expected = walk(users, items)
    eligible = Eligible(*expected.shape, users, items)
    assert eligible.n == expected.sum() and not eligible.everything
    assert (eligible.items_by_user() == expected.sum(axis=1)).all()
    pairs = every_pair(*expected.shape)
    assert (eligible.contains(*pairs) == expected.ravel()).all()
    assert eligible.outside(*pairs) == (~expected).sum()
    values = np.random.default_rng(seed).normal(size=(sum(expected.shape), 2))
    of_items, of_users = values[: expected.shape[1]], values[expected.shape[1] :]
    assert eligible.sum_items(of_items) == pytest.approx(expected @ of_items, abs=1e-9)
    assert eligible.sum_users(of_users) == pytest.approx(expected.T @ of_users, abs=1e-9)
    if eligible.n:
        drawn = eligible.draw(np.random.default_rng(seed), 50)
        assert len(drawn[0]) == 50 and expected[drawn].all()


def test_every_pair_without_windows_or_filters():
    eligible = Eligible(3, 4)
    assert eligible.everything and eligible.n == 12 and eligible.outside(*every_pair(3, 4)) == 0
    assert eligible.sum_items(np.arange(8.0).reshape(4, 2)).tolist() == [[12.0, 16.0]] * 3
    assert eligible.sum_users(np.ones((3, 1))).tolist() == [[3.0]] * 4
    assert (eligible.items_by_user() == 4).all()


@pytest.mark.parametrize("windows", [False, True])
def test_draws_are_uniform_over_eligible_pairs(windows):
    rng = np.random.default_rng(0)
    first = rng.integers(0, 50, 30)
    users = Side(np.arange(30) % 5 > 0, first, first + rng.integers(0, 9, 30)) if windows else None
    items = Side(np.ones(20, dtype=bool), np.arange(20) * 2, np.arange(20) * 2 + 9) if windows else None
    eligible = Eligible(30, 20, users, items)
    who, what = eligible.draw(np.random.default_rng(1), 40_000)
    assert who.dtype == what.dtype == np.int32
    counts = np.zeros((30, 20))
    np.add.at(counts, (who, what), 1)
    expected = eligible.contains(*every_pair(30, 20)).reshape(30, 20) * 40_000 / eligible.n
    there = expected > 0
    chi2 = (np.square(counts - expected)[there] / expected[there]).sum()
    assert (counts[~there] == 0).all() and abs(chi2 / there.sum() - 1) < 0.25
    assert len(eligible.draw(rng, 0)[0]) == 0


def test_windows_of_the_log(dataset):
    log = read_log(dataset)
    train = log.pairs.take(log.pairs.users % 2 == 0)
    times = times_of(log, train)
    assert (times == log.timestamps[log.pairs.users % 2 == 0]).all()
    eligible = eligible_of(dataset, EligibleConfig(windows="log"), train, times)
    assert eligible.outside(train.users, train.items) == 0, "what was observed could be observed"
    assert not eligible.contains(np.array([1], dtype=np.int32), np.array([0], dtype=np.int32)), "no row, never there"
    user, item = 4, 5
    mine = times[train.users == user]
    begun = times[train.items == item].min()
    expected = begun <= mine.max()
    assert eligible.contains(np.array([user], dtype=np.int32), np.array([item], dtype=np.int32))[0] == expected


def test_filters_on_both_sides(dataset):
    log = read_log(dataset)
    config = EligibleConfig(filters=("gender = F", "genres=Gamma", "age=20|30|40"))
    eligible = eligible_of(dataset, config, log.pairs, None)
    users, items = dataset.users.collect(), dataset.items.collect()
    n_users = sum(g == "F" and a in (20, 30, 40) for g, a in zip(users["gender"], users["age"], strict=True))
    n_items = sum("Gamma" in genres.split("|") for genres in items["genres"])
    assert eligible.n == n_users * n_items > 0
    assert 0 < eligible.outside(log.pairs.users, log.pairs.items) < len(log.pairs)


def test_stated_windows(dataset, monkeypatch):
    """Items of odd codes end before the log begins; the others have no end."""
    held = np.array([None if i % 2 == 0 else "2001-05-31" for i in range(dataset.schema.n_items)], dtype=object)
    monkeypatch.setattr("engine.data.availability.cells", lambda _dataset, _name: held)
    log = read_log(dataset)
    config = EligibleConfig(windows="stated", available_until="provider")
    eligible = eligible_of(dataset, config, log.pairs, times_of(log, log.pairs))
    assert eligible.n == dataset.schema.n_users * dataset.schema.n_items / 2
    assert eligible.outside(log.pairs.users, log.pairs.items) == (log.pairs.items % 2).sum()


def test_stated_windows_that_are_none(dataset):
    log = read_log(dataset)
    times = times_of(log, log.pairs)
    config = EligibleConfig(windows="stated", available_until="provider")
    with pytest.raises(InputError, match="“provider” are no times, for example “p0”"):
        eligible_of(dataset, config, log.pairs, times)
    with pytest.raises(InputError) as error:
        eligible_of(dataset, EligibleConfig(windows="stated"), log.pairs, times)
    assert error.value.code == "eligible.stated"


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("1700000000", 1_700_000_000, 1_700_000_000),
        ("1.7e9", 1_700_000_000, 1_700_000_000),
        ("1970-01-02", 86_400, 2 * 86_400 - 1),
        ("1970-01-01T00:01", 60, 60),
        ("1970-01-01T01:00+01:00", 0, 0),
        ("1970", 0, 365 * 86_400 - 1),
        ("1970.0", 0, 365 * 86_400 - 1),
        ("soon", None, None),
        ("inf", None, None),
        ("nan", None, None),
    ],
)
def test_what_a_time_may_look_like(text, begin, end):
    assert (_begin(text), _end(text)) == (begin, end)


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"windows": "log"}, "eligible.no_timestamps"),
        ({"filters": ("gender",)}, "eligible.filter"),
        ({"filters": ("=F",)}, "eligible.filter"),
        ({"filters": ("gender= | ",)}, "eligible.filter"),
        ({"filters": ("shoe=44",)}, "eligible.attribute"),
        ({"filters": ("gender=F|X",)}, "eligible.value"),
        ({"filters": ("age=old",)}, "eligible.value"),
        ({"filters": ("gender=F", "gender=M")}, "eligible.empty"),
    ],
)
def test_refused(config, code, dataset):
    log = read_log(dataset)
    with pytest.raises(InputError) as error:
        eligible_of(dataset, EligibleConfig(**config), log.pairs, None)
    assert error.value.code == code and "{" not in str(error.value)


def test_attributes_that_are_kept_apart_decide_nothing(dataset):
    apart = tuple(replace(a, sensitive=a.name == "gender") for a in dataset.schema.user_attributes)
    hidden = replace(dataset, schema=replace(dataset.schema, user_attributes=apart))
    with pytest.raises(InputError) as error:
        eligible_of(hidden, EligibleConfig(filters=("gender=F",)), read_log(dataset).pairs, None)
    assert error.value.code == "eligible.sensitive"


def test_a_log_without_timestamps_has_no_times(dataset):
    log = read_log(dataset)
    assert times_of(Log(log.pairs, None, None), log.pairs) is None
    assert ALWAYS.max > 0
