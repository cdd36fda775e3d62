"""What every objective says of itself, and the parts of a risk that most of them do without."""

from typing import ClassVar, Literal, NamedTuple

import torch
from torch import Tensor

from engine.contracts import FeedbackKind
from engine.objectives.batch import Batch

Draws = Literal["nothing", "negatives", "items", "pairs"]
"""What stands beside each training pair: nothing; an item that the user has no positive for; any item; pairs drawn
from all eligible ones."""


class Scores(NamedTuple):
    """`rows`: of the batch's pairs, shape (B,). `drawn`: of what was drawn, (B,) for items, (M,) for pairs."""

    rows: Tensor
    drawn: Tensor


class Objective:
    """A risk: the mean of `losses` over a batch, times the rows' weights, plus `rest`."""

    DRAWS: ClassVar[Draws] = "nothing"
    POSITIVES: ClassVar[bool] = False
    """Whether it reads the pairs at or above the relevance threshold alone."""
    ON_SCALE: ClassVar[bool] = False
    """Whether the scores predict feedback."""
    USES_PROPENSITY: ClassVar[bool] = False
    IMPUTES: ClassVar[bool] = False
    """Whether a second scorer, the imputation model, is trained in turn."""
    TWIN: ClassVar[str] = ""
    """The objective that does the same without the correction; empty where it corrects nothing."""
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]]
    LEARNING_RATE: ClassVar[float] = 0.005

    @property
    def draws(self) -> int:
        """Pairs that are drawn for each training pair."""
        return 1

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """The loss of each pair of the batch, shape (B,). `imputed`: scores of the imputation model, empty without."""
        raise NotImplementedError

    def rest(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """The part of the risk that belongs to no pair of the batch, a scalar."""
        return torch.zeros((), device=scores.rows.device)

    def penalty_weights(self, batch: Batch) -> Tensor:
        """The weight of each row's penalty, shape (B,), with a mean near 1: that of its error, where errors have one.

        An error that counts ten times needs ten times the penalty: else vectors that few heavy rows touch fit those.
        """
        return torch.ones_like(batch.weights)

    def imputation_losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """What the imputation model minimises times `imputation_weights`, shape (B,)."""
        raise NotImplementedError

    def imputation_weights(self, batch: Batch) -> Tensor:
        """The weight of each row in what the imputation model minimises, and of its penalty, shape (B,)."""
        raise NotImplementedError
