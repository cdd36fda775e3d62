"""Relative exposure by an item's popularity."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.contracts import Codes
from engine.propensity.evidence import Everywhere, Evidence, Fitted

KEY = "popularity"


@dataclass(frozen=True, slots=True)
class Popularity:
    """p(u, i) = (n_i / max_j n_j)^power, n_i = training interactions of i; an unseen item counts as 1/2.

    Relative exposure only: it ignores the user and is 1 for the most popular item, so 1/p does not
    add up to the number of pairs. Source: Saito, Yaginuma, Nishino, Sakata & Nakata (2020),
    Unbiased recommender learning from missing-not-at-random implicit feedback, section 5.1.
    """

    power: Annotated[float, Field(ge=0, le=2)] = 0.5

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Count the training interactions."""
        counts = np.bincount(evidence.train.items, minlength=evidence.n_items).astype(np.float64)
        return _ByItem((np.maximum(counts, 0.5) / counts.max()) ** self.power)


@dataclass(frozen=True, slots=True)
class _ByItem(Everywhere):
    by_item: NDArray[np.float64]
    floor: float = 0.0
    relative: bool = True

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        return self.by_item[items]
