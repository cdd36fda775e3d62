"""Standardised mean differences: by hand, where weights are right, and what is left out."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.availability import always
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.diagnostics.balance import ACTIVITY, POPULARITY, balance
from engine.propensity import Evidence
from tests.engine.diagnostics.logs import none, pairs_of, world

RNG = np.random.default_rng


def features(**columns):
    return Features(np.column_stack(list(columns.values())).astype(np.float32), tuple(columns))


def by_name(found):
    return {one.name: one for one in found.covariates}


def test_on_paper():
    """Ages -3, -1, 1, 3: mean 0, variance 5. Observed: ages -3, 1, 3 with weights 4, 1, 1: means 1/3 and -4/3."""
    ones = np.ones(3, dtype=np.float32)
    train = Pairs(np.array([0, 2, 3], np.int32), np.array([0, 1, 1], np.int32), ones, ones)
    evidence = Evidence(train, Eligible(4, 2), features(age=[-3, -1, 1, 3], born=[7, 7, 7, 7]), none(2))
    found = balance(evidence, np.array([0.25, 1.0, 1.0]))
    age = by_name(found)["age"]
    assert (age.before, age.after) == pytest.approx((1 / 3 / 5**0.5, -4 / 3 / 5**0.5)) and age.side == "user"
    table = np.array([[1, 0], [0, 0], [0, 1], [0, 1]])  # users in rows, items in columns
    weights = np.array([[4, 0], [0, 0], [0, 1], [0, 1]])
    for name, rows in ((ACTIVITY, table.sum(axis=1)[:, None] + 0 * table), (POPULARITY, table.sum(axis=0) + 0 * table)):
        told = []
        for logs in (np.log1p(rows), np.log1p(rows - table)):  # with and without the row itself
            told.append([(np.average(logs, weights=w) - logs.mean()) / logs.std() for w in (table, weights)])
        expected = [0 if one * other < 0 else min(one, other, key=abs) for one, other in zip(*told, strict=True)]
        assert (by_name(found)[name].before, by_name(found)[name].after) == pytest.approx(expected)
    assert found.n == 3 and "born" not in by_name(found)
    assert found.largest == pytest.approx(max(abs(one.after) for one in found.covariates))
    assert found.worst == max(found.covariates, key=lambda one: abs(one.after)).name and found.verdict == "poor"


def test_right_weights_balance_what_drove_observation():
    rng = RNG(1)
    age, price = rng.normal(size=300), rng.normal(size=80)
    p = 1 / (1 + np.exp(1 - age[:, None] + 0.8 * price))
    of = world(p, np.zeros(p.shape), users=features(age=age), items=features(price=price))
    plain = balance(of.evidence, np.ones(len(of.evidence.train)))
    right = balance(of.evidence, of.fitted.observed(of.evidence.train))
    assert plain.verdict == "poor" and plain.apart_after == plain.apart_before >= 2
    assert right.verdict == "good" and right.apart_after == 0 < right.apart_before
    assert by_name(right)["age"].before == by_name(plain)["age"].before > 0.25 > 0.1 > abs(by_name(right)["age"].after)


def test_rows_do_not_count_themselves():
    """Few rows of each user, all pairs alike: with the right constant propensity nothing is apart."""
    of = world(np.full((3000, 100), 0.03), np.zeros((3000, 100)), held=0.0)
    found = balance(of.evidence, of.fitted.observed(of.evidence.train))
    assert found.verdict == "good" and found.largest < 0.05


def test_a_fixed_number_of_rows_is_no_difference_either():
    """Each of 1,000 users has written 5 rows, or 6; all pairs are alike."""
    rng = RNG(0)
    seen = np.zeros((1000, 80), dtype=bool)
    for user in range(1000):
        seen[user, rng.permutation(80)[: 5 + user % 2]] = True
    evidence = Evidence(pairs_of(seen, np.zeros(seen.shape)), Eligible(1000, 80), none(1000), none(80))
    found = balance(evidence, np.full(seen.sum(), seen.mean()))
    assert found.verdict == "good" and ACTIVITY in by_name(found)


def test_where_all_have_equally_many_rows_activity_is_left_out():
    rng = RNG(0)
    seen = np.zeros((500, 40), dtype=bool)
    for user in range(500):
        seen[user, rng.permutation(40)[:4]] = True
    evidence = Evidence(pairs_of(seen, np.zeros(seen.shape)), Eligible(500, 40), none(500), none(40))
    assert set(by_name(balance(evidence, np.full(2000, 0.1)))) == {POPULARITY}


def test_levels_of_few_users_are_left_out():
    flags = {f"of_{n}": np.arange(40) < n for n in (9, 10, 30, 31)}
    of = world(
        np.full((40, 20), 0.5), np.zeros((40, 20)), users=features(**flags), items=features(rare=np.arange(20) < 1)
    )
    names = set(by_name(balance(of.evidence, of.fitted.observed(of.evidence.train))))
    assert names == {"of_10", "of_30", ACTIVITY, "rare", POPULARITY}


def test_only_eligible_pairs_are_compared_with():
    """The older half of the users may meet nothing, and the last item nobody: the young are all there is."""
    ones, young, there = np.ones(30, dtype=np.float32), np.arange(60) < 30, np.arange(10) < 9
    eligible = Eligible(60, 10, always(60).only(young), always(10).only(there))
    train = Pairs(np.arange(30, dtype=np.int32), np.arange(30, dtype=np.int32) % 9, ones, ones)
    age = np.where(young, np.arange(60) % 2, 9)
    found = by_name(balance(Evidence(train, eligible, features(age=age), features(old=~there)), np.ones(30)))
    assert eligible.n == 270 and found["age"].before == pytest.approx(0) and "old" not in found


def test_nothing_to_compare_is_not_known():
    ones = np.ones(2, dtype=np.float32)
    train = Pairs(np.array([0, 1], np.int32), np.array([0, 0], np.int32), ones, ones)
    found = balance(Evidence(train, Eligible(2, 1), none(2), none(1)), np.ones(2))
    assert found.verdict == "unknown" and found.largest is None and found.covariates == ()
