"""200 random logs: every metric of users against a slow reading of its definition; left out on both sides alike."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit.material import membership
from engine.metrics import USER_METRICS
from engine.metrics.material import missing
from tests.reference import users as reference
from tests.reference.items import World

N_ITEMS, CASES, BATCHES = 48, 200, 20
SOON = 4
"""Batches that run each time; the others are left to `make bench`."""
RANKED = ("ndcg", "recall", "hit_rate", "precision", "mrr")
VARIANTS = {
    "ndcg": tuple({"gain": gain} for gain in ("binary", "linear", "exponential")),
    **{key: ({"per": "user"}, {"per": "pair"}) for key in ("mae", "mse", "rmse", "signed_error")},
    **{
        f"{name}_rate": ({"decision": "threshold"}, {"decision": "list"})
        for name in ("selection", "true_positive", "false_positive")
    },
    **{key: ({"eta": 0.5}, {"eta": 1.0}) for key in ("weighted_ndcg", "weighted_recall")},
}


def world(seed):
    """A few users; some without a list, a test pair, a relevant one or a history; items in several or no category."""
    rng = np.random.default_rng(seed)
    users = rng.choice(60, rng.integers(1, 8), replace=False).tolist()
    chosen = lambda most: rng.choice(N_ITEMS, rng.integers(0, most + 1), replace=False).tolist()  # noqa: E731
    lists = {u: items for u in users if (items := chosen(8))} or {users[0]: [0]}
    tested = {(u, i): float(rng.integers(1, 6)) for u in users if rng.random() < 0.8 for i in chosen(16)}
    liked_items = [i for _, i in tested] + list(range(8))
    history = {(v, i) for v in range(60) for i in rng.choice(liked_items, 4).tolist() if rng.random() < 0.5}
    groups = [{g for g in range(3) if rng.random() < 0.4} for _ in range(N_ITEMS)]
    scores = {pair: float(rng.integers(1, 6)) for pair in tested}
    return World(lists, tested, scores, history, groups, 3, (2.0, 3.0, 5.0)[rng.integers(3)])


@pytest.fixture
def built(made, dataset):
    """The engine's material of a world, its groups of items as categories."""

    def build(of):
        pairs = sorted(of.tested)
        material = made(
            of.lists,
            {},
            [(u, i, 1.0) for u, i in of.history],
            [of.scores[pair] for pair in pairs],
            [(u, i, of.tested[u, i]) for u, i in pairs],
            relevance=of.relevance,
        )
        member = np.array([[g in groups for g in range(of.n_groups)] for groups in of.groups])
        has = material.has | {"categories"}
        return replace(material, categories=membership(dataset, member), n_categories=of.n_groups, has=has)

    return build


def units(metric, material):
    frame = metric.units(material).collect().to_pandas()
    return {u: (a, b) for u, a, b in frame.itertuples(index=False)}


def agree(found, expected):
    assert set(found) == set(expected)
    for user, pair in expected.items():
        assert found[user] == pytest.approx(pair, abs=1e-9)


@pytest.mark.parametrize(
    "batch", [pytest.param(batch, marks=[pytest.mark.slow] if batch >= SOON else []) for batch in range(BATCHES)]
)
def test_user_metrics_equal_the_reference(built, batch):
    rng = np.random.default_rng(batch)
    for seed in range(batch, CASES, BATCHES):
        of = world(seed)
        material, k = built(of), int(rng.integers(1, 10))
        for key, kind in USER_METRICS.items():
            variants = VARIANTS.get(key, ({},))
            given = dict(variants[seed // BATCHES % len(variants)])
            if "k" in kind.__dataclass_fields__:
                given["k"] = k
            if key in RANKED and seed % 3 == 0:
                given["candidates"] = "slice"
            metric = kind(**given)
            if not missing(metric.needs, material):
                agree(units(metric, material), getattr(reference, key)(of, **given))
