"""Log loss of relevance over all eligible pairs, from clicks weighted by how likely the item was exposed."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor

from engine.objectives.base import Scores
from engine.objectives.batch import Batch
from engine.objectives.naive_clicks import NaiveClicks

KEY = "rel_mf"


@dataclass(frozen=True, slots=True)
class RelMF(NaiveClicks):
    """R = 1/n sum over all eligible pairs D of (Y/p) d1 + (1 - Y/p) d0, with p = P(exposed).

    Y = exposed x relevant, so that the expectation of Y/p is P(relevant) where p is right: a pair without a click is
    not taken for unwanted, only for one that may not have been seen. d1, d0, Y, n and the drawn pairs as in
    `naive_clicks`. 1/p enters as it is: p is of the scale of `popularity` (1 for the most popular), or a probability.
    Source: Saito, Yaginuma, Nishino, Sakata & Nakata (2020), Unbiased recommender learning from missing-not-at-random
    implicit feedback, eq. 7.
    """

    USES_PROPENSITY: ClassVar[bool] = True
    TWIN: ClassVar[str] = "naive_clicks"

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(d1 - d0) / p = -s / p of each positive."""
        return -scores.rows * batch.inverse_propensities * batch.mean_inverse
