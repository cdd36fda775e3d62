"""Re-rank candidates so that no group of items falls below a share of the exposure of the best."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.audit.groups import UNKNOWN
from engine.contracts import Lists
from engine.mitigation.scene import Scene

KEY = "exposure_rerank"
ROUNDS = 5
HALVINGS = 30


@dataclass(frozen=True, slots=True)
class ExposureRerank:
    """max sum of scores x discounts, subject to exposure an item(g) >= target x that of the best group.

    A place at rank r is worth 1 / log2(1 + r), summed over all users' lists. The Lagrangian of this
    linear program adds one bonus a group to the scores of its items; the bonuses are found group by
    group by bisection, so the lists are optimal for the exposure that they reach. Only the candidates
    can rise: a target that they cannot meet is approached as far as they go. Source: Singh &
    Joachims (2018), Fairness of exposure in rankings, section 4 (demographic parity), over all lists.
    """

    STAGE: ClassVar[Literal["postprocessing"]] = "postprocessing"
    SIDE: ClassVar[Literal["user", "item"]] = "item"
    attribute: str
    target: Annotated[float, Field(gt=0, le=1)] = 0.9

    def rerank(self, candidates: Lists, k: int, scene: Scene) -> Lists:
        """The first k of each list after the bonuses.

        Raises:
            InputError: where the attribute cannot be used (`engine.mitigation.scene`).
        """
        groups = scene.item_groups(self.attribute)
        known = [g for g, label in enumerate(groups.labels) if label != UNKNOWN]
        member = groups.member[:, known].astype(np.float64)
        bonus = np.zeros(len(known))
        spread = float(np.ptp(candidates.scores[np.isfinite(candidates.scores)])) or 1.0
        for _ in range(ROUNDS):
            exposure = _exposure(_lists(candidates, member @ bonus, k), member)
            behind = np.flatnonzero(exposure < self.target * exposure.max())
            if len(behind) == 0:
                break
            for g in behind[np.argsort(exposure[behind])]:
                bonus[g] = self._raise(candidates, member, bonus, g, k, spread)
        return _lists(candidates, member @ bonus, k)

    def _raise(
        self, candidates: Lists, member: NDArray[np.float64], bonus: NDArray[np.float64], g: int, k: int, spread: float
    ) -> float:
        """The smallest bonus, to 2^-30 of the spread of scores, at which group g meets the target."""
        low, high = bonus[g], bonus[g] + spread
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            tried = np.where(np.arange(len(bonus)) == g, middle, bonus)
            exposure = _exposure(_lists(candidates, member @ tried, k), member)
            enough = exposure[g] >= self.target * exposure.max()
            low, high = (low, middle) if enough else (middle, high)
        return float(high)


def _lists(candidates: Lists, item_bonus: NDArray[np.float64], k: int) -> Lists:
    """The k best candidates of each user by score plus bonus; equal sums keep the candidates' order."""
    shown = candidates.items >= 0
    sums = np.where(shown, candidates.scores + item_bonus[candidates.items], -np.inf)
    order = np.argsort(-sums, axis=1, kind="stable")[:, :k]
    return Lists(
        candidates.users,
        np.take_along_axis(candidates.items, order, axis=1),
        np.take_along_axis(sums, order, axis=1).astype(np.float32),
    )


def _exposure(lists: Lists, member: NDArray[np.float64]) -> NDArray[np.float64]:
    """Exposure an item of each group, shape (groups,)."""
    k = lists.items.shape[1]
    discounts = np.broadcast_to(1 / np.log2(np.arange(2, k + 2)), lists.items.shape)
    shown = lists.items >= 0
    by_item = np.bincount(lists.items[shown], discounts[shown], len(member))
    totals: NDArray[np.float64] = by_item @ member / np.maximum(member.sum(axis=0), 1)
    return totals
