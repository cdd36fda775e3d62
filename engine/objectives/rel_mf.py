"""Log loss of relevance over all eligible pairs, from clicks weighted by how likely the item was exposed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from torch import Tensor
from torch.nn.functional import softplus

from engine.objectives.base import Scores
from engine.objectives.batch import Batch
from engine.objectives.naive_clicks import NaiveClicks

KEY = "rel_mf"


@dataclass(frozen=True, slots=True)
class RelMF(NaiveClicks):
    """R = 1/n sum over all eligible pairs D of (Y/p) d1 + max(1 - Y/p, -slack) d0, with p = P(exposed).

    Y = exposed x relevant, so that the expectation of Y/p is P(relevant) where p is right: a pair without a click is
    not taken for unwanted, only for one that may not have been seen. d1, d0, Y, n and the drawn pairs as in
    `naive_clicks`. 1/p enters as it is: p is of the scale of `popularity` (1 for the most popular), or a probability.
    The weight of d0 is below zero for a click with p < 1, so that its loss falls without end as its score rises.
    `slack` bounds that: with 0, the default, the best score of a pair has the odds r / (1 - r p) instead of
    r / (1 - r), where r = P(relevant): a small bias for much less variance; 1e6 is without bias. Source: Saito,
    Yaginuma, Nishino, Sakata & Nakata (2020), Unbiased recommender learning from missing-not-at-random implicit
    feedback: the unbiased pointwise loss (without the bound, which is that of `ubpr`).
    """

    USES_PROPENSITY: ClassVar[bool] = True
    TWIN: ClassVar[str] = "naive_clicks"

    slack: Annotated[float, Field(ge=0, le=1e6)] = 0.0

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """What a click's loss is beyond the d0 that `rest` has for it already: -s / p without the bound."""
        inverse = batch.inverse_propensities * batch.mean_inverse
        bounded = (1 - inverse).clamp_min(-self.slack)
        return inverse * softplus(-scores.rows) + (bounded - 1) * softplus(scores.rows)
