"""Popularity: how unequally interactions fall on the items of the catalogue."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.diagnostics.levels import Level, level
from engine.metrics.gini import gini_index

POINTS = 101
TAIL = 0.2
WEAK_TOP, POOR_TOP = 0.8, 0.95


@dataclass(frozen=True, slots=True)
class Popularity:
    """Lorenz curve and shares over the whole catalogue, items without interactions included.

    `curve`: at most 101 points (share of items, least popular first; share of interactions they hold).
    `gini`: 0 equal, 1 one item has all; None for a catalogue of one item. `top_1`, `top_5`, `top_20`: share of
    interactions on the most popular 1, 5, 20% of items (rounded down, at least one item). `head`: the items, most
    popular first, that hold the first 20% of interactions; `tail`: those, least popular first, that hold at most
    the last 20%; `mid`: the others. Groups as in Abdollahpouri, Mansoury, Burke & Mobasher (2019), The unfairness
    of popularity bias in recommendation. `poor`: `top_20` above 95%; `weak`: above 80%.
    """

    verdict: Level
    curve: tuple[tuple[float, float], ...]
    gini: float | None
    top_1: float
    top_5: float
    top_20: float
    head: int
    mid: int
    tail: int


def popularity(by_item: NDArray[np.int64]) -> Popularity:
    """Describe `by_item`, the interactions of each item, shape (n_items,), at least one of them positive."""
    ascending = np.sort(by_item)
    n, total = len(ascending), int(ascending.sum())
    held = np.concatenate([[0], np.cumsum(ascending)])
    places = np.unique(np.round(np.linspace(0, n, POINTS)).astype(np.int64))
    from_top = total - held[::-1]
    head = int(np.searchsorted(from_top, TAIL * total, side="left"))
    tail = min(int(np.searchsorted(held, TAIL * total, side="right")) - 1, n - head)
    tops = [float(from_top[max(1, n * percent // 100)] / total) for percent in (1, 5, 20)]
    return Popularity(
        verdict=level(tops[2] > POOR_TOP, tops[2] > WEAK_TOP),
        curve=_curve(places / n, held[places] / total),
        gini=gini_index(ascending),
        top_1=tops[0],
        top_5=tops[1],
        top_20=tops[2],
        head=head,
        mid=n - head - tail,
        tail=tail,
    )


def _curve(shares: NDArray[Any], held: NDArray[Any]) -> tuple[tuple[float, float], ...]:
    return tuple(zip(shares.tolist(), held.tolist(), strict=True))
