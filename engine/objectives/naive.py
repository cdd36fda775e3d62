"""Squared error on what was observed, as if it had been observed at random."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.base import Objective, Scores
from engine.objectives.batch import Batch

KEY = "naive"


@dataclass(frozen=True, slots=True)
class Naive(Objective):
    """R = mean over observed pairs of (f - s)^2.

    Estimates the risk over all pairs only where observation does not depend on the feedback. Where a log holds clicks
    alone, and no pair that was passed over, `naive` is `naive_clicks`.
    """

    ON_SCALE: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(f - s)^2 of each pair."""
        return (batch.feedback - scores.rows).square()
