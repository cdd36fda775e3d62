"""Pairwise ranking of relevance: clicks and what they are compared with are both weighted by exposure."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from torch import Tensor
from torch.nn.functional import softplus

from engine.contracts import FeedbackKind
from engine.objectives.base import Draws, Objective, Scores
from engine.objectives.batch import Batch

KEY = "ubpr"


@dataclass(frozen=True, slots=True)
class UBPR(Objective):
    """R = mean over positives (u, i), drawn items j of (1/p_ui) max(1 - Y_uj/p_uj, -slack) (-log sigma(s_ui - s_uj)).

    j is any item, so that 1 - Y_uj/p_uj has the expectation P(j is not relevant): a BPR whose positives alone are
    weighted still takes what was not exposed for unwanted. But where j has a click too it is below zero, and two
    clicked items of a user pull their scores apart without end. `slack` bounds that: 0, the default, leaves that BPR of
    weighted positives, which is never negative; the larger, the less bias and the more variance; 1e6 is without bias.
    Ratings enter as positives. 1/p_ui has mean 1, 1/p_uj is as it is. Source: Saito (2020), Unbiased pairwise
    learning from biased implicit feedback: the unbiased pairwise loss, and its non-negative estimator,
    max(loss, -beta): the same at 0.
    """

    DRAWS: ClassVar[Draws] = "items"
    POSITIVES: ClassVar[bool] = True
    USES_PROPENSITY: ClassVar[bool] = True
    TWIN: ClassVar[str] = "bpr"
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    LEARNING_RATE: ClassVar[float] = 0.006
    slack: Annotated[float, Field(ge=0, le=1e6)] = 0.0

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """The weighted -log sigma of each positive's lead."""
        unwanted = (1 - batch.negative_inverses).clamp_min(-self.slack)
        return batch.inverse_propensities * unwanted * softplus(scores.drawn - scores.rows)
