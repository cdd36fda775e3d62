"""Bayesian personalised ranking: a positive should score above an item without one."""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor
from torch.nn.functional import logsigmoid

from engine.contracts import FeedbackKind
from engine.objectives.batch import Batch

KEY = "bpr"


@dataclass(frozen=True, slots=True)
class BPR:
    """R = mean over positives (u, i) and drawn negatives j of -log sigma(s(u, i) - s(u, j)).

    Ratings enter as positives: the pairs whose feedback reaches the relevance threshold. Source:
    Rendle, Freudenthaler, Gantner & Schmidt-Thieme (2009), BPR, section 4.
    """

    PAIRWISE: ClassVar[bool] = True
    USES_PROPENSITY: ClassVar[bool] = False
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    LEARNING_RATE: ClassVar[float] = 0.006

    def losses(self, scores: tuple[Tensor, ...], batch: Batch) -> Tensor:
        """The loss of each positive, shape (B,); `scores` are those of the positives and the negatives."""
        return -logsigmoid(scores[0] - scores[1])
