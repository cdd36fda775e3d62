"""The short form of docs/causal.md, "Learning from clicks"; the page's own numbers are held to what it promises."""

import numpy as np
import pytest
import torch

from engine.models.predict import merged
from engine.models.scorer import Scorer
from engine.models.training import prepare_device
from tests.truth.clicks_learning import METHODS, NUMBERS, Bench, Learnt, Method
from tests.truth.clicks_tables import WHERE
from tests.truth.clicks_worlds import EXPOSED, EXPOSURES, LEAST, RELEVANT, TESTED, clicks_world
from tests.truth.test_risk_tables import rows

NDCG_ALL = len(NUMBERS) + NUMBERS.index("ndcg@5")
BY_USER = NUMBERS.index("gauc")


@pytest.fixture(scope="module")
def bench():
    """Seed 3; that corrections help on average is the page's to say, over ten."""
    prepare_device()
    return Bench(clicks_world("appeal and genre", 3), 3)


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_exposure_misleads_as_stated(exposure):
    of = clicks_world(exposure, 1)
    assert of.propensity.mean() == pytest.approx(EXPOSED, abs=1e-3)
    assert of.propensity.min() >= LEAST and of.propensity.max() <= 1
    assert of.relevant.mean() == pytest.approx(RELEVANT, abs=1e-3)
    assert of.propensity[of.relevant].mean() < 0.75 * of.propensity[~of.relevant].mean()


def test_clicks_are_relevant_and_the_test_is_drawn_at_random(bench):
    split, n_users = bench.world.split, len(bench.world.relevant)
    clicks = merged(split.train, split.valid)
    assert (clicks.feedback == 1).all() and len(split.valid) < 0.25 * len(split.train)
    assert (np.bincount(split.test.users, minlength=n_users) == TESTED).all()
    assert split.test.feedback.mean() == pytest.approx(RELEVANT, abs=0.02)
    keys = [of.users.astype(np.int64) * 1000 + of.items for of in (clicks, split.test)]
    assert len(np.intersect1d(*keys)) == 0


@pytest.mark.parametrize(("objective", "penalty", "twin"), [("rel_mf", 1.0, 0.1), ("ubpr", 0.06, 0.06)])
def test_a_correction_by_true_exposure_ranks_what_is_wanted_higher(bench, objective, penalty, twin):
    method = Method(objective, "true")
    ours, theirs = (bench.learnt(of, (l2,))[1] for of, l2 in ((method, penalty), (method.twin, twin)))
    assert ours[NDCG_ALL] > theirs[NDCG_ALL] + 0.02, (ours, theirs)


def test_bounded_weights_of_clicks_are_steadier(bench):
    bounded, whole = (bench.learnt(Method("ubpr", "true", whole=whole), (0.06,))[1] for whole in (False, True))
    assert bounded[BY_USER] > whole[BY_USER]


class Told(Scorer):
    """Scores as told, shape (n_users, n_items)."""

    def __init__(self, scores):
        super().__init__()
        self.scores = torch.from_numpy(scores)

    def score(self, users, items):
        return self.scores[users, items]


def test_the_weighted_rank_by_hand(bench):
    """Rising by item code: below a click are the items before it, and those after it with a training click."""
    world, split = bench.world, bench.world.split
    n_items = world.relevant.shape[1]
    scores = np.broadcast_to(np.arange(n_items, dtype=np.float64), world.relevant.shape).copy()
    below = [
        item + np.sum((split.train.users == user) & (split.train.items > item))
        for user, item in zip(split.valid.users, split.valid.items, strict=True)
    ]
    weights = 1 / world.propensity[split.valid.users, split.valid.items]
    expected = (weights * np.array(below) / n_items).sum() / weights.sum()
    assert bench.weighted_rank(Told(scores)) == pytest.approx(expected)


def test_gains_are_paired():
    naive, method = Method("bpr"), Method("ubpr", "true")
    of = Learnt({}, {naive: np.array([[0.5], [0.7]]), method: np.array([[0.6], [0.9]])})
    mean, half = of.gain(method)
    assert mean == pytest.approx([0.15]) and half == pytest.approx([12.706 * 0.05], rel=1e-3)


def gain(cell):
    mean, half = (float(part) for part in cell.split(" ± "))
    return mean - half


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_the_page_keeps_its_promises(exposure):
    found = {row["method"]: row for row in rows(f"clicks gains {exposure}")}
    assert list(found) == [method.name for method in METHODS if method.propensity]
    assert [row["method"] for row in rows(f"clicks {exposure}")] == [method.name for method in METHODS]
    promised = WHERE if exposure == "appeal and genre" else WHERE[-1:]
    corrected = [found[method.name] for method in METHODS if method.propensity == "true" and not method.whole]
    reaches_zero = ("ubpr, true", "AUC")  # said on the page
    for row in corrected:
        named = row["method"].replace("`", "")
        assert all(gain(row[where]) > 0 for where in promised if (named, where) != reaches_zero)
