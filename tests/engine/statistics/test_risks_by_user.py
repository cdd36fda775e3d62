"""Errors by user: the same values, errors that a bootstrap over users confirms, and users who are drawn anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statistics.risks import NOTHING
from engine.statistics.risks_by_user import Users, dr_by_user, eib_by_user, ips_by_user, naive_by_user, snips_by_user
from tests.engine.statistics.observed import World, drawn


def by_user(of):
    """Every estimator by user, on the observed part of a world."""
    u, _ = np.nonzero(of.o)
    users = Users(u, np.full(len(of.e), float(of.e.shape[1])))
    e, p, ehat, sums = of.e[of.o], of.p[of.o], of.ehat[of.o], of.ehat.sum(axis=1)
    return {
        "naive": naive_by_user(e, users),
        "ips": ips_by_user(e, p, users),
        "snips": snips_by_user(e, p, users),
        "eib": eib_by_user(e, ehat, sums, users),
        "dr": dr_by_user(e, ehat, p, sums, users),
    }


def many(seed, n_users, n_items=30):
    """Users who differ: in what they lose, and in how much is seen of them."""
    rng = np.random.default_rng(seed)
    level = rng.gamma(4, 0.25, (n_users, 1))
    e = level * rng.gamma(2, 0.5, (n_users, n_items))
    p = np.clip(0.25 * level * rng.uniform(0.5, 1.5, (n_users, n_items)), 0.05, 0.95)
    return World(e, p, 0.7 * e + 0.1, rng.random(e.shape) < p)


@given(st.integers(0, 2**32 - 1))
def test_values_are_those_of_the_design(seed):
    of = drawn(seed)
    plain = of.estimates()
    for name, found in by_user(of).items():
        if not of.o.any():
            assert found == NOTHING
        else:
            assert found.value == pytest.approx(plain[name].value, abs=1e-9)


def test_on_paper():
    """Two users with two eligible pairs each: weighted losses 4 and 0 + 2, so 1.5 with influences ±(4 - 3) / 4."""
    found = ips_by_user(np.array([2.0, 1.0]), np.array([0.5, 0.5]), Users(np.array([0, 1]), np.array([2.0, 2.0])))
    assert (found.value, found.n, found.effective) == (1.5, 2, 2)
    assert found.error == pytest.approx(np.sqrt(2 * (2 * (1 / 4) ** 2)))


def test_errors_are_those_of_users_drawn_with_replacement():
    of, rng = many(0, 400), np.random.default_rng(1)
    again = {name: [] for name in by_user(of)}
    for _ in range(400):
        rows = rng.integers(0, 400, 400)
        for name, found in by_user(World(of.e[rows], of.p[rows], of.ehat[rows], of.o[rows])).items():
            again[name].append(found.value)
    for name, found in by_user(of).items():
        assert found.error == pytest.approx(np.std(again[name]), rel=0.12), name


def test_intervals_hold_what_all_such_users_lose():
    """The mean of e over users without end is 1; naive sees more of those who lose more."""
    held = dict.fromkeys(("naive", "ips", "snips", "eib", "dr"), 0)
    for seed in range(200):
        for name, found in by_user(many(seed, 200)).items():
            held[name] += found.low <= 1 <= found.high
    assert all(0.90 <= held[name] / 200 <= 0.99 for name in ("ips", "snips", "dr")), held
    assert held["naive"] / 200 < 0.3


def test_one_user_or_users_who_are_all_alike_have_no_interval():
    one = naive_by_user(np.array([1.0, 2.0]), Users(np.array([0, 0]), np.array([5.0])))
    assert (one.value, one.error, one.low, one.n) == (1.5, None, None, 1)
    alike = ips_by_user(np.ones(3), np.full(3, 0.5), Users(np.arange(3), np.full(3, 4.0)))
    assert (alike.value, alike.error, alike.low) == (0.5, 0, None)


def test_users_who_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="eligible"):
        naive_by_user(np.ones(2), Users(np.array([0, 3]), np.full(3, 4.0)))
    with pytest.raises(ValueError, match="eligible"):
        naive_by_user(np.ones(2), Users(np.array([0, 0]), np.array([1.0])))
    with pytest.raises(ValueError, match="one length"):
        dr_by_user(np.ones(1), np.ones(1), np.ones(1), np.ones(2), Users(np.array([0]), np.ones(3)))
