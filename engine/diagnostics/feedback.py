"""Feedback: which values occur how often."""

from dataclasses import dataclass

import numpy as np

from engine.contracts import FeedbackKind, Floats
from engine.diagnostics.levels import Level, level

MOST_VALUES = 20
WEAK_MODE = 0.9


@dataclass(frozen=True, slots=True)
class Feedback:
    """Counts a value, or over 20 equal bins where there are more than 20 values.

    `edges`: the values (as many as `rows`), or the edges of the bins (one more). `mode_share`: of the most
    frequent value or bin. `positive_share`: rows at or above the relevance threshold; None where every row is
    a positive. Ratings: `poor` where all are equal or all or none are positives, `weak` where `mode_share` is
    above 90%. Clicks: `good`, they have no scale.
    """

    verdict: Level
    edges: tuple[float, ...]
    rows: tuple[int, ...]
    mean: float
    mode_share: float
    positive_share: float | None


def feedback(values: Floats, kind: FeedbackKind, relevance: float | None) -> Feedback:
    """Describe the feedback of all rows, shape (n,), n at least 1."""
    distinct, counts = np.unique(values, return_counts=True)
    edges = distinct.astype(np.float64)
    if len(distinct) > MOST_VALUES:
        counts, edges = np.histogram(values.astype(np.float64), MOST_VALUES)
    mode = float(counts.max() / counts.sum())
    positive = None if relevance is None else float((values >= relevance).mean())
    useless = kind == "rating" and (len(distinct) == 1 or positive in (0.0, 1.0))
    return Feedback(
        verdict=level(useless, kind == "rating" and mode > WEAK_MODE),
        edges=tuple(edges.tolist()),
        rows=tuple(counts.tolist()),
        mean=float(values.mean(dtype=np.float64)),
        mode_share=mode,
        positive_share=positive,
    )
