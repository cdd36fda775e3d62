"""Top-k against a full sort, with many ties."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contracts import Pairs
from engine.models import ranking
from engine.models.ranking import places, top_k


class Table:
    """A scorer that is its table of scores."""

    def __init__(self, table):
        self.table = torch.tensor(table, dtype=torch.float32)
        self.n_items = self.table.shape[1]

    def catalogue(self, users):
        return self.table[users].clone()

    def parameters(self):
        return iter(())

    buffers = parameters


def by_sorting(table, k, seen):
    """Score descending, then code ascending; what was seen is left out."""
    rows = []
    for user, scores in enumerate(table):
        order = sorted((i for i in range(len(scores)) if (user, i) not in seen), key=lambda i: (-scores[i], i))[:k]
        rows.append(order + [-1] * (k - len(order)))
    return rows


@settings(max_examples=60, deadline=None)
@given(
    table=st.integers(2, 9).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 2), min_size=n, max_size=n), min_size=1, max_size=6)
    ),
    k=st.integers(1, 9),
    draw=st.randoms(use_true_random=False),
)
def test_top_k_equals_a_full_sort(table, k, draw):
    n = len(table[0])
    k = min(k, n)
    seen = sorted((u, i) for u in range(len(table)) for i in range(n) if draw.random() < 0.3)
    columns = np.array(seen, dtype=np.int32).reshape(-1, 2)
    ones = np.ones(len(seen), dtype=np.float32)
    lists = top_k(
        Table(table), np.arange(len(table), dtype=np.int32), k, Pairs(columns[:, 0], columns[:, 1], ones, ones)
    )
    assert lists.items.tolist() == by_sorting(table, k, set(seen))


@pytest.mark.parametrize("block", [1, 40, 10**7])
def test_blocks_change_nothing(monkeypatch, block):
    rng = np.random.default_rng(0)
    table = rng.integers(0, 5, (37, 40)).astype(float)
    users = np.sort(rng.choice(37, 20, replace=False)).astype(np.int32)
    seen = np.nonzero(rng.random((37, 40)) < 0.2)
    ones = np.ones(len(seen[0]), dtype=np.float32)
    pairs = Pairs(seen[0].astype(np.int32), seen[1].astype(np.int32), ones, ones)
    monkeypatch.setattr(ranking, "BLOCK", block)
    lists = top_k(Table(table), users, 5, pairs)
    expected = by_sorting(table, 5, set(zip(seen[0].tolist(), seen[1].tolist(), strict=True)))
    assert lists.items.tolist() == [expected[u] for u in users]


def test_places_equal_a_double_loop():
    """Four users, six items, ties; what was seen and the item itself are no candidates."""
    table = np.array([[1.0, 2, 2, 0, 5, 3], [0, 0, 0, 0, 0, 0], [6, 5, 4, 3, 2, 1], [1, 1, 2, 2, 3, 3]])
    seen = pairs_of([(0, 4), (2, 0), (2, 1)])
    asked = pairs_of([(0, 1), (0, 5), (1, 3), (2, 2), (2, 5), (3, 0)])
    expected = []
    for user, item in zip(asked.users, asked.items, strict=True):
        mine = {i for u, i in zip(seen.users, seen.items, strict=True) if u == user} | {item}
        others = [table[user, i] for i in range(6) if i not in mine]
        expected.append(np.mean([float(s < table[user, item]) + 0.5 * float(s == table[user, item]) for s in others]))
    assert places(Table(table), asked, seen) == pytest.approx(expected)


def test_an_item_without_another_candidate_stands_in_the_middle():
    seen = pairs_of([(0, 1), (0, 2)])
    assert places(Table(np.zeros((1, 3))), pairs_of([(0, 0)]), seen).tolist() == [0.5]


def pairs_of(rows):
    users, items = (np.array(of, dtype=np.int32) for of in zip(*rows, strict=True))
    return Pairs(users, items, np.ones(len(rows), np.float32), np.ones(len(rows), np.float32))
