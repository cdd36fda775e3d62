"""The logistic propensity recovers a planted interaction of two attributes."""

import numpy as np
import pytest

from engine.propensity import PROPENSITIES


def test_logistic_recovers_the_truth_and_its_total(world, every_pair):
    known, truth = world
    p = PROPENSITIES["logistic"]().fit(known, np.random.default_rng(1)).of(*every_pair).reshape(truth.shape)
    assert p[truth > 0.1].mean() == pytest.approx(0.3, abs=0.03)
    assert p[truth < 0.1].mean() == pytest.approx(0.05, abs=0.01)
    observed = p[known.train.users, known.train.items]
    assert (1 / observed).sum() / truth.size == pytest.approx(1, abs=0.1)
