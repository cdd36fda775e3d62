"""Whole audits of random worlds against a slow reading of every definition, and decisions against fairlearn.

The first 20 run always, all 500 with the full-scale figures. Undefined on our side is undefined in the definition.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from fairlearn import metrics as fairlearn

from engine.audit import audit
from engine.config import AuditConfig, Comparison
from engine.metrics import ITEM_METRICS, LIST_METRICS, SPREAD_METRICS, USER_METRICS
from tests.engine.audit.random_worlds import BASE, PEOPLE, RELEVANCE, WITH_UNKNOWN, drawn, system_of
from tests.reference import items as slow_items
from tests.reference import users as slow_users
from tests.traps.world import opened

ALWAYS, CASES, BATCH = 20, 500, 10
FAMILY = (Comparison("recall", "g"),)
RANKED = ("ndcg", "recall", "hit_rate", "precision", "mrr", "treatment", "impact", "hit_share")
RATES = {
    "selection_rate": fairlearn.selection_rate,
    "true_positive_rate": fairlearn.true_positive_rate,
    "false_positive_rate": fairlearn.false_positive_rate,
}
BELOW = {"selection_rate": (0, 1), "true_positive_rate": (1,), "false_positive_rate": (0,)}
"""The labels that each rate divides by: without any of them fairlearn says 0 and we say undefined."""
LABELS = {"": "unknown"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    with opened(BASE, tmp_path_factory.mktemp("worlds")) as (dataset, _system):
        yield dataset


def given(key, of, seed):
    """The parameters that the audit of this seed gives a metric."""
    kind = {**USER_METRICS, **ITEM_METRICS, **LIST_METRICS, **SPREAD_METRICS}[key]
    names = kind.__dataclass_fields__
    found = {"k": 4} if "k" in names or key in SPREAD_METRICS else {}
    if key in RANKED:
        found["candidates"] = ("catalogue", "slice")[seed % 2]
    if "gain" in names:
        found["gain"] = ("binary", "linear", "exponential")[seed % 3]
    return (
        found | ({"decision": "threshold"} if "decision" in names else {}) | ({"per": "user"} if "per" in names else {})
    )


def expected_of_users(of, seed):
    """{(metric, group): value or None} of every user metric."""
    found = {}
    for key in USER_METRICS:
        units = getattr(slow_users, key)(of, **given(key, of, seed))
        for group in set(PEOPLE):
            own = [units[u] for u, label in enumerate(PEOPLE) if label == group and u in units]
            above, below = (sum(part) for part in zip(*own, strict=True)) if own else (0, 0)
            value = above / below if below else None
            found[key, LABELS.get(group, group)] = value**0.5 if key == "rmse" and value is not None else value
    return found


def expected_of_items(of, seed):
    """{(metric, genre): value or None} of every item metric, the items without a genre as a group; and the indices."""
    groups = ("x", "y", "z", "unknown")
    whole = replace(of, groups=WITH_UNKNOWN, n_groups=4)
    found = {}
    for key in ITEM_METRICS:
        values = getattr(slow_items, key)(whole, **given(key, of, seed))
        found |= {(key, group): value for group, value in zip(groups, values, strict=True)}
    for key in LIST_METRICS:
        units = getattr(slow_items, key)(of, 4)
        found[key, "all groups"] = sum(units.values()) / len(units)
    if seed % 2 == 0:  # the reading of reo knows no slice
        found |= {(key, "all groups"): getattr(slow_items, key)(of, 4) for key in SPREAD_METRICS}
    return found


def agree(rows, expected):
    """All shown values, to 1e-9; the number of values that were compared and of those undefined on both sides."""
    compared = undefined = 0
    for row in rows:
        if (row.metric, row.group) not in expected or row.reason in ("few_users", "few_judged"):
            assert row.reason not in ("few_users", "few_judged") or row.value is None
            continue
        value = expected[row.metric, row.group]
        if row.scale == "index" and row.value is None:
            continue
        assert (row.value is None) == (value is None), (row, value)
        assert value is None or row.value == pytest.approx(value, abs=1e-9), row
        compared, undefined = compared + 1, undefined + (value is None)
    return compared, undefined


def agree_with_fairlearn(rows, of):
    pairs = sorted(of.tested)
    actual = np.array([of.tested[pair] >= RELEVANCE for pair in pairs]).astype(int)
    decided = np.array([of.scores[pair] >= RELEVANCE for pair in pairs]).astype(int)
    group = np.array([LABELS.get(PEOPLE[u], PEOPLE[u]) for u, _item in pairs])
    frame = fairlearn.MetricFrame(metrics=RATES, y_true=actual, y_pred=decided, sensitive_features=pd.Series(group))
    compared = empty = 0
    for row in rows:
        if row.metric in RATES and row.attribute == "g" and row.reason not in ("few_users", "few_judged"):
            inside = actual[group == row.group]
            if np.isin(inside, BELOW[row.metric]).any():
                assert row.value == pytest.approx(frame.by_group.loc[row.group, row.metric], abs=1e-9), row
                compared += 1
            else:
                assert row.value is None and row.gap is None
                empty += 1
    return compared, empty


@pytest.mark.parametrize(
    "first", [pytest.param(at, marks=[] if at < ALWAYS else [pytest.mark.slow]) for at in range(0, CASES, BATCH)]
)
def test_every_value_of_every_group(dataset, first):
    total = np.zeros(4, dtype=int)
    for seed in range(first, first + BATCH):
        of = drawn(seed)
        settings = {"k": 4, "candidates": ("catalogue", "slice")[seed % 2], "gain": given("ndcg", of, seed)["gain"]}
        table = audit(dataset, system_of(of), AuditConfig(family=FAMILY, **settings))
        rows = [row for row in table.rows if row.attribute in ("g", "genres")]
        compared = agree(rows, expected_of_users(of, seed) | expected_of_items(of, seed))
        total += [*compared, *agree_with_fairlearn(rows, of)]
    assert total[0] > 80 * BATCH and total[1] > 0 and total[2] > 6 * BATCH and total[3] > 0, total
