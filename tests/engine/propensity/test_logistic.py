"""The logistic propensity recovers a planted interaction of two attributes."""

from dataclasses import replace

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.availability import Side, always
from engine.data.eligible import Eligible
from engine.errors import InputError
from engine.propensity import PROPENSITIES


def test_logistic_recovers_the_truth_and_its_total(world, every_pair):
    known, truth = world
    p = PROPENSITIES["logistic"]().fit(known, np.random.default_rng(1)).of(*every_pair).reshape(truth.shape)
    assert p[truth > 0.1].mean() == pytest.approx(0.3, abs=0.03)
    assert p[truth < 0.1].mean() == pytest.approx(0.05, abs=0.01)
    observed = p[known.train.users, known.train.items]
    assert (1 / observed).sum() / truth.size == pytest.approx(1, abs=0.1)


def test_pairs_that_were_not_eligible_count_for_nothing(world, every_pair):
    """Half of the users left before half of the items came: of the pairs that remain, the truth is recovered."""
    known, truth = world
    left = np.where(np.arange(300) < 150, 0, 9)
    came = np.where(np.arange(120) < 60, 0, 5)
    users = Side(np.ones(300, dtype=bool), np.zeros(300, dtype=np.int64), left)
    eligible = Eligible(300, 120, users, replace(always(120), first=came))
    assert eligible.n == 300 * 120 * 3 / 4
    seen = known.train.take(eligible.contains(known.train.users, known.train.items))
    here = replace(known, train=seen, eligible=eligible)
    fitted = PROPENSITIES["logistic"](most=100_000).fit(here, np.random.default_rng(1))
    p, there = fitted.of(*every_pair), eligible.contains(*every_pair)
    assert p[there & (truth.ravel() > 0.1)].mean() == pytest.approx(0.3, abs=0.03)
    assert p[there & (truth.ravel() < 0.1)].mean() == pytest.approx(0.05, abs=0.01)
    assert (1 / fitted.observed(seen)).sum() / eligible.n == pytest.approx(1, abs=0.1)


def test_a_log_of_all_pairs_is_refused(world):
    codes = [side.astype(np.int32) for side in np.nonzero(np.ones((300, 120)))]
    ones = np.ones(300 * 120, dtype=np.float32)
    with pytest.raises(InputError) as error:
        PROPENSITIES["logistic"]().fit(replace(world[0], train=Pairs(*codes, ones, ones)), np.random.default_rng(1))
    assert error.value.code == "propensity.no_unobserved"
