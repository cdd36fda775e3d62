"""Errors by item of two groups of users, and of groups that chance made: what the unfairness indices share.

E_g[y]_j and E_g[r]_j are the means of prediction and feedback over the test pairs of item j whose user is in g.
Source: Yao & Huang (2017), Beyond parity: fairness objectives for collaborative filtering, section 3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.metrics.base import Array, Between, Metric
from engine.metrics.material import Material

Mask = NDArray[np.bool_]
Index = Callable[[Array, Array], Array]
"""From E_g[y] - E_g[r] of both groups, shape (n_items,), to a number an item."""
SHUFFLES, SEED, PERCENTILE = 200, 0, 95
MOST_PAIRS = 500_000
"""Pairs above which labels are not shuffled: chance is near 0 there, and each shuffle reads all of them."""
GROUP_ONLY, REFERENCE_ONLY, BOTH, NEITHER = range(4)


@dataclass(frozen=True)
class RatedPairs:
    """Test pairs of the users of either group, in the order of user and item code; users and items renumbered.

    `labels` (n_users,): in which of the two groups each of these users is. `users`, `items`, `errors` (s - f) and
    `scores` have one entry a pair. Several indices of the same two groups share the shuffles.
    """

    labels: NDArray[np.int64]
    users: NDArray[np.int64]
    items: NDArray[np.int64]
    errors: Array
    scores: Array

    @property
    def few(self) -> bool:
        """Whether labels are shuffled."""
        return len(self.users) <= MOST_PAIRS

    @cached_property
    def shuffled(self) -> list[tuple[Array, Array]]:
        """`errors_by_item` of 200 shuffles of the labels among the users of both groups."""
        rng = np.random.default_rng(SEED)
        return [errors_by_item(self, rng.permutation(self.labels)) for _ in range(SHUFFLES)]


def rated_pairs(material: Material, group: Mask, reference: Mask) -> RatedPairs:
    """The pairs with a score whose user is in one of the groups; `group`, `reference`: masks of shape (n_users,)."""
    frame = material.pairs.sort(c.USER_CODE, c.ITEM_CODE).collect()
    users, items, scores, feedback = (
        frame[name].to_numpy() for name in (c.USER_CODE, c.ITEM_CODE, c.SCORE, c.FEEDBACK)
    )
    inside = (group | reference)[users]
    found, users = np.unique(users[inside], return_inverse=True)
    items = np.unique(items[inside], return_inverse=True)[1]
    scores = scores[inside].astype(np.float64)
    labels = np.where(group & reference, BOTH, np.where(group, GROUP_ONLY, REFERENCE_ONLY))[found]
    return RatedPairs(labels, users, items, scores - feedback[inside].astype(np.float64), scores)


def errors_by_item(pairs: RatedPairs, labels: NDArray[np.int64]) -> tuple[Array, Array]:
    """E_g[y]_j - E_g[r]_j of the group and of the reference, for the items that both rated under these labels."""
    n_items = int(pairs.items.max()) + 1 if len(pairs.items) else 0
    cell = labels[pairs.users] * n_items + pairs.items
    counts = np.bincount(cell, minlength=NEITHER * n_items).reshape(NEITHER, n_items)
    sums = np.bincount(cell, weights=pairs.errors, minlength=NEITHER * n_items).reshape(NEITHER, n_items)
    of_group, of_reference = counts[GROUP_ONLY] + counts[BOTH], counts[REFERENCE_ONLY] + counts[BOTH]
    shared = np.flatnonzero((of_group > 0) & (of_reference > 0))
    common = sums[BOTH, shared]
    return (
        (sums[GROUP_ONLY, shared] + common) / of_group[shared],
        (sums[REFERENCE_ONLY, shared] + common) / of_reference[shared],
    )


class OfPairs(Metric):
    """An index between two groups of users over their test pairs: `of_pairs(pairs)` gives `Between`.

    Absolute values make it no sum over users, and the bootstrap misses it: descriptive, without interval.
    """

    SIDE: ClassVar[Literal["user"]] = "user"
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "less"

    def of_pairs(self, pairs: RatedPairs) -> Between:
        """The index between the two groups of these pairs."""
        raise NotImplementedError

    def between(self, material: Material, group: Mask, reference: Mask) -> Between:
        """The index between two groups, masks of shape (n_users,)."""
        return self.of_pairs(rated_pairs(material, group, reference))


def item_index(pairs: RatedPairs, index: Index) -> Between:
    """The mean of `index` over the items that both groups rated; n is their number.

    `chance`: the 95th percentile of the same over shuffled labels.
    """
    of_group, of_reference = errors_by_item(pairs, pairs.labels)
    if not len(of_group):
        return Between(None, 0)
    drawn = [float(index(*both).mean()) for both in pairs.shuffled if len(both[0])] if pairs.few else []
    value = float(index(of_group, of_reference).mean())
    return Between(value, len(of_group), _percentile(drawn), _users_behind(pairs))


def _users_behind(pairs: RatedPairs) -> int:
    """The users of the group, or of the reference if they are fewer, who rated an item that the other rated too."""
    in_group, in_reference = (pairs.labels != side for side in (REFERENCE_ONLY, GROUP_ONLY))
    rated = [np.isin(np.arange(pairs.items.max() + 1), pairs.items[of[pairs.users]]) for of in (in_group, in_reference)]
    shared = (rated[0] & rated[1])[pairs.items]
    return int(min(len(np.unique(pairs.users[shared & of[pairs.users]])) for of in (in_group, in_reference)))


def mean_gap(pairs: RatedPairs) -> Between:
    """|mean score of the group's pairs - of the reference's|; n is the number of pairs of both."""
    sums: Array = np.bincount(pairs.users, weights=pairs.scores, minlength=len(pairs.labels)).astype(np.float64)
    counts = np.bincount(pairs.users, minlength=len(pairs.labels))
    value = _gap_of_means(sums, counts, pairs.labels)
    rng = np.random.default_rng(SEED)
    shuffles = SHUFFLES if pairs.few and value is not None else 0
    drawn = [_gap_of_means(sums, counts, rng.permutation(pairs.labels)) for _ in range(shuffles)]
    users = int(min((pairs.labels != side).sum() for side in (GROUP_ONLY, REFERENCE_ONLY)))
    return Between(value, len(pairs.users), _percentile([of for of in drawn if of is not None]), users)


def _gap_of_means(sums: Array, counts: NDArray[np.int64], labels: NDArray[np.int64]) -> float | None:
    in_group, in_reference = (labels == GROUP_ONLY) | (labels == BOTH), labels != GROUP_ONLY
    of_group, of_reference = counts[in_group].sum(), counts[in_reference].sum()
    if not of_group or not of_reference:
        return None
    return abs(float(sums[in_group].sum() / of_group - sums[in_reference].sum() / of_reference))


def _percentile(drawn: list[float]) -> float | None:
    """Of the shuffles in which the index is defined; None where none is, and for too many pairs."""
    return float(np.percentile(drawn, PERCENTILE)) if drawn else None
