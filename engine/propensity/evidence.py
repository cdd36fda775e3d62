"""What a propensity may be fitted on: the training fold and what is known beside it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes, Pairs
from engine.data.features import Features


@dataclass(frozen=True, slots=True)
class Evidence:
    """The training pairs, the sizes of the catalogue, and the covariates in the order of the codes.

    Every pair of a user and an item counts as eligible: it could have been observed.
    """

    train: Pairs
    n_users: int
    n_items: int
    users: Features
    items: Features


class Fitted(Protocol):
    """A fitted propensity. `floor`: the bound at which it was clipped from below, 0 where it was not."""

    @property
    def floor(self) -> float:
        """The lower bound."""
        ...

    @property
    def relative(self) -> bool:
        """Whether p is relative exposure only, not a probability."""
        ...

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        """P(observed) of n pairs, shape (n,), each finite and in (0, 1]."""
        ...
