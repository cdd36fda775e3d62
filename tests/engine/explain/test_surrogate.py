"""The surrogate is judged on users that it has not seen; equal seeds give equal surrogates."""

import numpy as np
import pytest

from engine.contracts import Lists
from engine.explain.sample import HELD_OUT, MOST_USERS, OTHER_ITEMS, sample
from engine.explain.surrogate import fidelity, fit_surrogate, spearman


@pytest.fixture
def lists():
    users = np.arange(600, dtype=np.int32)
    return Lists(users, np.tile(np.array([7, 3, -1], dtype=np.int32), (600, 1)), np.zeros((600, 3), dtype=np.float32))


def test_pairs_are_those_of_the_list_and_others_without_training_items(lists, pairs):
    train = pairs(*[(user, item, 1.0) for user in range(600) for item in (0, 1)])
    drawn = sample(lists, train, 60, np.random.default_rng(0))
    users = np.unique(drawn.users)
    assert len(users) == MOST_USERS
    for user in users[:20]:
        own = drawn.items[drawn.users == user]
        assert len(own) == len(set(own.tolist())), "no pair twice"
        assert {7, 3} <= set(own.tolist()) and not {0, 1, -1} & set(own.tolist())
        assert 15 <= len(own) <= 2 + OTHER_ITEMS
    judged = {user for user in users if drawn.judged[drawn.users == user].all()}
    assert len(judged) == MOST_USERS // HELD_OUT
    assert drawn.judged.sum() == np.isin(drawn.users, list(judged)).sum(), "a user is wholly on one side"


def test_a_catalogue_that_is_used_up(lists, pairs):
    drawn = sample(lists, pairs((0, 0, 1.0)), 8, np.random.default_rng(0))
    assert set(drawn.items.tolist()) <= set(range(8))


def judged(rng, scores_of, told_of):
    """Fidelity where model and features are functions of one hidden number."""
    x = rng.normal(size=(3000, 1))

    class Pairs:
        users = np.arange(3000) // 30
        judged = np.arange(3000) % 5 == 0

    scores = scores_of(x[:, 0])
    surrogate = fit_surrogate(told_of(x), scores, 0)
    return fidelity(surrogate, told_of(x), scores, Pairs)


def test_features_that_tell_everything_and_nothing():
    rng = np.random.default_rng(0)
    good = judged(rng, lambda x: np.tanh(x), lambda x: x)
    assert good.r2 > 0.98 and good.rank_correlation > 0.98 and good.n_pairs == 600
    noise = rng.normal(size=(3000, 1))
    bad = judged(rng, lambda x: x, lambda _x: np.round(noise))
    assert bad.r2 < 0.2 and abs(bad.rank_correlation) < 0.3


def test_scores_that_do_not_vary_have_no_fidelity():
    flat = judged(np.random.default_rng(0), lambda x: np.ones(len(x)), lambda x: x)
    assert flat.r2 is None and flat.rank_correlation is None
    assert spearman(np.ones(3), np.arange(3.0)) is None
    assert spearman(np.array([1.0, 5.0, 9.0]), np.array([3.0, 2.0, 1.0])) == pytest.approx(-1)
