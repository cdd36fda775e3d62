"""What a weighted mean is of: the feedback of rating-like logs, the share of positives of clicks."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes, FeedbackKind, Pairs
from engine.statistics.ratios import Ratios, by_code

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of n pairs: `users`, `values` (feedback, or 1 for a positive and 0 for others, as `kind` says), and `positives`,
    which is None where every row or none is one. All of shape (n,).
    """

    kind: Literal["feedback", "positives"]
    users: Codes
    values: Array
    positives: Array | None
    n_users: int


def outcome(pairs: Pairs, kind: FeedbackKind, relevance: float | None, n_users: int) -> Outcome | None:
    """The outcome of some pairs; None where all values are the same: no mean of them says anything."""
    positives = None if relevance is None else (pairs.feedback >= relevance).astype(np.float64)
    if positives is not None and not 0 < positives.mean() < 1:
        positives = None
    if kind == "rating":
        values = pairs.feedback.astype(np.float64)
        return Outcome("feedback", pairs.users, values, positives, n_users) if np.ptp(values) > 0 else None
    return None if positives is None else Outcome("positives", pairs.users, positives, positives, n_users)


def mean_by_user(values: Array, weights: Array, users: Codes, n_users: int) -> Ratios:
    """sum(w v) / sum(w) with the standard error over users, as one group; arrays of shape (n,), one a pair."""
    return by_code(
        summed(users, weights * values, n_users), summed(users, weights, n_users), np.zeros(n_users, dtype=np.int64), 1
    )


def summed(codes: NDArray[np.integer], values: Array, n: int) -> Array:
    """The sum of the values of each code, shape (n,)."""
    return np.bincount(codes, values, n).astype(np.float64)
