"""The position-based model: a planted curve under confounded ranking, the likelihood's maximum, and bad logs."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from engine.errors import InputError
from engine.propensity import PROPENSITIES
from engine.propensity.examination import Cells, examination, joined
from tests.truth.positions import click_rates, fitted, shown


def fit(known, **params):
    return PROPENSITIES["position"](**params).fit(known, np.random.default_rng(0))


@pytest.mark.parametrize("eta", [0.5, 1.0])
def test_a_planted_curve_is_recovered_although_liked_items_stand_higher(eta):
    worlds = [shown(seed, eta, n_users=2000) for seed in range(2)]
    found = np.mean([fitted(log) for log, _theta in worlds], axis=0)
    plain = np.mean([click_rates(log) for log, _theta in worlds], axis=0)
    theta = worlds[0][1]
    assert np.abs(found - theta).mean() < 0.03 < np.abs(plain - theta).mean()
    assert np.abs(found - theta).max() < 0.07


def test_the_likelihood_has_its_maximum_there():
    """Another optimiser, from another start, on the same counts."""
    log, _theta = shown(3, 1.0, n_users=150)
    groups = log.train.logged["position"].astype(int) - 1
    cells = Cells.of(log.train.items, groups // 3, log.train.feedback > 0)
    n_groups, n_items = int(cells.groups.max()) + 1, int(cells.items.max()) + 1

    def loss(x):
        theta, gamma = 1 / (1 + np.exp(-x[:n_groups])), 1 / (1 + np.exp(-x[n_groups:]))
        p = theta[cells.groups] * gamma[cells.items]
        by_cell = cells.clicked / p - (cells.shown - cells.clicked) / (1 - p)
        slopes = [
            np.bincount(cells.groups, by_cell * gamma[cells.items]) * theta * (1 - theta),
            np.bincount(cells.items, by_cell * theta[cells.groups], n_items) * gamma * (1 - gamma),
        ]
        likelihood = cells.clicked @ np.log(p) + (cells.shown - cells.clicked) @ np.log1p(-p)
        return -likelihood, -np.concatenate(slopes)

    best = minimize(loss, np.zeros(n_groups + n_items), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    theta = 1 / (1 + np.exp(-best.x[:n_groups]))
    assert examination(cells) == pytest.approx(theta / theta.max(), abs=0.01)


def test_what_a_row_gets_is_its_positions_theta():
    log, _theta = shown(0, 1.0, n_users=300)
    found = fit(log, least=20)
    curve = dict(found.curve)
    places = log.train.logged["position"]
    assert list(curve) == list(range(1, 11)) and max(curve.values()) == 1
    assert (found.observed(log.train) == [curve[int(place)] for place in places]).all()
    assert found.relative and not found.everywhere
    beyond = replace(log.train.take(np.arange(1)), logged={"position": np.array([99.0], dtype=np.float32)})
    assert found.observed(beyond)[0] == curve[10], "a place that was never seen gets that of the last group"


def test_neighbours_are_pooled_until_they_have_clicks():
    log, _theta = shown(0, 1.5, n_users=300)
    places, clicks = log.train.logged["position"], log.train.feedback > 0
    for least in (10, 60, 100):
        found = fit(log, least=least)
        groups = np.searchsorted(found.starts, places, side="right") - 1
        assert (np.bincount(groups, clicks) >= least).all()
        assert len(np.unique([theta for _place, theta in found.curve])) <= len(found.starts)
    assert len(found.starts) < 4 <= len(fit(log, least=10).starts)


def with_positions(log, positions):
    logged = {"position": np.asarray(positions, dtype=np.float32)}
    return replace(log, train=replace(log.train, logged=logged))


def refused(log):
    with pytest.raises(InputError) as error:
        fit(log)
    assert "{" not in str(error.value)
    return error.value


@pytest.mark.parametrize("bad", [0, -1, 1.5, np.nan, np.inf])
def test_positions_that_are_none_are_counted(bad):
    log, _theta = shown(0, 1.0, n_users=100)
    positions = log.train.logged["position"].copy()
    positions[:7] = bad
    error = refused(with_positions(log, positions))
    assert error.code == "propensity.position_range" and error.facts == {"n": 7, "rows": 1000}


def test_logs_that_cannot_tell_are_refused():
    log, _theta = shown(0, 1.0, n_users=300)
    assert refused(replace(log, relevance=None)).code == "propensity.no_skips"
    assert refused(replace(log, relevance=2.0)).code == "propensity.no_skips", "no clicks at all"
    assert refused(with_positions(log, np.ones(3000))).code == "propensity.one_position"
    clicks = np.cumsum(log.train.feedback) <= 60
    assert refused(replace(log, train=log.train.take(clicks))).code == "propensity.one_position"


def test_positions_that_never_change_are_refused():
    log, _theta = shown(0, 0.0, n_users=600)
    error = refused(with_positions(log, log.train.items % 3 + 1))
    assert error.code == "propensity.position_confounded" and error.facts == {"groups": 3}
    linked = np.where((log.train.items == 0) & (log.train.users % 2 > 0), 2, log.train.items % 3 + 1)
    assert refused(with_positions(log, linked)).facts == {"groups": 2}


def test_items_without_a_click_link_nothing():
    cells = Cells.of(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([False, False, True, False]))
    assert joined(cells) == 1 and len(cells.items) == 2
