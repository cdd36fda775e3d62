"""What is done to a propensity before it weighs: fitted, calibrated if asked, then clipped if asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.config import WeightingConfig
from engine.contracts import Codes, Pairs
from engine.propensity.calibrated import calibrated
from engine.propensity.evidence import Estimator, Evidence, Fitted


def fit(estimator: Estimator, weighting: WeightingConfig, evidence: Evidence, rng: np.random.Generator) -> Fitted:
    """The propensity as it weighs.

    Raises:
        InputError: what the estimator raises, and `propensity.calibrate` where it can't be calibrated.
    """
    isotonic = weighting.calibrate == "isotonic"
    fitted = calibrated(estimator, evidence, rng) if isotonic else estimator.fit(evidence, rng)
    return fitted if weighting.clip is None else clipped(fitted, evidence.train, weighting.clip)


def clipped(fitted: Fitted, train: Pairs, clip: float) -> Fitted:
    """The same with weights 1/p of at most `clip` times their mean over the training pairs.

    So p is at least 1 / (clip mean(1/p)); the mean is that before anything is cut. A bound that moves with the mean
    cuts relative exposure as it cuts probabilities. Source: Strehl, Langford, Li & Kakade (2010), Learning from
    logged implicit exploration data (a constant bound); Gilotte, Calauzènes, Nedelec, Abraham & Dollé (2018),
    Offline A/B testing for recommender systems (capping and its bias).
    """
    mean = float((1 / fitted.observed(train)).mean())
    return _Clipped(fitted, max(fitted.floor, 1 / (clip * mean)))


@dataclass(frozen=True, slots=True)
class _Clipped:
    """A propensity that is never below `floor`."""

    fitted: Fitted
    floor: float

    @property
    def relative(self) -> bool:
        return self.fitted.relative

    @property
    def everywhere(self) -> bool:
        return self.fitted.everywhere

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        return self.fitted.curve

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        return np.maximum(self.fitted.of(users, items), self.floor)

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        return np.maximum(self.fitted.observed(pairs), self.floor)
