"""Overlap: are the propensities of observed pairs those of the eligible ones, and bounded away from 0?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 20
POSITIVITY_FLOOR = 0.01
"""A pair whose propensity is below this share of the mean of the eligible pairs had no real chance."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Histograms over log10 p with common `edges` (BINS + 1), as shares of observed and eligible pairs.

    `below_floor`: the share of eligible pairs whose propensity is below `POSITIVITY_FLOOR` times the
    mean: about those the log says next to nothing.
    """

    edges: tuple[float, ...]
    observed: tuple[float, ...]
    eligible: tuple[float, ...]
    below_floor: float


def overlap(observed: NDArray[np.float64], eligible: NDArray[np.float64]) -> Overlap:
    """Compare the propensities of observed pairs with those of a sample of eligible pairs."""
    logs = np.log10(np.concatenate([observed, eligible]))
    edges = np.linspace(logs.min(), max(logs.max(), logs.min() + 1e-6), BINS + 1)
    shares = [np.histogram(np.log10(p), edges)[0] / len(p) for p in (observed, eligible)]
    return Overlap(
        tuple(edges.tolist()),
        tuple(shares[0].tolist()),
        tuple(shares[1].tolist()),
        float((eligible < POSITIVITY_FLOOR * eligible.mean()).mean()),
    )
