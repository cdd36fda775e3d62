"""Doubly robust risk: imputed errors for all pairs, corrected by the observed ones."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.base import Draws, Objective, Scores
from engine.objectives.batch import Batch
from engine.objectives.bounded_odds import hidden_cause_weights

KEY = "dr"


@dataclass(frozen=True, slots=True)
class DR(Objective):
    """R = mean over all pairs D of e^ + 1/|D| sum over observed pairs of (e - e^) / p.

    e = (f - s)^2 is the error of a pair and e^ = (g - s)^2 the error against a pseudo-label g, which the imputation
    model predicts for every pair. R's expectation is the risk over D where p is right or g is. The two are trained in
    turn: s on R with g held still, g on the error of what it imputes, 1/n sum over observed pairs of (f - g)^2 / p. The
    mean over D is taken over `companions` eligible pairs drawn for each observed one; 1/p has mean 1 over the training
    pairs. With `odds` above 1, a hidden cause takes the worst weights within those odds (`bounded_odds`). Source: Wang,
    Zhang, Sun & Qi (2019), Doubly robust joint learning for recommendation on data missing not at random, section 3.
    """

    DRAWS: ClassVar[Draws] = "pairs"
    USES_PROPENSITY: ClassVar[bool] = True
    ON_SCALE: ClassVar[bool] = True
    IMPUTES: ClassVar[bool] = True
    TWIN: ClassVar[str] = "naive"
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)
    companions: Annotated[int, Field(ge=1, le=100)] = 1
    odds: Annotated[float, Field(ge=1, le=100)] = 1.0

    @property
    def draws(self) -> int:
        """Eligible pairs that are drawn for each observed one."""
        return self.companions

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(e - e^) / p of each observed pair."""
        differences = (batch.feedback - scores.rows).square() - (imputed.rows - scores.rows).square()
        if self.odds > 1:
            return hidden_cause_weights(differences, batch, self.odds) * differences
        return batch.inverse_propensities * differences

    def rest(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """The mean of e^ over the drawn pairs."""
        return (imputed.drawn - scores.drawn).square().mean()

    def penalty_weights(self, batch: Batch) -> Tensor:
        """1/p of each observed pair, up to a constant factor."""
        return batch.inverse_propensities

    def imputation_losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(f - g)^2 of each observed pair."""
        return (batch.feedback - imputed.rows).square()

    def imputation_weights(self, batch: Batch) -> Tensor:
        """1/p of each observed pair, up to a constant factor."""
        return batch.inverse_propensities
