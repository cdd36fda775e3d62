"""Relative exposure by a user's activity and an item's popularity."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.contracts import Codes
from engine.propensity.evidence import Everywhere, Evidence, Fitted, Needs
from engine.propensity.popularity import relative_counts

KEY = "user_item"


@dataclass(frozen=True, slots=True)
class UserItem:
    """p(u, i) = ((n_u / max_v n_v) (n_i / max_j n_j))^power; one without a training row counts as 1/2.

    n_u, n_i: training interactions of user and item. Relative exposure only: p is 1 for the most active user and the
    most popular item, so 1/p does not add up to the number of pairs. Source: Saito (2020), Asymmetric tri-training
    for debiasing missing-not-at-random explicit feedback, section 5 (`user-item` propensity, power 1); the power is
    that of Saito, Yaginuma, Nishino, Sakata & Nakata (2020), section 5.1.
    """

    NEEDS: ClassVar[Needs] = ""
    power: Annotated[float, Field(ge=0, le=2)] = 0.5

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Count the training interactions."""
        users = relative_counts(evidence.train.users, evidence.n_users)
        items = relative_counts(evidence.train.items, evidence.n_items)
        return _ByUserAndItem(users**self.power, items**self.power)


@dataclass(frozen=True, slots=True)
class _ByUserAndItem(Everywhere):
    by_user: NDArray[np.float64]
    by_item: NDArray[np.float64]
    floor: float = 0.0
    relative: bool = True

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        return self.by_user[users] * self.by_item[items]
