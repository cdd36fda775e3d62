"""What is audited."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Estimand, Floats, Lists, Pairs


@dataclass(frozen=True, slots=True)
class System:
    """What is audited: one system's lists, and its scores of the test pairs where it gave any.

    `on_scale`: whether the scores predict feedback, so that errors have a meaning.
    """

    run_id: str
    lists: Lists
    test: Pairs
    scores: Floats | None
    train: Pairs
    relevance: float | None
    estimand: Estimand
    origin: Literal["trained", "uploaded"] = "trained"
    """Whether the lists come from a run here or from somebody's own system, which people have seen."""
    on_scale: bool = True

    def tested(self, n_users: int) -> tuple[NDArray[np.bool_], ...]:
        """Users with a test pair, and with a positive one, each of shape (n_users,), whatever lists they got.

        The same for all systems that were judged by one test set; empty without one.
        """
        if not len(self.test):
            return ()
        relevant = self.test if self.relevance is None else self.test.take(self.test.feedback >= self.relevance)
        return tuple(np.bincount(of.users, minlength=n_users) > 0 for of in (self.test, relevant))
