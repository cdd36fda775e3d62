"""Bias disparity: do the lists exaggerate, or turn round, the leanings of a group of users?"""

from dataclasses import dataclass

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from engine.metrics.base import Array, ItemGroups
from engine.metrics.by_group import by_group, by_user
from engine.metrics.material import Material, shown


@dataclass(frozen=True, slots=True)
class BiasDisparity:
    """Arrays of shape (G, C) for groups of users and categories of items; NaN where undefined.

    `source`: B_S = PR_S / P(C) in the training history, `lists`: B_R = PR_R / P(C) in the lists; 1 where the group
    meets the category as often as its share of the catalogue. `disparity`: (B_R - B_S) / B_S; above 0 the lists
    strengthen the leaning, below 0 they weaken it, -1 where they have nothing of the category. `log_error`: the
    standard error of log(B_R / B_S) over users. `n`: shape (G,), users counted.
    """

    source: Array
    lists: Array
    disparity: Array
    log_error: Array
    n: NDArray[np.int64]


def bias_disparity(material: Material, member: NDArray[np.bool_], categories: ItemGroups, k: int) -> BiasDisparity:
    """The bias disparity of groups of users, `member` of shape (n_users, G), in lists cut at k.

    PR_X(G, C) = sum_{u in G} |X_u in C| / sum_{u in G} |X_u| for X the training history (S) and the lists (R);
    P(C) = |C| / |catalogue|. Counted are users who have both a history and a list, so that B_S and B_R speak of the
    same people; an item of several categories counts in each. P(C) cancels in B_R / B_S, so its logarithm is linearised
    as psi_u = r_uC / r_C - r_u / r - s_uC / s_C + s_u / s with r, s the counts in lists and history, and
    log_error = sqrt(n / (n - 1) sum_u psi_u^2): users are resampled, items and model stay fixed.
    Source: Tsintzou, Pitoura & Tsaparas (2019), Bias disparity in recommendation systems.
    """
    rows = shown(material, k)
    in_lists, in_history = (by_group(of, nw.len(), material, categories) for of in (rows, material.history))
    all_lists, all_history = (by_user(of, nw.len(), material) for of in (rows, material.history))
    counted = member & (all_lists > 0) & (all_history > 0)
    per_group = [
        (_share(in_lists[who], all_lists[who]), _share(in_history[who], all_history[who])) for who in counted.T
    ]
    shape = (member.shape[1], len(categories.sizes))
    lists, source = (np.array([pair[x][0] for pair in per_group]).reshape(shape) for x in (0, 1))
    errors = np.array([_error(lists_of[1] - source_of[1]) for lists_of, source_of in per_group]).reshape(shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = categories.sizes / material.n_items
        disparity = np.where(source > 0, lists / source - 1, np.nan)
        return BiasDisparity(source / share, lists / share, disparity, errors, counted.sum(axis=0))


def _share(part: Array, whole: Array) -> tuple[Array, Array]:
    """PR of each category, shape (C,), and the influence of each user on its logarithm, shape (n, C)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return part.sum(axis=0) / whole.sum(), part / part.sum(axis=0) - whole / whole.sum()


def _error(influence: Array) -> Array:
    """The standard error of the sum of influences, shape (C,); NaN with fewer than two users."""
    n = len(influence)
    return np.sqrt(np.square(influence).sum(axis=0) * n / (n - 1)) if n > 1 else np.full(influence.shape[1], np.nan)
