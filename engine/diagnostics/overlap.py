"""Overlap: are the propensities of observed pairs those of the eligible ones, and bounded away from 0?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics.levels import Level, level

BINS = 20
WEAK_BELOW, POOR_BELOW = 0.01, 0.05
POSITIVITY_FLOOR = 0.01
"""A pair whose propensity is below this share of the mean of the eligible pairs had no real chance."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Histograms over log10 p with common `edges` (BINS + 1), as shares of observed and eligible pairs.

    `below_floor`: the share of eligible pairs whose propensity is below `POSITIVITY_FLOOR` times the
    mean: about those the log says next to nothing. `distance`: half the sum of |observed - eligible| over the
    bins (total variation): 0 where observed pairs are like any other, 1 where they have nothing in common.
    `poor`: `below_floor` above 5%; `weak`: above 1%.
    """

    verdict: Level
    edges: tuple[float, ...]
    observed: tuple[float, ...]
    eligible: tuple[float, ...]
    below_floor: float
    distance: float


def overlap(observed: NDArray[np.float64], eligible: NDArray[np.float64]) -> Overlap:
    """Compare the propensities of observed pairs with those of a sample of eligible pairs."""
    logs = np.log10(np.concatenate([observed, eligible]))
    edges = np.linspace(logs.min(), max(logs.max(), logs.min() + 1e-6), BINS + 1)
    shares = [np.histogram(np.log10(p), edges)[0] / len(p) for p in (observed, eligible)]
    below = float((eligible < POSITIVITY_FLOOR * eligible.mean()).mean())
    return Overlap(
        verdict=level(below > POOR_BELOW, below > WEAK_BELOW),
        edges=tuple(edges.tolist()),
        observed=tuple(shares[0].tolist()),
        eligible=tuple(shares[1].tolist()),
        below_floor=below,
        distance=float(np.abs(shares[0] - shares[1]).sum() / 2),
    )
