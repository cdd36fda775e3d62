"""Squared error weighted by how unlikely the pair was to be observed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.base import Objective, Scores
from engine.objectives.batch import Batch
from engine.objectives.bounded_odds import hidden_cause_weights

KEY = "ips"


@dataclass(frozen=True, slots=True)
class IPS(Objective):
    """R = 1/|D| sum over observed pairs of (f - s)^2 / p, with p = P(observed).

    Its expectation is the risk over all pairs D where every p is right and positive. 1/p is divided by its mean over
    the training pairs, which changes the risk by a constant factor only. With `odds` above 1 the weights are, batch by
    batch, the worst that a hidden cause could ask for within those odds, and the risk is their largest self-normalised
    mean (`bounded_odds`). Source: Schnabel, Swaminathan, Singh, Chandak & Joachims (2016), Recommendations as
    treatments, eq. 10.
    """

    USES_PROPENSITY: ClassVar[bool] = True
    ON_SCALE: ClassVar[bool] = True
    TWIN: ClassVar[str] = "naive"
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)
    odds: Annotated[float, Field(ge=1, le=100)] = 1.0

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(f - s)^2 / p of each pair, up to a constant factor."""
        errors = (batch.feedback - scores.rows).square()
        if self.odds > 1:
            return hidden_cause_weights(errors, batch, self.odds) * errors
        return batch.inverse_propensities * errors

    def penalty_weights(self, batch: Batch) -> Tensor:
        """1/p of each pair, up to a constant factor."""
        return batch.inverse_propensities
