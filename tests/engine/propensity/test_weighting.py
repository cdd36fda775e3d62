"""Clipping bounds the weights; calibration undoes a planted distortion and makes the weights add up."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from engine.config import WeightingConfig
from engine.contracts import Pairs
from engine.errors import InputError
from engine.propensity import PROPENSITIES
from engine.propensity.evidence import Everywhere
from engine.propensity.weighting import clipped, fit


@dataclass(frozen=True)
class Known(Everywhere):
    """A matrix of propensities as an estimator that needs no fitting."""

    NEEDS: ClassVar[str] = ""
    matrix: np.ndarray
    relative: bool = True
    floor: float = 0.0

    def fit(self, evidence, rng):
        return self

    def of(self, users, items):
        return self.matrix[users, items]


@pytest.fixture(scope="module")
def smooth(world):
    """Propensities between 0.02 and 0.5, and a log that was drawn with them."""
    rng = np.random.default_rng(5)
    truth = np.exp(rng.uniform(np.log(0.02), np.log(0.5), (300, 120)))
    users, items = (codes.astype(np.int32) for codes in np.nonzero(rng.random(truth.shape) < truth))
    ones = np.ones(len(users), dtype=np.float32)
    return replace(world[0], train=Pairs(users, items, ones, ones)), truth


def calibration_error(truth, p):
    """Expected calibration error over tenths of the propensities, relative to the mean propensity."""
    bins = np.digitize(p, np.quantile(p, np.arange(1, 10) / 10))
    gaps = [abs(truth[bins == b].mean() - p[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return sum(gaps) / truth.mean()


@pytest.mark.parametrize("power", [2.0, 0.5])
def test_calibration_undoes_a_planted_distortion(power, smooth, every_pair):
    known, truth = smooth
    distorted = Known(truth**power)
    found = fit(distorted, WeightingConfig(calibrate="isotonic"), known, np.random.default_rng(0))
    assert not found.relative and found.everywhere and found.floor > 0
    p, flat = found.of(*every_pair), truth.ravel()
    before = calibration_error(flat, distorted.of(*every_pair))
    assert before > 0.5 and calibration_error(flat, p) < 0.06
    assert np.square(p - flat).mean() < 0.02 * np.square(flat**power - flat).mean()
    assert (1 / found.observed(known.train)).sum() / truth.size == pytest.approx(1, abs=0.03)
    assert (np.diff(p[np.argsort(flat)]) >= 0).all(), "the order is kept"


@pytest.mark.parametrize("key", [key for key, kind in PROPENSITIES.items() if kind.NEEDS == ""])
def test_calibrated_relative_exposure_adds_up(key, world, every_pair):
    known, truth = world
    found = fit(PROPENSITIES[key](), WeightingConfig(calibrate="isotonic"), known, np.random.default_rng(0))
    again = fit(PROPENSITIES[key](), WeightingConfig(calibrate="isotonic"), known, np.random.default_rng(0))
    p = found.of(*every_pair)
    assert (p == again.of(*every_pair)).all() and (p > 0).all() and (p <= 1).all()
    assert p.mean() == pytest.approx(truth.mean(), rel=0.25)
    assert (1 / found.observed(known.train)).sum() / truth.size == pytest.approx(1, abs=0.2)


def test_weights_are_cut_at_a_multiple_of_their_mean(smooth):
    known, truth = smooth
    whole = Known(truth, relative=False)
    cut = clipped(whole, known.train, 2.0)
    before, after = (1 / one.observed(known.train) for one in (whole, cut))
    assert after.max() == pytest.approx(2 * before.mean()) and cut.floor == pytest.approx(1 / after.max())
    assert (after == np.minimum(before, 1 / cut.floor)).all()
    assert (cut.of(known.train.users, known.train.items) == cut.observed(known.train)).all()
    assert cut.everywhere and not cut.relative
    assert clipped(whole, known.train, 1e9).floor < truth.min(), "a wide bound cuts nothing"


def test_a_bound_of_its_own_stays(smooth):
    known, truth = smooth
    assert clipped(Known(truth, floor=0.4), known.train, 100.0).floor == 0.4


def test_what_is_known_of_observed_pairs_only_is_clipped_and_not_calibrated(world):
    known, _ = world
    with pytest.raises(InputError) as error:
        fit(PROPENSITIES["logged"](), WeightingConfig(calibrate="isotonic"), known, np.random.default_rng(0))
    assert error.value.code == "propensity.calibrate" and "calibrate" in str(error.value)
    cut = fit(PROPENSITIES["logged"](), WeightingConfig(clip=1.5), known, np.random.default_rng(0))
    assert not cut.everywhere and cut.floor > 0.2
    with pytest.raises(InputError):
        cut.of(known.train.users, known.train.items)


def test_nothing_is_done_unasked(world):
    known, _ = world
    plain = fit(PROPENSITIES["popularity"](), WeightingConfig(), known, np.random.default_rng(0))
    assert plain.relative and plain.floor == 0
