"""How likely feedback of each value is to be observed, by Bayes' rule and a part of a randomized slice."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.contracts import Floats, Pairs
from engine.errors import InputError
from engine.propensity.evidence import Evidence, Fitted, Needs, ObservedOnly

KEY = "naive_bayes"
MOST_VALUES = 20
"""Feedback with more distinct values is cut into `BINS` with about equally many rows."""
BINS = 10


@dataclass(frozen=True, slots=True)
class NaiveBayes:
    """P(O = 1 | Y = r) = P(Y = r | O = 1) P(O = 1) / P(Y = r), at most 1.

    O: whether a pair is in the training log; Y: its feedback; r: a value, or a bin of values. P(Y = r | O = 1) =
    (n_r + s) / (n + s R), from the n training rows; P(O = 1) = n / |D|; P(Y = r) = (m_r + s) / (m + s R), from the m
    randomized rows that were set aside (never tested on). R: how many values there are; s: `smoothing` (Laplace).
    It takes observation to depend on the feedback alone; a pair that was not observed has no feedback, so no
    propensity. Source: Marlin & Zemel (2009), Collaborative prediction and ranking with non-random missing data;
    Schnabel et al. (2016), Recommendations as treatments, section 5.1.
    """

    NEEDS: ClassVar[Needs] = "randomized"
    smoothing: Annotated[float, Field(gt=0, le=1000)] = 1.0

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Count values in the training fold and in what was set aside; nothing is drawn.

        Raises:
            InputError: `propensity.no_aside` where no randomized rows were set aside, `propensity.one_value` where all
                feedback is the same.
        """
        aside = evidence.aside
        if aside is None or not len(aside):
            raise InputError("propensity.no_aside")
        starts = _starts(np.concatenate([evidence.train.feedback, aside.feedback]))
        observed = self._shares(_bins(evidence.train.feedback, starts), len(starts))
        everywhere = self._shares(_bins(aside.feedback, starts), len(starts))
        share = len(evidence.train) / evidence.eligible.n
        return _ByFeedback(starts, np.minimum(observed * share / everywhere, 1.0))

    def _shares(self, bins: NDArray[np.int64], n_bins: int) -> NDArray[np.float64]:
        """Laplace's estimate of each bin's probability, shape (n_bins,)."""
        counts = np.bincount(bins, minlength=n_bins).astype(np.float64) + self.smoothing
        shares: NDArray[np.float64] = counts / counts.sum()
        return shares


@dataclass(frozen=True, slots=True)
class _ByFeedback(ObservedOnly):
    """Bin b holds feedback from `starts[b]` up to the next start, the first one all that is less."""

    starts: Floats
    by_bin: NDArray[np.float64]
    floor: float = 0.0
    relative: bool = False

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        return self.by_bin[_bins(pairs.feedback, self.starts)]


def _starts(feedback: Floats) -> Floats:
    """The least value of each bin: every value where there are few, else quantiles."""
    values = np.unique(feedback)
    if len(values) == 1:
        raise InputError("propensity.one_value", value=float(values[0]))
    if len(values) <= MOST_VALUES:
        return values
    starts = np.unique(np.quantile(feedback, np.arange(BINS) / BINS, method="higher"))
    return starts if len(starts) > 1 else values[:2]  # most have the least value: all others are one bin


def _bins(feedback: Floats, starts: Floats) -> NDArray[np.int64]:
    return np.searchsorted(starts[1:], feedback, side="right")
