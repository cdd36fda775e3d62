"""Scores of observation made into probabilities: isotonic calibration, cross-fitted within the training fold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from engine.contracts import Codes
from engine.errors import InputError
from engine.propensity.evidence import Estimator, Everywhere, Evidence, Fitted

FOLDS = 3
LEAST = 0.01
"""Calibrated propensities are at least so many times the mean one: no weight exceeds 100 times the usual."""
DRAWN = 3
"""Eligible pairs that are drawn for each training row."""
MOST_DRAWN = 300_000


def calibrated(estimator: Estimator, evidence: Evidence, rng: np.random.Generator) -> Fitted:
    """P(O = 1 | s) as a non-decreasing function of the score s = p(u, i) / mean p over eligible pairs.

    The training rows fall into 3 folds; those of each are scored by a fit to the other two, beside eligible pairs that
    were not observed and are drawn: so no row is judged by a fit that has seen it. Isotonic regression of observed (1)
    on the score, in which observed rows weigh 1 each and drawn ones as many as they stand for, gives the function; it
    is applied to a fit to all rows. As scores are relative to their mean, a fit to two thirds of the rows and one to
    all of them speak of the same scale, and relative exposure becomes a probability. Source: Zadrozny & Elkan (2002),
    Transforming classifier scores into accurate multiclass probability estimates; for inverse weights van der Laan,
    Lin, Carone & Luedtke (2025), Stabilized inverse probability weighting via isotonic calibration.

    Raises:
        InputError: `propensity.calibrate` where unobserved pairs have no propensity, or there are fewer than 3 rows.
    """
    whole = _Scored.fit(estimator, evidence, rng)
    parts = list(_held_out(estimator, evidence, rng))
    scores = np.concatenate([part.scores for part in parts])
    seen = np.concatenate([part.seen for part in parts])
    share = len(evidence.train) / evidence.eligible.n
    unseen = evidence.eligible.n - evidence.eligible.contains(evidence.train.users, evidence.train.items).sum()
    weights = np.where(seen, 1.0, unseen / max(int((~seen).sum()), 1))
    curve = IsotonicRegression(y_min=LEAST * share, y_max=1.0, out_of_bounds="clip")
    curve.fit(scores, seen.astype(np.float64), sample_weight=weights)
    return _Calibrated(whole, curve.X_thresholds_, curve.y_thresholds_, LEAST * share)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A propensity over its mean among eligible pairs."""

    fitted: Fitted
    mean: float

    @classmethod
    def fit(cls, estimator: Estimator, evidence: Evidence, rng: np.random.Generator) -> "_Scored":
        fitted = estimator.fit(evidence, rng)
        if not fitted.everywhere or len(evidence.train) < 2:
            raise InputError("propensity.calibrate")
        drawn = evidence.eligible.draw(rng, _drawn(len(evidence.train)))
        return cls(fitted, float(fitted.of(*drawn).mean()))

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        return self.fitted.of(users, items) / self.mean


@dataclass(frozen=True, slots=True)
class _Part:
    """Scores of rows that the fit has not seen, and of eligible pairs without a row; which of them were observed."""

    scores: NDArray[np.float64]
    seen: NDArray[np.bool_]


def _held_out(estimator: Estimator, evidence: Evidence, rng: np.random.Generator) -> Iterator[_Part]:
    train = evidence.train
    fold = rng.permutation(len(train)) % FOLDS
    known = train.users.astype(np.int64) * evidence.n_items + train.items
    for out in range(FOLDS):
        scored = _Scored.fit(estimator, replace(evidence, train=train.take(fold != out)), rng)
        users, items = evidence.eligible.draw(rng, _drawn(int((fold == out).sum())))
        free = ~np.isin(users.astype(np.int64) * evidence.n_items + items, known)
        rows = scored.of(train.users[fold == out], train.items[fold == out])
        pairs = scored.of(users[free], items[free])
        yield _Part(np.concatenate([rows, pairs]), np.arange(len(rows) + len(pairs)) < len(rows))


def _drawn(rows: int) -> int:
    return min(max(DRAWN * rows, 1000), MOST_DRAWN)


@dataclass(frozen=True, slots=True)
class _Calibrated(Everywhere):
    """Between the `scores` the `probabilities` are joined by lines; outside they stay."""

    scored: _Scored
    scores: NDArray[np.float64]
    probabilities: NDArray[np.float64]
    floor: float
    relative: bool = False

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.interp(self.scored.of(users, items), self.scores, self.probabilities)
        return np.clip(found, self.floor, 1.0)
