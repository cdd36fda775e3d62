"""The oracle of ratios and gaps: one ratio of sums with the influence of every user, in the plainest way."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Estimate:
    """theta = sum a / sum b; influence_u = (a_u - theta b_u) / mean(b); `n`: users with b != 0."""

    value: float
    influence: np.ndarray
    n: int

    @property
    def error(self):
        """Its standard error."""
        return standard_error(self.influence, self.n)


def estimate(numerator, denominator):
    """The ratio of sums. Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 5.6."""
    value = float(numerator.sum() / denominator.sum())
    return Estimate(value, (numerator - value * denominator) / denominator.mean(), int(np.count_nonzero(denominator)))


def standard_error(influence, n):
    """sqrt(n / (n - 1) sum influence^2) / N."""
    return float(np.sqrt(n / (n - 1) * np.square(influence).sum()) / len(influence))
