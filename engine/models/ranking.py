"""The best items of each user, in blocks of users, with ties broken by item code."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.contracts import Codes, Lists, Pairs
from engine.models.scorer import Scorer

BLOCK = 4_000_000
"""Scores held at once: users a block times items."""


@torch.no_grad()
def top_k(scorer: Scorer, users: Codes, k: int, seen: Pairs) -> Lists:
    """The k best items of each user among those not in `seen` (sorted by user), best first.

    Equal scores are ordered by item code, so that the lists do not depend on the device, the number
    of threads or the order of the catalogue.
    """
    k = min(k, scorer.n_items)
    device = next((t.device for t in [*scorer.parameters(), *scorer.buffers()]), torch.device("cpu"))
    items = np.full((len(users), k), -1, dtype=np.int32)
    scores = np.full((len(users), k), -np.inf, dtype=np.float32)
    rows = max(1, BLOCK // scorer.n_items)
    for start in range(0, len(users), rows):
        block = users[start : start + rows]
        table = scorer.catalogue(torch.from_numpy(block.astype(np.int64)).to(device))
        at, which = _rows_of(block, seen)
        table[torch.from_numpy(at).to(device), torch.from_numpy(which).to(device)] = -torch.inf
        best, best_scores = _best(table, k)
        valid = torch.isfinite(best_scores)
        items[start : start + rows] = torch.where(valid, best, -1).cpu().numpy()
        scores[start : start + rows] = best_scores.cpu().numpy()
    return Lists(users, items, scores)


def _best(table: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Item codes and scores of the k largest of each row: score descending, then code ascending."""
    values, codes = table.topk(min(k + 1, table.shape[1]), dim=1)
    tied = values[:, -1] == values[:, k - 1] if values.shape[1] > k else torch.zeros(len(table), dtype=torch.bool)
    codes = codes[:, :k].sort(dim=1).values
    if tied.any():
        codes[tied] = _first_of_ties(table[tied], values[tied, k - 1 : k], k)
    values, order = table.gather(1, codes).sort(dim=1, descending=True, stable=True)
    return codes.gather(1, order), values


def _first_of_ties(table: Tensor, threshold: Tensor, k: int) -> Tensor:
    """The codes above the k-th score, and of those equal to it the lowest codes, ascending."""
    above, equal = table > threshold, table == threshold
    room = k - above.sum(dim=1, keepdim=True)
    chosen = above | (equal & (equal.cumsum(dim=1) <= room))
    return chosen.nonzero()[:, 1].reshape(len(table), k)


def _rows_of(block: Codes, pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions in `block` (ascending) and item codes of the pairs of its users."""
    low, high = np.searchsorted(pairs.users, [block[0], block[-1] + 1]) if len(block) else (0, 0)
    users = pairs.users[low:high]
    at = np.searchsorted(block, users)
    mine = block[np.minimum(at, len(block) - 1)] == users
    return at[mine].astype(np.int64), pairs.items[low:high][mine].astype(np.int64)


def ndcg(lists: Lists, positives: Pairs, n_items: int, gains: NDArray[np.float64] | None = None) -> float:
    """Mean NDCG of the lists over users with a positive; the quick form for validation.

    DCG = sum over hits of g / log2(1 + rank), divided by the best that k places allow; `gains` g of the positives, 1
    each if None. `engine.metrics.ndcg` is the audited form of the same number.
    """
    k = lists.items.shape[1]
    gains = np.ones(len(positives)) if gains is None else gains
    order = np.lexsort((positives.items, positives.users))
    keys = (positives.users.astype(np.int64) * n_items + positives.items)[order]
    candidates = lists.users.astype(np.int64)[:, None] * n_items + lists.items
    at = np.minimum(np.searchsorted(keys, candidates), len(keys) - 1)
    hits = ((keys[at] == candidates) & (lists.items >= 0)) * gains[order][at]
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = _ideal(positives.users, gains, discounts, int(lists.users.max()) + 1)[lists.users]
    counted = ideal > 0
    return float(((hits * discounts).sum(axis=1)[counted] / ideal[counted]).mean())


def _ideal(users: Codes, gains: NDArray[np.float64], discounts: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """The largest DCG of each user below `n`: gains in falling order at the first places."""
    order = np.lexsort((-gains, users))
    sorted_users = users[order]
    places = np.arange(len(order)) - np.searchsorted(sorted_users, sorted_users, side="left")
    counted = (places < len(discounts)) & (sorted_users < n)
    worth = gains[order][counted] * discounts[places[counted]]
    return np.bincount(sorted_users[counted], worth, n).astype(np.float64)
