"""Similarity of lists against definitions in plain Python, and what must hold for any lists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit import similarity
from engine.audit.similarity import PERSISTENCE, jaccard, rank_biased_overlap

lists = st.lists(st.integers(0, 12), max_size=8, unique=True)


def padded(*rows, k=8):
    return np.array([[*row, *[-1] * (k - len(row))] for row in rows], dtype=np.int32)


def slow(a, b, p=PERSISTENCE):
    """RBO_EXT, term by term."""
    s, l = sorted([len(a), len(b)])  # noqa: E741
    x = lambda d: len(set(a[:d]) & set(b[:d]))  # noqa: E731
    total = sum(x(d) / d * p**d for d in range(1, l + 1))
    total += sum(x(s) * (d - s) / (s * d) * p**d for d in range(s + 1, l + 1))
    return (1 - p) / p * total + ((x(l) - x(s)) / l + x(s) / s) * p**l


@given(lists, lists)
def test_equals_the_definitions(a, b):
    first, second = padded(a), padded(b)
    if a or b:
        assert jaccard(first, second)[0] == pytest.approx(len(set(a) & set(b)) / len(set(a) | set(b)))
    else:
        assert np.isnan(jaccard(first, second)[0])
    found = rank_biased_overlap(first, second)[0]
    assert np.isnan(found) if not a or not b else found == pytest.approx(slow(a, b), abs=1e-12)
    assert np.array_equal(rank_biased_overlap(second, first), [found], equal_nan=True)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20, unique=True))
def test_the_same_list_is_1_and_another_is_0(a):
    first = padded(a, k=20)
    assert rank_biased_overlap(first, first)[0] == pytest.approx(1, abs=1e-12) and jaccard(first, first)[0] == 1
    other = np.where(first >= 0, first + 100, -1)
    assert rank_biased_overlap(first, other)[0] == 0 == jaccard(first, other)[0]


def test_a_change_high_up_weighs_more():
    first = padded([1, 2, 3, 4], [1, 2, 3, 4], k=4)
    second = padded([9, 2, 3, 4], [1, 2, 3, 9], k=4)
    top, bottom = rank_biased_overlap(first, second)
    assert top < bottom and len(set(jaccard(first, second))) == 1


def test_chunks_do_not_matter(monkeypatch):
    rng = np.random.default_rng(0)
    first, second = (np.argsort(rng.random((50, 12)), axis=1)[:, :6].astype(np.int32) for _ in range(2))
    whole = rank_biased_overlap(first, second)
    monkeypatch.setattr(similarity, "CELLS", 100)
    assert np.array_equal(rank_biased_overlap(first, second), whole)


def test_lists_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="places"):
        jaccard(padded([1]), padded([1], k=3))
