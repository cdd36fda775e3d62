"""Bayesian personalised ranking: a positive should score above an item without one."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import logsigmoid

from engine.contracts import FeedbackKind
from engine.objectives.base import Draws, Objective, Scores
from engine.objectives.batch import Batch

KEY = "bpr"


@dataclass(frozen=True, slots=True)
class BPR(Objective):
    """R = mean over positives (u, i) and drawn negatives j of -log sigma(s(u, i) - s(u, j)).

    Ratings enter as positives: the pairs whose feedback reaches the relevance threshold. Source:
    Rendle, Freudenthaler, Gantner & Schmidt-Thieme (2009), BPR, section 4.
    """

    DRAWS: ClassVar[Draws] = "negatives"
    POSITIVES: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    LEARNING_RATE: ClassVar[float] = 0.006

    def losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """-log sigma of each positive's lead over its negative."""
        return -logsigmoid(scores.rows - scores.drawn)
