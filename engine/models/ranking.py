"""The best items of each user, in blocks of users, with ties broken by item code."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.contracts import Codes, Lists, Pairs
from engine.models.scorer import Scorer

BLOCK = 4_000_000
"""Scores held at once: users a block times items."""
ROWS = 1024
"""Pairs whose place is looked up at once."""


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


@torch.no_grad()
def places(scorer: Scorer, pairs: Pairs, seen: Pairs) -> NDArray[np.float64]:
    """How far up each pair's item stands among the user's candidates, shape (n,): 1 first, 0 last.

    The share of the items not in `seen` (sorted by user), and not the item itself, that score lower, equal ones
    counting half. Pairs are sorted by user. A user without another candidate has 1/2.
    """
    device = next((t.device for t in [*scorer.parameters(), *scorer.buffers()]), torch.device("cpu"))
    found = np.full(len(pairs), 0.5)
    users = np.unique(pairs.users)
    rows = max(1, BLOCK // scorer.n_items)
    for start in range(0, len(users), rows):
        block = users[start : start + rows]
        table = scorer.catalogue(torch.from_numpy(block.astype(np.int64)).to(device))
        at, which = _rows_of(block, seen)
        candidate = torch.ones_like(table, dtype=torch.bool)
        candidate[torch.from_numpy(at).to(device), torch.from_numpy(which).to(device)] = False
        low, high = np.searchsorted(pairs.users, [block[0], block[-1] + 1])
        of = torch.from_numpy(np.searchsorted(block, pairs.users[low:high])).to(device)
        items = torch.from_numpy(pairs.items[low:high].astype(np.int64)).to(device)
        found[low:high] = _shares_below(table, candidate, of, items).cpu().numpy()
    return found


def _shares_below(table: Tensor, candidate: Tensor, rows: Tensor, items: Tensor) -> Tensor:
    """Of each (row, item): the share of the row's other candidates below it."""
    shares = []
    for start in range(0, len(rows), ROWS):
        part_rows, part_items = rows[start : start + ROWS], items[start : start + ROWS]
        scores, others = table[part_rows], candidate[part_rows].clone()
        others.scatter_(1, part_items[:, None], False)
        own = table[part_rows, part_items][:, None]
        below = ((scores < own) & others).sum(1) + ((scores == own) & others).sum(1) / 2
        n = others.sum(1)
        shares.append(torch.where(n > 0, below / n.clamp(min=1), 0.5))
    return torch.cat(shares) if shares else table.new_zeros(0)


def ndcg(lists: Lists, positives: Pairs, n_items: int) -> float:
    """Mean NDCG of the lists over users with a positive; the quick form for validation.

    DCG = sum over hits of 1 / log2(1 + rank), divided by the best that min(k, positives) allow.
    `engine.metrics.ndcg` is the audited form of the same number.
    """
    k = lists.items.shape[1]
    keys = np.sort(positives.users.astype(np.int64) * n_items + positives.items)
    candidates = lists.users.astype(np.int64)[:, None] * n_items + lists.items
    at = np.minimum(np.searchsorted(keys, candidates), len(keys) - 1)
    hits = (keys[at] == candidates) & (lists.items >= 0)
    discounts = 1 / np.log2(np.arange(2, k + 2))
    n_positives = np.bincount(positives.users, minlength=int(lists.users.max()) + 1)[lists.users]
    counted = n_positives > 0
    ideal = np.cumsum(discounts)[np.minimum(n_positives[counted], k) - 1]
    return float(((hits * discounts).sum(axis=1)[counted] / ideal).mean())
