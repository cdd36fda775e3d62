"""More robust doubly robust risk: pseudo-labels that keep the variance of the risk small."""

from dataclasses import dataclass

from torch import Tensor

from engine.objectives.base import Scores
from engine.objectives.batch import Batch
from engine.objectives.dr import DR

KEY = "mrdr"
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class MRDR(DR):
    """R as in `dr`, with an imputation model that is trained on sum over observed pairs of (f - g)^2 (1 - p) / p^2.

    (1 - p) / p^2 is the weight with which an error of the pseudo-label enters the variance of the doubly robust risk.
    Its mean over the batch is made 1; where every p is 1 nothing is left to learn, and g stays the mean. Source: Guo,
    Zou, Liu, Ye, Cheng, Wang, Chen, Yin & Chang (2021), Enhanced doubly robust learning for debiasing post-click
    conversion rate estimation, section 4.2.
    """

    def imputation_losses(self, scores: Scores, imputed: Scores, batch: Batch) -> Tensor:
        """(f - g)^2 (1 - p) / p^2 of each observed pair, up to a constant factor."""
        inverse = batch.inverse_propensities * batch.mean_inverse
        weights = (inverse * (inverse - 1)).clamp(min=0)
        return weights / weights.mean().clamp(min=LEAST) * (batch.feedback - imputed.rows).square()
