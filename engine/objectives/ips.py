"""Squared error weighted by how unlikely the pair was to be observed."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.batch import Batch

KEY = "ips"


@dataclass(frozen=True, slots=True)
class IPS:
    """R = 1/|D| sum over observed pairs of (f - s)^2 / p, with p = P(observed).

    Its expectation is the risk over all pairs D where every p is right and positive. Source:
    Schnabel, Swaminathan, Singh, Chandak & Joachims (2016), Recommendations as treatments, eq. 10.
    """

    PAIRWISE: ClassVar[bool] = False
    USES_PROPENSITY: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)
    LEARNING_RATE: ClassVar[float] = 0.005

    def losses(self, scores: tuple[Tensor, ...], batch: Batch) -> Tensor:
        """The loss of each pair, shape (B,)."""
        return batch.inverse_propensities * (batch.feedback - scores[0]).square()
