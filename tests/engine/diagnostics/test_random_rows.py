"""Weighted means against random rows: right propensities agree, others are told, numbers are those of the rows."""

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.diagnostics.outcome import outcome
from engine.diagnostics.random_rows import random_rows
from engine.propensity import Evidence
from engine.words.findings import say
from tests.engine.diagnostics.logs import Known


def world(seed, n_users=300, n_items=60, apart=0.2):
    """Ratings of users with a level of their own, observed by the rating; 6 random rows of a fifth of the users."""
    rng = np.random.default_rng(seed)
    score = 0.7 * rng.normal(size=(n_users, 1)) + rng.normal(size=(n_users, n_items))
    rating = 1.0 + np.searchsorted([-0.5, 0.2, 0.8, 1.5], score.ravel()).reshape(score.shape)
    p = 0.02 * 2.0 ** (rating - 1)
    seen = rng.random(score.shape) < p
    shown = (rng.random(score.shape) < 0.1) & (np.arange(n_users) < apart * n_users)[:, None]
    nothing = [Features(np.zeros((n, 0), np.float32), ()) for n in (n_users, n_items)]
    known = Evidence(pairs(rating, seen), Eligible(n_users, n_items), *nothing, pairs(rating, shown), 4.0)
    return known, p, rating


def pairs(rating, chosen):
    users, items = np.nonzero(chosen)
    ones = np.ones(len(users), np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), rating[chosen].astype(np.float32), ones)


def told(known, p, kind="rating"):
    of = outcome(known.train, kind, known.relevance, known.n_users)
    return random_rows(known, Known(p, relative=False, everywhere=True), of)


def test_right_propensities_agree_as_often_as_the_level_says():
    codes = [told(*world(seed)[:2])[0].code for seed in range(300)]
    assert 0.92 <= np.mean([code == "support.random_agree" for code in codes]) <= 0.985


@pytest.mark.parametrize("kind", ["rating", "click"])
def test_propensities_that_do_not_see_what_decides_are_told(kind):
    known, p, _rating = world(0)
    (found,) = told(known, np.full_like(p, p.mean()), kind)
    assert (found.code, found.severity) == ("support.random_differ", "caution")
    assert found.facts["low"] > 0 and "contradict the weights" in say(found)


def test_numbers_are_those_of_the_rows():
    known, p, _rating = world(1)
    facts = told(known, p)[0].facts
    weights = 1 / p[known.train.users, known.train.items]
    assert facts["weighted"] == pytest.approx(np.average(known.train.feedback, weights=weights))
    assert facts["random"] == pytest.approx(known.aside.feedback.mean()) and facts["rows"] == len(known.aside)
    assert facts["plain"] == pytest.approx(known.train.feedback.mean())
    assert facts["difference"] == pytest.approx(facts["weighted"] - facts["random"])


def test_clicks_compare_shares_of_positives():
    known, p, _rating = world(2)
    facts = told(known, p, "click")[0].facts
    assert facts["outcome"] == "positives"
    assert facts["random"] == pytest.approx((known.aside.feedback >= 4).mean())


def test_nothing_is_said_of_few_users_or_without_random_rows():
    known, p, _rating = world(0, apart=0.02)
    assert told(known, p) == ()
    known, p, _rating = world(0, apart=0.0)
    assert told(known, p) == ()
