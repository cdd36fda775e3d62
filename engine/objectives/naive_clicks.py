"""Log loss over all eligible pairs, as if whatever was not clicked were not wanted."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from torch import Tensor
from torch.nn.functional import softplus

from engine.contracts import FeedbackKind
from engine.objectives.base import Draws, Objective, Scores
from engine.objectives.batch import Batch

KEY = "naive_clicks"


@dataclass(frozen=True, slots=True)
class NaiveClicks(Objective):
    """R = 1/n sum over all eligible pairs D of Y d1 + (1 - Y) d0, d1 = -log sigma(s), d0 = -log(1 - sigma(s)).

    Y = 1 for the n pairs with a positive. Since d1 - d0 = -s, R = -1/n sum over positives of s + |D|/n mean over D of
    d0; the mean is taken over `companions` eligible pairs drawn for each positive. It is `rel_mf` with every pair
    exposed. Ratings enter as positives: the pairs whose feedback reaches the relevance threshold. Source: Saito,
    Yaginuma, Nishino, Sakata & Nakata (2020), Unbiased recommender learning from missing-not-at-random implicit
    feedback: its naive loss.
    """

    DRAWS: ClassVar[Draws] = "pairs"
    POSITIVES: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    companions: Annotated[int, Field(ge=1, le=100)] = 8

    @property
    def draws(self) -> int:
        """Eligible pairs that are drawn for each positive."""
        return self.companions

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """d1 - d0 = -s of each positive."""
        return -scores.rows

    def rest(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """|D|/n times the mean of d0 over the drawn pairs."""
        return batch.pairs_per_row * softplus(scores.drawn).mean()
