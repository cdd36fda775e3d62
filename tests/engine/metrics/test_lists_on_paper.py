"""What users get in their lists, worked out on paper. Items have the categories A, B and C below, item 9 has none."""

from dataclasses import replace
from math import log, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.material import membership
from engine.metrics.calibration import Calibration
from engine.metrics.diversity import Diversity
from engine.metrics.levels import HEAD, MID, TAIL, popularity_levels
from engine.metrics.material import missing
from engine.metrics.mrr import MRR
from engine.metrics.novelty import Novelty
from engine.metrics.precision import Precision
from engine.metrics.tail_share import TailShare
from tests.reference import users as reference

CATEGORIES = {0: "A", 1: "AB", 2: "B", 3: "ABC", 4: "C"}


@pytest.fixture
def categorised(made, dataset):
    """Material whose items have CATEGORIES; `history` as {user: [items]}."""

    def build(lists, history, categories=CATEGORIES):
        train = [(u, i, 1.0) for u, items in history.items() for i in items]
        material = made(lists, {0: {1}}, train)
        member = np.array([[letter in categories.get(i, "") for letter in "ABC"] for i in range(48)])
        return replace(material, categories=membership(dataset, member), n_categories=3)

    return build


def test_precision_counts_the_empty_places_of_a_short_list(made, by_user):
    lists, relevant = {0: [4, 7], 1: [1, 3, 5, 8], 2: [0, 6]}, {0: {7}, 1: {1, 3, 8}, 2: {30}}
    assert by_user(Precision(k=4), made(lists, relevant)) == {0: 0.25, 1: 0.75, 2: 0.0}
    assert by_user(Precision(k=2), made(lists, relevant)) == {0: 0.5, 1: 1.0, 2: 0.0}


def test_reciprocal_rank_is_of_the_first_hit_within_k(made, by_user):
    lists, relevant = {0: [4, 7, 2, 9], 1: [1, 3], 2: [5, 6, 8]}, {0: {7, 9}, 1: {1}, 2: {8}, 7: {1}}
    assert by_user(MRR(k=3), made(lists, relevant)) == pytest.approx({0: 1 / 2, 1: 1.0, 2: 1 / 3})
    assert by_user(MRR(k=2), made(lists, relevant))[2] == 0.0


def test_calibration(categorised, by_user):
    found = by_user(Calibration(k=2), categorised({0: [0, 0 + 5], 1: [2, 4], 2: [1, 3]}, {0: [0, 2], 1: [0], 2: [1]}))
    all_a = 0.5 * log(0.5 / 0.995) + 0.5 * log(0.5 / 0.005)  # history half A, half B; list all A
    q = (1 / 2 + 1 / 3) / 2  # items AB and ABC: A and B get 5/12 each
    split = log(0.5 / (0.99 * q + 0.01 * 0.5))
    assert found == pytest.approx({0: all_a, 1: log(100), 2: split}, abs=1e-10)


def test_calibration_is_0_for_the_history_itself_and_leaves_out_whoever_has_no_category(categorised, by_user):
    material = categorised({0: [1, 0], 1: [9], 2: [0], 3: [0]}, {0: [0, 1], 1: [0], 2: [9]})
    assert by_user(Calibration(), material) == pytest.approx({0: 0.0}, abs=1e-11)
    one = categorised({0: [0, 2]}, {0: [4]}, {0: "A", 2: "A", 4: "A"})
    assert by_user(Calibration(), one) == pytest.approx({0: 0.0}, abs=1e-11)


def test_diversity(categorised, by_user):
    lists = {0: [0, 1, 2], 1: [0, 4], 2: [0, 9, 0 + 5], 3: [1, 9, 3], 4: [3, 3 + 2]}
    # A|AB 1/2, A|B 0, AB|B 1/2; A|C 0; one item with a category; AB|ABC 2/3
    assert by_user(Diversity(), categorised(lists, {})) == pytest.approx({0: 2 / 3, 1: 1.0, 3: 1 / 3}, abs=1e-11)
    assert by_user(Diversity(k=2), categorised(lists, {}))[0] == pytest.approx(1 / 2)
    alike = categorised({0: [0, 1, 2]}, {}, {0: "A", 1: "A", 2: "A"})
    assert by_user(Diversity(), alike) == pytest.approx({0: 0.0}, abs=1e-11)


def test_metrics_of_categories_need_them(made):
    lists, relevant = {0: [0, 1]}, {0: {1}}
    assert missing(Diversity().needs, made(lists, relevant)) == "no_categories"
    assert missing(Calibration().needs, made(lists, relevant, categories="genres")) == "no_history"
    assert not missing(Diversity().needs, made(lists, relevant, categories="genres"))


def test_novelty_counts_an_item_that_nobody_met_as_met_by_half_a_user(made, by_user):
    train = [(u, 5, 1.0) for u in range(8)] + [(u, 6, 1.0) for u in range(4)] + [(0, 7, 1.0)]
    found = by_user(Novelty(k=2), made({0: [5, 6, 7], 1: [6, 7], 2: [40]}, {0: {1}}, train))
    assert found == pytest.approx({0: 0.5, 1: 2.0, 2: log2(16)}, abs=1e-11)


def test_levels_take_a_fifth_each_from_both_ends():
    assert popularity_levels(np.array([6, 2, 1, 1])).tolist() == [HEAD, MID, TAIL, TAIL]
    assert popularity_levels(np.array([1, 1, 6, 2])).tolist() == [TAIL, TAIL, HEAD, MID]
    assert popularity_levels(np.ones(10)).tolist() == [HEAD] * 2 + [MID] * 6 + [TAIL] * 2, "ties: lower codes first"


def test_levels_of_the_smallest_catalogues():
    assert popularity_levels(np.array([], dtype=int)).tolist() == []
    assert popularity_levels(np.array([3])).tolist() == [HEAD]
    assert popularity_levels(np.array([0, 0])).tolist() == [TAIL, TAIL]
    assert popularity_levels(np.array([5, 5])).tolist() == [HEAD, TAIL]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40))
def test_levels_equal_their_definition_item_by_item(counts):
    names = {"head": HEAD, "mid": MID, "tail": TAIL}
    levels = popularity_levels(np.array(counts))
    assert levels.tolist() == [names[reference.level(counts, i)] for i in range(len(counts))]
    for level in (HEAD, TAIL):
        received = sum(n for n, of in zip(counts, levels, strict=True) if of == level)
        assert 5 * received >= sum(counts) or level == TAIL and HEAD in levels


def test_tail_share(made, by_user):
    train = [(u, 0, 1.0) for u in range(6)] + [(0, 1, 1.0), (1, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)]
    lists = {0: [0, 2], 1: [0, 1], 2: [3, 40, 0], 3: [2, 3]}
    found = by_user(TailShare(), made(lists, {0: {1}}, train))
    assert found == pytest.approx({0: 1 / 2, 1: 0.0, 2: 2 / 3, 3: 1.0})
    assert by_user(TailShare(k=1), made(lists, {0: {1}}, [(0, 0, 1.0)])) == {0: 0.0, 1: 0.0, 2: 1.0, 3: 1.0}
