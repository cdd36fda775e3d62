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
    found = np.empty((3, member.shape[1], len(categories.sizes)))
    for g, who in enumerate(counted.T):
        in_r, r, in_s, s = in_lists[who], all_lists[who], in_history[who], all_history[who]
        found[:, g] = _share(in_r, r), _share(in_s, s), _error(_influence(in_r, r) - _influence(in_s, s))
    with np.errstate(divide="ignore", invalid="ignore"):
        lists, source = found[:2] / (categories.sizes / material.n_items)
        disparity = np.where(source > 0, (lists - source) / source, np.nan)
    return BiasDisparity(source, lists, disparity, found[2], counted.sum(axis=0))


def _share(part: Array, whole: Array) -> Array:
    """PR of each category, shape (C,); NaN without users."""
    return part.sum(axis=0) / whole.sum() if len(whole) else np.full(part.shape[1], np.nan)


def _influence(part: Array, whole: Array) -> Array:
    """Of each user on the logarithm of PR, shape (n, C); NaN where nobody has anything of the category."""
    with np.errstate(divide="ignore", invalid="ignore"):
        influence: Array = part / part.sum(axis=0) - whole / whole.sum()
        return influence


def _error(influence: Array) -> Array:
    """The standard error of the sum of influences, shape (C,); NaN with fewer than two users."""
    n = len(influence)
    if n < 2:
        return np.full(influence.shape[1], np.nan)
    total: Array = np.sqrt(np.square(influence).sum(axis=0) * n / (n - 1))
    return total
