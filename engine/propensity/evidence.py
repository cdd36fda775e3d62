"""What a propensity may be fitted on: the training fold and what is known beside it."""

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes, Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.errors import InputError

Needs: TypeAlias = Literal["", "randomized", "propensity", "position"]
"""What a log must have for an estimator: rows of random exposure, or a column."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The training pairs, the pairs that could have been observed, and the covariates in the order of the codes.

    `aside`: randomized pairs that are never tested on; None where none were set aside. `relevance`: the feedback at or
    above which a row is a positive (a click); None: every row is one.
    """

    train: Pairs
    eligible: Eligible
    users: Features
    items: Features
    aside: Pairs | None = None
    relevance: float | None = None

    @property
    def n_users(self) -> int:
        """The users of the dataset."""
        return self.eligible.n_users

    @property
    def n_items(self) -> int:
        """The items of the dataset."""
        return self.eligible.n_items


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

    @property
    def everywhere(self) -> bool:
        """Whether pairs that were not observed have one too."""
        ...

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """Each position with how likely it is examined, where that is what p is; else nothing."""
        ...

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        """P(observed) of n pairs, shape (n,), each finite and in (0, 1].

        Raises:
            InputError: `propensity.observed_only` where there is none `everywhere`.
        """
        ...

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        """The same of pairs of the log, of which the feedback and what was logged are known."""
        ...


class Estimator(Protocol):
    """A component of this room: its fields are its parameters."""

    NEEDS: ClassVar[Needs]

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Fit on the training fold; whatever is drawn comes from `rng`."""
        ...


class Everywhere:
    """A propensity that any pair has, whether it was observed or not."""

    @property
    def everywhere(self) -> bool:
        """It has."""
        return True

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """No positions."""
        return ()

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        """P(observed) of n pairs, shape (n,)."""
        raise NotImplementedError

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        """The same of pairs of the log."""
        return self.of(pairs.users, pairs.items)


class ObservedOnly:
    """A propensity that needs what is known of observed pairs alone, such as their feedback."""

    @property
    def everywhere(self) -> bool:
        """It has not."""
        return False

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """No positions."""
        return ()

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        """There is none."""
        raise InputError("propensity.observed_only")

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        """P(observed) of pairs of the log, shape (n,)."""
        raise NotImplementedError


def logged(pairs: Pairs, column: str) -> NDArray[np.float64]:
    """What the log tells of each pair in a column, shape (n,); NaN where it has no value.

    Raises:
        InputError: `propensity.no_column` where the log has no such column.
    """
    if column not in pairs.logged:
        raise InputError("propensity.no_column", column=column)
    return pairs.logged[column].astype(np.float64)
