"""Pairwise ranking of relevance: clicks and what they are compared with are both weighted by exposure."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import softplus

from engine.contracts import FeedbackKind
from engine.objectives.base import Draws, Objective, Scores
from engine.objectives.batch import Batch

KEY = "ubpr"


@dataclass(frozen=True, slots=True)
class UBPR(Objective):
    """R = mean over positives (u, i) and drawn items j of (1/p_ui) (1 - Y_uj/p_uj) (-log sigma(s(u, i) - s(u, j))).

    j is any item, so that 1 - Y_uj/p_uj has the expectation P(j is not relevant): a BPR whose positives alone are
    weighted still takes what was not exposed for unwanted. Ratings enter as positives. 1/p_ui has mean 1, 1/p_uj is as
    it is. Source: Saito (2020), Unbiased pairwise learning from biased implicit feedback, eq. 12.
    """

    DRAWS: ClassVar[Draws] = "items"
    POSITIVES: ClassVar[bool] = True
    USES_PROPENSITY: ClassVar[bool] = True
    TWIN: ClassVar[str] = "bpr"
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    LEARNING_RATE: ClassVar[float] = 0.006

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """The weighted -log sigma of each positive's lead."""
        return batch.inverse_propensities * (1 - batch.negative_inverses) * softplus(scores.drawn - scores.rows)
