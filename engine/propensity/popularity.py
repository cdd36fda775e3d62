"""Relative exposure by an item's popularity."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.contracts import Codes
from engine.propensity.evidence import Everywhere, Evidence, Fitted, Needs

KEY = "popularity"


@dataclass(frozen=True, slots=True)
class Popularity:
    """p(u, i) = (n_i / max_j n_j)^power, n_i = training interactions of i; an unseen item counts as 1/2.

    Relative exposure only: it ignores the user and is 1 for the most popular item, so 1/p does not
    add up to the number of pairs. Source: Saito, Yaginuma, Nishino, Sakata & Nakata (2020),
    Unbiased recommender learning from missing-not-at-random implicit feedback, section 5.1.
    """

    NEEDS: ClassVar[Needs] = ""
    power: Annotated[float, Field(ge=0, le=2)] = 0.5

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Count the training interactions."""
        return _ByItem(relative_counts(evidence.train.items, evidence.n_items) ** self.power)


@dataclass(frozen=True, slots=True)
class _ByItem(Everywhere):
    by_item: NDArray[np.float64]
    floor: float = 0.0
    relative: bool = True

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        return self.by_item[items]


def relative_counts(codes: Codes, n: int) -> NDArray[np.float64]:
    """Training rows of each of n users or items over those of the one with most; none counts as 1/2."""
    counts = np.bincount(codes, minlength=n).astype(np.float64)
    relative: NDArray[np.float64] = np.maximum(counts, 0.5) / counts.max()
    return relative
