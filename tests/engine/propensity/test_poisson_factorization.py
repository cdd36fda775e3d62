"""Poisson factorization: a planted exposure of rank 2 is recovered, the bound never falls, and a peer fits alike."""

import warnings
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

from engine.contracts import Pairs
from engine.data.availability import Side, always
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import PROPENSITIES, Evidence
from engine.propensity.gamma_factors import Factors
from engine.propensity.poisson_factorization import _Observed, ascend

N_USERS, N_ITEMS = 500, 200


def planted(density, there=None):
    """Exposure of rank 2, p = 1 - exp(-theta . beta): what was observed of it, and the truth."""
    rng = np.random.default_rng(1)
    rates = rng.gamma(0.8, 1, (N_USERS, 2)) @ rng.gamma(0.8, 1, (2, N_ITEMS))
    truth = 1 - np.exp(-rates * density / rates.mean())
    seen = rng.random(truth.shape) < truth
    users, items = (codes.astype(np.int32) for codes in np.nonzero(seen if there is None else seen & there))
    ones = np.ones(len(users), dtype=np.float32)
    bare = [Features(np.zeros((n, 0), dtype=np.float32), ()) for n in (N_USERS, N_ITEMS)]
    return Evidence(Pairs(users, items, ones, ones), Eligible(N_USERS, N_ITEMS), *bare), truth


def fitted(key, known, **params):
    users = np.repeat(np.arange(N_USERS, dtype=np.int32), N_ITEMS)
    items = np.tile(np.arange(N_ITEMS, dtype=np.int32), N_USERS)
    p = PROPENSITIES[key](**params).fit(known, np.random.default_rng(0)).of(users, items).reshape(N_USERS, N_ITEMS)
    total = len(known.train) / p.sum() if key in ("popularity", "user_item") else 1.0
    return np.clip(p * total, 1e-9, 1 - 1e-9)  # relative exposure is given the total that it lacks


def distance(truth, p):
    """Kullback-Leibler divergence: log loss over all pairs less that of the truth."""
    return float((truth * np.log(truth / p) + (1 - truth) * np.log((1 - truth) / (1 - p))).mean())


@pytest.fixture(scope="module")
def world():
    return planted(0.2)


def test_a_planted_exposure_is_recovered_better_than_by_counts(world):
    known, truth = world
    p = fitted("poisson_factorization", known, dim=2)
    for key in ("popularity", "user_item", "logistic"):
        other = fitted(key, known)
        assert distance(truth, p) < 0.6 * distance(truth, other), key
        assert np.square(p - truth).mean() < 0.6 * np.square(other - truth).mean(), key
    total = (1 / p[known.train.users, known.train.items]).sum() / truth.size
    assert total == pytest.approx(1, abs=0.2)


def test_dense_logs_have_probabilities_too():
    known, truth = planted(1.0)
    p = fitted("poisson_factorization", known, dim=2)
    assert truth.mean() > 0.4 and p.mean() == pytest.approx(truth.mean(), abs=0.02)


def test_non_negative_factorization_by_another_hand_fits_alike():
    """Its maximum likelihood is a little higher on what it was fitted to, and further from the truth."""
    known, truth = planted(0.05)
    seen = np.zeros(truth.shape)
    seen[known.train.users, known.train.items] = 1
    peer = NMF(2, beta_loss="kullback-leibler", solver="mu", init="random", random_state=0, max_iter=300, tol=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # 300 sweeps are what it is given
        rates = peer.fit_transform(seen) @ peer.components_ + 1e-9
    p = fitted("poisson_factorization", known, dim=2)
    counts = np.maximum(np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum(), 1e-9)
    one_factor, ours, best = (float((seen * np.log(r) - r).sum()) for r in (counts, -np.log1p(-p), rates))
    assert one_factor < ours <= best and ours == pytest.approx(best, rel=0.05)
    assert distance(truth, p) < distance(truth, np.clip(1 - np.exp(-rates), 1e-9, 1 - 1e-9))


@pytest.mark.parametrize("windows", [False, True])
def test_the_bound_never_falls(world, windows):
    known, _ = world
    users = Side(np.arange(N_USERS) % 7 > 0, np.arange(N_USERS), np.arange(N_USERS) + 100)
    items = replace(always(N_ITEMS), first=2 * np.arange(N_ITEMS))
    eligible = Eligible(N_USERS, N_ITEMS, users, items) if windows else known.eligible
    train = known.train.take(eligible.contains(known.train.users, known.train.items))
    observed = _Observed(train.users.astype(np.int64), train.items.astype(np.int64), eligible)
    rng = np.random.default_rng(0)
    start = Factors.start(N_USERS, 3, 0.1, rng), Factors.start(N_ITEMS, 3, 0.1, rng)
    bounds = np.array([swept.bound for swept in islice(ascend(observed, *start), 40)])
    assert (np.diff(bounds) > -1e-6 * np.abs(bounds[1:])).all() and bounds[-1] > bounds[0]


def test_pairs_that_were_not_eligible_count_for_nothing():
    """Half of the users left before half of the items came: what they missed pulls nothing down."""
    left = np.where(np.arange(N_USERS) < N_USERS // 2, 0, 9)
    users = Side(np.ones(N_USERS, dtype=bool), np.zeros(N_USERS, dtype=np.int64), left)
    items = replace(always(N_ITEMS), first=np.where(np.arange(N_ITEMS) < N_ITEMS // 2, 0, 5))
    eligible = Eligible(N_USERS, N_ITEMS, users, items)
    there = np.outer(left > 5, np.ones(N_ITEMS)) + (items.first == 0) > 0
    known, truth = planted(0.1, there)
    aware = fitted("poisson_factorization", replace(known, eligible=eligible), dim=2)
    blind = fitted("poisson_factorization", known, dim=2)
    assert aware[there].mean() == pytest.approx(len(known.train) / eligible.n, rel=0.05)
    assert distance(truth[there], aware[there]) < 0.7 * distance(truth[there], blind[there])


def test_a_pair_counts_once(world):
    known, _ = world
    twice = known.train.take(np.repeat(np.arange(len(known.train)), 2))
    once = fitted("poisson_factorization", known, sweeps=3)
    assert (fitted("poisson_factorization", replace(known, train=twice), sweeps=3) == once).all()
