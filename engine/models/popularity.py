"""The same list for everybody: the most popular items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.config import Scalar
from engine.contracts import FeedbackKind, Pairs
from engine.models.closed_form import AdditiveScorer
from engine.models.scorer import Scorer

KEY = "popularity"


@dataclass(frozen=True, slots=True)
class Popularity:
    """score(u, i) = the weight of i's training interactions, as a share of the largest."""

    CLOSED_FORM: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    SEARCHED: ClassVar[Mapping[str, tuple[Scalar, ...]]] = {}

    def build(self, n_users: int, n_items: int, train: Pairs) -> Scorer:
        """The finished scorer."""
        counts = np.bincount(train.items, train.weights, n_items)
        return AdditiveScorer(np.zeros(n_users), counts / max(counts.max(), 1e-12))
