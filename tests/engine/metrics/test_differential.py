"""200 random logs: metrics of items against a slow reading of their definitions, undefined on both sides alike.

The first 40 run always, the rest with the full-scale figures.
"""

import numpy as np
import pytest

from engine.metrics import ITEM_METRICS, LIST_METRICS, SPREAD_METRICS, SYSTEM_METRICS
from engine.metrics.bias_disparity import bias_disparity
from engine.metrics.exposure_by_rank import exposure_by_rank
from tests.engine.metrics.grouped import by_user, item_groups, plain, values
from tests.reference import items as reference

N_ITEMS = 48
ALWAYS, CASES, BATCH = 40, 200, 4
SLICE = ("treatment", "impact", "hit_share")


def world(seed):
    """A few users; some without a list, a test pair, a relevant one or a history; groups that overlap or are empty."""
    rng = np.random.default_rng(seed)
    users = rng.choice(60, rng.integers(1, 8), replace=False).tolist()
    chosen = lambda most: rng.choice(N_ITEMS, rng.integers(0, most + 1), replace=False).tolist()  # noqa: E731
    lists = {u: chosen(8) for u in users}
    lists = {u: items for u, items in lists.items() if items} or {users[0]: [0]}
    tested = {(u, i): float(rng.integers(1, 6)) for u in users if rng.random() < 0.8 for i in chosen(6)}
    history = {(u, i) for u in users if rng.random() < 0.8 for i in chosen(12) if i not in lists.get(u, [])}
    n_groups = int(rng.integers(1, 5))
    used = n_groups - int(rng.random() < 0.3)  # the last group may have no item
    groups = [{g for g in range(used) if rng.random() < rng.choice([0.1, 0.5])} for _ in range(N_ITEMS)]
    scores = {pair: float(rng.integers(0, 4)) for pair in tested}
    relevance = (None, 3.0, 5.0)[rng.integers(3)]
    return reference.World(lists, tested, scores, history, groups, n_groups, relevance), int(rng.integers(1, 10))


def agree(found, expected):
    assert [v is None for v in found] == [v is None for v in expected]
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.fixture
def built(made, dataset):
    """The engine's material and groups of a world."""

    def build(of):
        pairs = sorted(of.tested)
        material = made(
            of.lists,
            {},
            train=[(u, i, 1.0) for u, i in of.history],
            tested=[(u, i, of.tested[u, i]) for u, i in pairs],
            scores=[of.scores[pair] for pair in pairs],
            relevance=of.relevance,
        )
        return material, item_groups(dataset, of.groups, of.n_groups)

    return build


FIRST = [
    *range(0, ALWAYS, BATCH),
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(ALWAYS, CASES, BATCH)),
]


@pytest.mark.parametrize("first", FIRST)
def test_metrics_equal_the_reference(built, first):
    for seed in range(first, first + BATCH):
        of, k = world(seed)
        material, groups = built(of)
        items_agree(of, k, material, groups)
        lists_agree(of, k, material, groups)
        tables_agree(of, k, material, groups)
        if seed % 4 == 0:
            for key in SLICE:
                found = values(ITEM_METRICS[key](k=k, candidates="slice"), material, groups)
                agree(found, getattr(reference, key)(of, k, "slice"))


def items_agree(of, k, material, groups):
    for key, kind in ITEM_METRICS.items():
        agree(values(kind(k=k), material, groups), getattr(reference, key)(of, k))
    for key, kind in SPREAD_METRICS.items():
        base = getattr(reference, kind.BASE)(of, k)
        index = kind().value(np.array([np.nan if v is None else v for v in base]))
        agree([index], [getattr(reference, key)(of, k)])


def lists_agree(of, k, material, groups):
    for key, kind in LIST_METRICS.items():
        expected = getattr(reference, key)(of, k)
        assert by_user(kind(k=k), material, groups) == pytest.approx(expected, abs=1e-9)
    for key, kind in SYSTEM_METRICS.items():
        agree([kind(k=k).value(material)], [getattr(reference, key)(of, k)])


def tables_agree(of, k, material, groups):
    share = exposure_by_rank(material, groups, k).share
    for found, expected in zip(share, reference.exposure_by_rank(of, k), strict=True):
        agree(plain(found), expected)
    halves = [[u for u in range(60) if u % 2 == half] for half in (0, 1)]
    member = np.array([[u in half for half in halves] for u in range(material.n_users)])
    disparity = bias_disparity(material, member, groups, k)
    for g, half in enumerate(halves):
        for c in range(of.n_groups):
            found = (disparity.source, disparity.lists, disparity.disparity, disparity.log_error)
            agree(plain([x[g, c] for x in found]), reference.bias_disparity(of, half, c, k))
