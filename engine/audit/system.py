"""What is audited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Estimand, Floats, Lists, Pairs
from engine.metrics.base import Counted


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

    def tested(self, n_users: int) -> Mapping[Counted, NDArray[np.bool_]]:
        """The users with a test pair, and with a relevant one: masks of shape (n_users,).

        The same for all systems that were judged by one test set, whatever they can measure and whomever they serve;
        empty without one.
        """
        if not len(self.test):
            return {}
        relevant = self.test if self.relevance is None else self.test.take(self.test.feedback >= self.relevance)
        pair, positive = (np.bincount(of.users, minlength=n_users) > 0 for of in (self.test, relevant))
        return {"pair": pair, "positive": positive}
