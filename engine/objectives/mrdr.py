"""More robust doubly robust risk: pseudo-labels that keep the variance of the risk small."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from torch import Tensor

from engine.objectives.batch import Batch
from engine.objectives.dr import DR

KEY = "mrdr"
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class MRDR(DR):
    """R as in `dr`, with an imputation model that is trained on sum over observed pairs of (f - g)^2 (1 - p) / p^2.

    (1 - p) / p^2 is the weight with which an error of the pseudo-label enters the variance of the doubly robust risk.
    It is bounded at `bound` times its mean over the batch, since it grows with 1/p^2: without, a few rows are all that
    g learns from. Then its mean is made 1; where every p is 1 nothing is left to learn, and g stays the mean. Source:
    Guo, Zou, Liu, Ye, Cheng, Wang, Chen, Yin & Chang (2021), Enhanced doubly robust learning for debiasing post-click
    conversion rate estimation, section 4.2 (without the bound).
    """

    bound: Annotated[float, Field(ge=1, le=1e6)] = 3.0

    def imputation_weights(self, batch: Batch) -> Tensor:
        """(1 - p) / p^2 of each observed pair, bounded, up to a constant factor."""
        inverse = batch.inverse_propensities * batch.mean_inverse
        weights = (inverse * (inverse - 1)).clamp(min=0)
        weights = weights.clamp(max=self.bound * weights.mean())
        return weights / weights.mean().clamp(min=LEAST)
