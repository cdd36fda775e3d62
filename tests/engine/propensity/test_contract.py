"""What every propensity must give, and what the logistic one must recover."""

from dataclasses import replace

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import PROPENSITIES, Evidence


def evidence(seed=0, n_users=300, n_items=120):
    """Group-1 users see genre-1 items often, all others seldom: an interaction of two attributes."""
    rng = np.random.default_rng(seed)
    group, genre = rng.integers(0, 2, n_users), rng.integers(0, 2, n_items)
    truth = np.where(group[:, None] * genre == 1, 0.3, 0.05)
    users, items = np.nonzero(rng.random((n_users, n_items)) < truth)
    ones = np.ones(len(users), dtype=np.float32)
    train = Pairs(users.astype(np.int32), items.astype(np.int32), ones, ones)
    features = [Features(x[:, None].astype(np.float32), (name,)) for x, name in ((group, "group"), (genre, "genre"))]
    return Evidence(train, Eligible(n_users, n_items), *features), truth


def every_pair(known):
    users = np.repeat(np.arange(known.n_users), known.n_items).astype(np.int32)
    return users, np.tile(np.arange(known.n_items), known.n_users).astype(np.int32)


@pytest.mark.parametrize("key", PROPENSITIES)
def test_every_pair_has_a_probability_that_repeats_itself(key):
    known, _ = evidence()
    fitted = [PROPENSITIES[key]().fit(known, np.random.default_rng(1)).of(*every_pair(known)) for _ in range(2)]
    assert fitted[0].shape == (300 * 120,) and np.isfinite(fitted[0]).all()
    assert (fitted[0] > 0).all() and (fitted[0] <= 1).all()
    assert (fitted[0] == fitted[1]).all()


@pytest.mark.parametrize("key", PROPENSITIES)
def test_users_and_items_without_a_training_row_have_one_too(key):
    known, _ = evidence()
    few = known.train.take((known.train.users < 250) & (known.train.items < 100))
    p = PROPENSITIES[key]().fit(replace(known, train=few), np.random.default_rng(1)).of(*every_pair(known))
    assert (p > 0).all() and (p <= 1).all()


def test_logistic_recovers_the_truth_and_its_total():
    known, truth = evidence()
    p = PROPENSITIES["logistic"]().fit(known, np.random.default_rng(1)).of(*every_pair(known)).reshape(truth.shape)
    assert p[truth > 0.1].mean() == pytest.approx(0.3, abs=0.03)
    assert p[truth < 0.1].mean() == pytest.approx(0.05, abs=0.01)
    observed = p[known.train.users, known.train.items]
    assert (1 / observed).sum() / truth.size == pytest.approx(1, abs=0.1)


def test_popularity_on_paper(pairs):
    known, _ = evidence()
    train = pairs((0, 0, 1), (1, 0, 1), (2, 0, 1), (3, 0, 1), (0, 1, 1))
    fitted = PROPENSITIES["popularity"](power=0.5).fit(replace(known, train=train), np.random.default_rng(0))
    users = np.zeros(3, dtype=np.int32)
    assert fitted.of(users, np.arange(3, dtype=np.int32)) == pytest.approx([1.0, 0.5, np.sqrt(0.5 / 4)])
