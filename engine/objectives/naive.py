"""Squared error on what was observed, as if it had been observed at random."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.batch import Batch

KEY = "naive"


@dataclass(frozen=True, slots=True)
class Naive:
    """R = mean over observed pairs of (f - s)^2.

    Estimates the risk over all pairs only where observation does not depend on the feedback.
    """

    PAIRWISE: ClassVar[bool] = False
    USES_PROPENSITY: ClassVar[bool] = False
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)
    LEARNING_RATE: ClassVar[float] = 0.005

    def losses(self, scores: tuple[Tensor, ...], batch: Batch) -> Tensor:
        """The loss of each pair, shape (B,)."""
        return (batch.feedback - scores[0]).square()
