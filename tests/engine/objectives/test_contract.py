"""What every objective must do, and the weighting of IPS on paper."""

import numpy as np
import pytest
import torch

from engine.objectives import OBJECTIVES, Batch


def batch(n=6, inverse=None):
    codes = torch.arange(n)
    inverse = torch.ones(n) if inverse is None else torch.tensor(inverse)
    return Batch(codes, codes, torch.linspace(1, 5, n), torch.ones(n), inverse, codes)


@pytest.mark.parametrize("key", OBJECTIVES)
def test_losses_are_finite_not_negative_one_a_row_and_have_a_gradient(key):
    objective = OBJECTIVES[key]()
    scores = tuple(torch.randn(6, requires_grad=True) for _ in range(2 if objective.PAIRWISE else 1))
    losses = objective.losses(scores, batch())
    assert losses.shape == (6,) and torch.isfinite(losses).all() and (losses >= 0).all()
    losses.sum().backward()
    assert all(torch.isfinite(s.grad).all() and s.grad.abs().sum() > 0 for s in scores)


@pytest.mark.parametrize("key", [k for k, kind in OBJECTIVES.items() if not kind.PAIRWISE])
def test_pointwise_losses_vanish_at_the_feedback(key):
    assert OBJECTIVES[key]().losses((torch.linspace(1, 5, 6),), batch()).abs().max() == 0


def test_bpr_prefers_the_positive():
    bpr = OBJECTIVES["bpr"]()
    ahead = bpr.losses((torch.full((6,), 2.0), torch.zeros(6)), batch())
    behind = bpr.losses((torch.zeros(6), torch.full((6,), 2.0)), batch())
    assert (ahead < behind).all()
    assert bpr.losses((torch.zeros(6), torch.zeros(6)), batch())[0] == pytest.approx(np.log(2))


def test_ips_estimates_the_mean_over_all_pairs_and_naive_does_not():
    """Errors of 4 are observed with p = 0.8, errors of 1 with p = 0.2: the mean over all is 2.5."""
    rng = np.random.default_rng(0)
    errors = np.repeat([2.0, 1.0], 50_000)
    p = np.repeat([0.8, 0.2], 50_000)
    observed = rng.random(100_000) < p
    inverse = (1 / p[observed]).astype(np.float32)
    n = int(observed.sum())
    codes = torch.zeros(n, dtype=torch.int64)
    rows = Batch(codes, codes, torch.zeros(n), torch.ones(n), torch.from_numpy(inverse), codes)
    scores = (torch.from_numpy(errors[observed].astype(np.float32)),)
    ips = float(OBJECTIVES["ips"]().losses(scores, rows).sum()) / 100_000
    naive = float(OBJECTIVES["naive"]().losses(scores, rows).mean())
    assert ips == pytest.approx(2.5, abs=0.03)
    assert naive == pytest.approx(0.8 * 4 + 0.2 * 1, abs=0.03)
