"""The worst weights that a hidden cause could have asked for, within bounds on the odds of being observed."""

import torch
from torch import Tensor

from engine.objectives.batch import Batch


def hidden_cause_weights(losses: Tensor, batch: Batch, odds: float) -> Tensor:
    """Weights with mean 1 that make the weighted mean of `losses` largest, shape (B,), without gradient.

    A hidden cause may multiply the odds of being observed by 1/odds to odds, so that 1/p lies between
    1 + (1/p - 1) / odds and 1 + (1/p - 1) odds. Of all weights in that box, those with the largest self-normalised
    mean take the upper bound above a threshold of the losses and the lower one below it: every threshold is tried.
    With odds = 1 they are 1/p over its mean in the batch. Source: Tan (2006), A distributional approach for causal
    inference using propensity scores; Zhao, Small & Bhattacharya (2019), Sensitivity analysis for inverse probability
    weighting estimators via the percentile bootstrap, section 4; inside training: Ding, Wu, Feng, Wang, He, Liao & Ma
    (2022), Addressing unmeasured confounder for recommendation with sensitivity analysis, section 4.
    """
    with torch.no_grad():
        beyond = batch.inverse_propensities * batch.mean_inverse - 1
        low, high = 1 + beyond / odds, 1 + beyond * odds
        order = losses.detach().argsort()
        values, low_sorted, high_sorted = losses.detach()[order], low[order], high[order]
        mass = torch.cat([low_sorted.new_zeros(1), low_sorted.cumsum(0)]) + _after(high_sorted)
        total = torch.cat([low_sorted.new_zeros(1), (low_sorted * values).cumsum(0)]) + _after(high_sorted * values)
        at = int((total / mass).argmax())
        worst = torch.empty_like(low)
        worst[order] = torch.cat([low_sorted[:at], high_sorted[at:]])
        return worst / worst.mean()


def _after(values: Tensor) -> Tensor:
    """The sums of what is left from each place on, shape (B + 1,)."""
    return torch.cat([values.flip(0).cumsum(0).flip(0), values.new_zeros(1)])
