"""What inverse propensity weights cost: effective sample size and the weight tail."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics.levels import Level, level
from engine.statistics.inverse_weights import inverse, kish

LEAST_EFFECTIVE = 100
LEAST_SHARE = 0.01
WEAK_SHARE = 0.2
TAIL_POINTS = 60


@dataclass(frozen=True, slots=True)
class Weights:
    """Of weights w = 1/p on n observed pairs. `clipped_share`: rows whose propensity is at its lower bound.
    `total` = sum w / |D| is near 1 where p is a probability and right; None for relative exposure. `tail`: at most
    60 points (weight, share of rows with at least that weight), the weights in equal steps of their logarithm.
    `poor`: an effective sample below 100 rows or 1% of them; `weak`: below 20%.
    """

    verdict: Level
    n: int
    effective: float
    effective_share: float
    largest: float
    p99: float
    top_share: float
    clipped_share: float
    total: float | None
    tail: tuple[tuple[float, float], ...]


def weights(propensities: NDArray[np.float64], n_eligible: int | None, floor: float = 0.0) -> Weights:
    """Summarise the weights of the observed pairs; `n_eligible` = |D|, None for relative exposure;
    `floor`: the bound at which the propensities were clipped from below.

    Raises:
        InputError: `propensity.range` where a propensity is not finite or not in (0, 1].
    """
    w = np.sort(inverse(propensities))[::-1]
    effective = kish(w)
    share = effective / len(w)
    top = max(1, len(w) // 100)
    return Weights(
        verdict=level(effective < LEAST_EFFECTIVE or share < LEAST_SHARE, share < WEAK_SHARE),
        n=len(w),
        effective=effective,
        effective_share=share,
        largest=float(w[0]),
        p99=float(np.quantile(w, 0.99)),
        top_share=float(w[:top].sum() / w.sum()),
        clipped_share=float((propensities <= floor).mean()),
        total=float(w.sum() / n_eligible) if n_eligible else None,
        tail=_tail(w),
    )


def _tail(descending: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """The complementary distribution function, P(w >= x), from the smallest weight to the largest."""
    smallest, largest = float(descending[-1]), float(descending[0])
    at = np.unique(np.concatenate([np.geomspace(smallest, largest, TAIL_POINTS)[1:-1], [smallest, largest]]))
    at = at[(at >= smallest) & (at <= largest)]
    ascending = descending[::-1]
    shares = 1 - np.searchsorted(ascending, at, side="left") / len(ascending)
    return tuple(zip(at.tolist(), shares.tolist(), strict=True))
