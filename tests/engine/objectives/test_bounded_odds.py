"""The worst weights within bounded odds: against every vertex of the box, and against the diagnosis's own bounds."""

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.objectives import OBJECTIVES, Batch, Scores
from engine.objectives.bounded_odds import hidden_cause_weights
from engine.statistics import bounded_odds

NOTHING = Scores(torch.empty(0), torch.empty(0))
CASES = st.lists(st.tuples(st.floats(0.05, 1.0), st.floats(-4, 4)), min_size=1, max_size=6)


def rows_of(p):
    codes = torch.arange(len(p))
    inverse = 1 / torch.tensor(p, dtype=torch.float64)
    return Batch(codes, codes, codes, codes + 1.0, inverse / inverse.mean(), mean_inverse=float(inverse.mean()))


@given(CASES, st.floats(1.0, 5.0))
def test_no_vertex_of_the_box_is_worse(cases, odds):
    p, losses = (np.array(of) for of in zip(*cases, strict=True))
    weights = hidden_cause_weights(torch.tensor(losses), rows_of(p), odds).numpy()
    low, high = bounded_odds.bounds(p, odds)
    worst = max(float((np.array(w) * losses).sum() / np.sum(w)) for w in product(*zip(low, high, strict=True)))
    assert (weights * losses).mean() == pytest.approx(worst, abs=1e-9)
    assert (weights * losses).mean() == pytest.approx(bounded_odds.extreme_mean(losses, low, high), abs=1e-9)
    assert weights.mean() == pytest.approx(1)


@pytest.mark.parametrize("key", ["ips", "dr", "mrdr"])
def test_a_hidden_cause_never_makes_the_risk_smaller_and_none_leaves_it_as_it_is(key):
    rows = rows_of([0.5, 0.2, 0.9, 0.1])
    scores, imputed = Scores(torch.tensor([1.0, 0, 3, 2]), torch.zeros(4)), Scores(torch.ones(4), torch.zeros(4))
    risks = [
        float(OBJECTIVES[key](odds=odds).losses(scores, imputed, rows).mean()) for odds in (1.0, 1.000001, 2.0, 4.0)
    ]
    assert risks[0] == pytest.approx(risks[1], abs=1e-4)
    assert risks[1] <= risks[2] + 1e-6 and risks[2] <= risks[3] + 1e-6
