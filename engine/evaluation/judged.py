"""Scores against the feedback of the pairs that they are judged by: errors, AUC, NDCG among those pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Codes, Pairs

Array = NDArray[np.float64]
K = 5
"""Places of the ranking among judged pairs: few are judged of each user."""
KEYS = ("mse", "mae", "mse_by_pair", "mae_by_pair", "auc", "gauc", f"ndcg@{K}", f"ndcg@{K}_all")
LEAST_USERS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """n scored pairs with feedback, and the weight of each, shape (n,); sorted by user and item.

    `relevant`: whether the feedback reaches the threshold. Weights of 1 describe the judged pairs as they are; with 1/p
    every number is self-normalised: sum (w x) / sum w.
    """

    users: Codes
    scores: Array
    feedback: Array
    relevant: NDArray[np.bool_]
    weights: Array

    @classmethod
    def of(cls, pairs: Pairs, scores: NDArray[np.floating], relevance: float | None, weights: Array | None) -> "Judged":
        """From test or validation pairs; `weights` None: 1 each. Without a threshold every pair is relevant."""
        relevant = np.ones(len(pairs), dtype=bool) if relevance is None else pairs.feedback >= relevance
        ones = np.ones(len(pairs)) if weights is None else weights
        return cls(pairs.users, scores.astype(np.float64), pairs.feedback.astype(np.float64), relevant, ones)


def judged(of: Judged, on_scale: bool) -> dict[str, float | None]:
    """The numbers of `KEYS`; None where undefined or where fewer than 10 users stand behind one.

    mse, mae: each user's sum w |s - f|^(2, 1) / sum w, the users' mean; `_by_pair`: the same sums over all pairs, as
    risks are defined; None unless scores are `on_scale`. auc: P(s of a relevant pair > s of another one) + P(equal) / 2
    over pairs of all users, both weighted; it mixes telling users apart with ranking for each. gauc: the same within
    each user who has both kinds, the users' mean. ndcg@5: of each user's judged pairs by score, gain w of relevant
    ones, over users with a relevant pair; `ndcg@5_all` counts users without one as 0: the literature does either.
    """
    codes = np.unique(of.users, return_inverse=True)[1]
    if not len(codes) or codes.max() + 1 < LEAST_USERS:
        return dict.fromkeys(KEYS)
    errors = _errors(of, codes) if on_scale else [None] * 4
    ranked = np.empty(0) if of.relevant.all() else by_user_ndcg(of)[1]  # any order of positives alone is perfect
    ranking = [ranked.mean(), ranked.sum() / (codes.max() + 1)] if len(ranked) >= LEAST_USERS else [None] * 2
    grouped = by_user_auc(of)[1]
    within = grouped.mean() if len(grouped) >= LEAST_USERS else None
    values = [*errors, auc(of.scores, of.relevant, of.weights), within, *ranking]
    return {key: None if value is None else float(value) for key, value in zip(KEYS, values, strict=True)}


def _errors(of: Judged, codes: NDArray[np.int64]) -> list[float]:
    """Squared and absolute, over users, then over pairs."""
    differences = of.scores - of.feedback
    kinds, weights = (np.square(differences), np.abs(differences)), np.bincount(codes, of.weights)
    by_user = [float((np.bincount(codes, of.weights * kind) / weights).mean()) for kind in kinds]
    return by_user + [float(np.average(kind, weights=of.weights)) for kind in kinds]


def auc(scores: Array, relevant: NDArray[np.bool_], weights: Array) -> float | None:
    """Weighted area under the ROC curve, in [0, 1]; None without both kinds.

    sum over relevant i and other j of w_i w_j (1[s_i > s_j] + 1[s_i = s_j] / 2) / (sum w_i sum w_j). Source: Hanley &
    McNeil (1982), The meaning and use of the area under a ROC curve.
    """
    found = _auc_within(np.zeros(len(scores), dtype=np.int64), scores, relevant, weights)
    return float(found[0]) if len(found) and np.isfinite(found[0]) else None


def auc_parts(scores: Array, relevant: NDArray[np.bool_], weights: Array) -> Array:
    """For each pair the weighted share of pairs of the other kind that it is ordered rightly against, shape (n,).

    Equal scores count half. The weighted mean over the pairs of either kind is `auc`. Both kinds must be there.
    """
    order = np.argsort(scores, kind="stable")
    tied = np.cumsum(np.append(True, np.diff(scores[order]) != 0)) - 1
    parts = np.empty(len(scores))
    for kind, above in ((relevant, True), (~relevant, False)):
        others = np.bincount(tied, (weights * ~kind)[order])
        below = (np.cumsum(others) - others / 2) / others.sum()
        of_tie = below if above else 1 - below
        parts[order] = np.where(kind[order], of_tie[tied], parts[order])
    return parts


def by_user_auc(of: Judged) -> tuple[Codes, Array]:
    """The users who have both kinds, and the AUC within each."""
    users, codes = np.unique(of.users, return_inverse=True)
    found = _auc_within(codes, of.scores, of.relevant, of.weights)
    defined = np.isfinite(found)
    return users[defined], found[defined]


def _auc_within(codes: NDArray[np.int64], scores: Array, relevant: NDArray[np.bool_], weights: Array) -> Array:
    """The AUC of each code 0 … G - 1, shape (G,); NaN without both kinds."""
    if not len(codes):
        return np.empty(0)
    order = np.lexsort((scores, codes))
    codes, scores, relevant, weights = codes[order], scores[order], relevant[order], weights[order]
    tied = np.cumsum(np.append(True, (np.diff(codes) != 0) | (np.diff(scores) != 0))) - 1
    others = np.bincount(tied, weights * ~relevant)
    before = np.cumsum(others) - others / 2
    of_code = np.bincount(codes, weights * ~relevant)
    lead = before[tied] - (np.cumsum(of_code) - of_code)[codes]
    top = np.bincount(codes, weights * relevant * lead)
    bottom = np.bincount(codes, weights * relevant) * of_code
    quotient: Array = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
    return quotient


def by_user_ndcg(of: Judged, k: int = K) -> tuple[Codes, Array]:
    """The users with a relevant judged pair, and NDCG@k of each: DCG = sum over the k best of w / log2(1 + rank).

    Equal scores are ordered by item code, as in lists. Source: Järvelin & Kekäläinen (2002), Cumulated gain-based
    evaluation of IR techniques.
    """
    users, codes = np.unique(of.users, return_inverse=True)
    gains = of.weights * of.relevant
    found, ideal = (_gained(codes, order, gains, k) for order in (-of.scores, -gains))
    return users[ideal > 0], found[ideal > 0] / ideal[ideal > 0]


def _gained(codes: NDArray[np.int64], keys: Array, gains: Array, k: int) -> Array:
    """The discounted gain of each code's k first rows by `keys`, ascending."""
    order = np.lexsort((np.arange(len(codes)), keys, codes))
    places = np.arange(len(codes)) - np.searchsorted(codes[order], codes[order], side="left")
    worth = np.where(places < k, gains[order] / np.log2(places + 2), 0.0)
    return np.bincount(codes[order], worth).astype(np.float64)
