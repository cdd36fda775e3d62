"""Damped means of users and items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.config import Scalar
from engine.contracts import Codes, FeedbackKind, Pairs
from engine.models.closed_form import AdditiveScorer
from engine.models.scorer import Scorer

KEY = "bias"


@dataclass(frozen=True, slots=True)
class Bias:
    """score(u, i) = m + b_i + b_u, the damped means of Koren (2010, section 2.1).

    b_i = sum_u w (f - m) / (sum_u w + damping), then b_u of what is left, in the same way.
    """

    CLOSED_FORM: ClassVar[bool] = True
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating",)
    SEARCHED: ClassVar[Mapping[str, tuple[Scalar, ...]]] = {"damping": (10.0, 3.0, 30.0, 1.0, 100.0)}
    damping: Annotated[float, Field(ge=0)] = 10.0

    def build(self, n_users: int, n_items: int, train: Pairs) -> Scorer:
        """The finished scorer."""
        weights = train.weights.astype(np.float64)
        mean = float((train.feedback * weights).sum() / weights.sum())
        residual = train.feedback.astype(np.float64) - mean
        items = self._damped_mean(train.items, residual, weights, n_items)
        users = self._damped_mean(train.users, residual - items[train.items], weights, n_users)
        return AdditiveScorer(mean + users, items)

    def _damped_mean(
        self, codes: Codes, values: NDArray[np.float64], weights: NDArray[np.float64], n: int
    ) -> NDArray[np.float64]:
        mean: NDArray[np.float64] = np.bincount(codes, values * weights, n) / (
            np.bincount(codes, weights, n) + self.damping
        )
        return mean
