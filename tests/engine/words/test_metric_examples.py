"""The worked examples beside the metrics: each is computed again from the metric's own code."""

import re
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from engine.audit.material import material, membership
from engine.audit.system import System
from engine.contracts import Lists
from engine.metrics import PAIR_METRICS, USER_METRICS
from engine.metrics.levels import TAIL, popularity_levels
from engine.words import metrics

LIST = {"lists": {0: [4, 7, 2, 9]}, "tested": [(0, 7, 5.0), (0, 9, 5.0), (0, 11, 5.0)]}
TWO = {"lists": {0: [4, 7, 2, 9]}, "tested": [(0, 7, 5.0), (0, 9, 5.0)]}
ERRORS = {"tested": [(0, 1, 5.0), (0, 2, 5.0)], "scores": [4.0, 2.0]}
WEIGHTS = {
    "lists": {0: [4, 7]},
    "tested": [(0, 7, 5.0), (0, 9, 5.0)],
    "train": [(0, 7, 1.0), *((u, 9, 1.0) for u in range(4))],
}
LIKED = {
    "tested": [(0, 1, 5.0), (0, 2, 5.0), (0, 3, 5.0)],
    "scores": [3.0, 1.0, 2.0],
    "train": [(u, i, 1.0) for i, n in ((1, 9), (2, 5), (3, 1)) for u in range(n)],
}
# Relevant from 4 on: 1 of 4 and 2 of 4 accepted; of the relevant 1 of 1 and 1 of 3.
DECIDED = {
    "tested": [(0, 0, 5.0), *((0, i, 1.0) for i in (1, 2, 3)), *((1, i, 5.0) for i in (0, 1, 2)), (1, 3, 1.0)],
    "scores": [5.0, 1.0, 1.0, 1.0, 5.0, 1.0, 1.0, 5.0],
}
POPULAR = [(u, i, 1.0) for i, n in enumerate((6, 2, 1, 1)) for u in range(n)]
CASES = {
    "ndcg": (TWO, {"k": 4}),
    "recall": (LIST, {"k": 4}),
    "hit_rate": (LIST, {"k": 4}),
    "precision": (LIST, {"k": 4}),
    "mrr": (LIST, {"k": 4}),
    "weighted_ndcg": (WEIGHTS, {}),
    "weighted_recall": (WEIGHTS, {}),
    "calibration": ({"lists": {0: [0]}, "train": [(0, 0, 1.0), (0, 1, 1.0)], "categories": ["A", "B"]}, {}),
    "diversity": ({"lists": {0: [0, 1, 2]}, "categories": ["A", "AB", "B"]}, {}),
    "novelty": (
        {
            "lists": {0: [0, 1]},
            "train": [*((u, 0, 1.0) for u in range(4)), (0, 1, 1.0), *((u, 2, 1.0) for u in range(8))],
        },
        {},
    ),
    "average_popularity": ({"lists": {0: [0, 1]}, "train": [*((u, 0, 1.0) for u in range(5)), (0, 1, 1.0)]}, {}),
    "tail_share": ({"lists": {0: [0, 2]}, "train": POPULAR}, {}),
    "mae": (ERRORS, {}),
    "mse": (ERRORS, {}),
    "rmse": (ERRORS, {}),
    "signed_error": (ERRORS, {}),
    "grouped_auc": (
        {"tested": [(0, 1, 5.0), (0, 2, 5.0), (0, 3, 1.0), (0, 4, 1.0)], "scores": [3.0, 2.0, 2.0, 1.0]},
        {},
    ),
    "popularity_correlation": (LIKED, {}),
    "selection_rate": (DECIDED, {}),
    "true_positive_rate": (DECIDED, {}),
    "false_positive_rate": (DECIDED, {}),
}
ERRORS_OF = {  # mean errors of g and h on two items, as the examples give them
    "value_unfairness": ((1.0, -1.0), (-1.0, -1.0)),
    "absolute_unfairness": ((1.0, -2.0), (-1.0, -1.0)),
    "underestimation_unfairness": ((1.0, -2.0), (-1.0, -1.0)),
    "overestimation_unfairness": ((1.0, -2.0), (-1.0, -1.0)),
}


def shown_result(key):
    """The number after the last `=` or `:` of the example."""
    found = re.findall(r"[=:] (−?[0-9.]+)(?: bits)?$", metrics.TERMS[key].example)
    assert found, metrics.TERMS[key].example
    return float(found[0].replace("−", "-"))


@pytest.fixture
def built(dataset, pairs):
    """Material of a case; relevant from 4 on."""

    def build(tested=((0, 1, 5.0),), lists=None, scores=None, train=(), categories=()):
        lists = lists or {0: [0]}
        users = np.array(sorted(lists), dtype=np.int32)
        shown = Lists(
            users, np.array([lists[u] for u in users], dtype=np.int32), np.zeros((len(users), len(lists[users[0]])))
        )
        values = None if scores is None else np.array(scores, dtype=np.float32)
        system = System("r", shown, pairs(*tested), values, pairs(*train), 4.0, "observed feedback")
        made = material(dataset, system)
        member = np.array([[i < len(categories) and letter in categories[i] for letter in "AB"] for i in range(48)])
        return replace(made, categories=membership(dataset, member))

    return build


@pytest.mark.parametrize("key", USER_METRICS)
def test_the_example_of_a_user_metric_is_right(built, key):
    case, parameters = CASES[key]
    metric = USER_METRICS[key](**parameters)
    units = metric.units(built(**case)).collect().to_pandas()
    value = units["numerator"].sum() / units["denominator"].sum()
    found = sqrt(value) if metric.TRANSFORM == "sqrt" else value
    assert found == pytest.approx(shown_result(key), abs=5e-4)


@pytest.mark.parametrize("key", ERRORS_OF)
def test_the_example_of_an_index_between_groups_is_right(built, key):
    rows = [(u, i, 3.0, 3.0 + e) for u, errors in enumerate(ERRORS_OF[key]) for i, e in enumerate(errors)]
    made = built(tested=[row[:3] for row in rows], scores=[row[3] for row in rows])
    group = np.arange(made.n_users) == 0
    found = PAIR_METRICS[key]().between(made, group, np.arange(made.n_users) == 1)
    assert found.value == pytest.approx(shown_result(key), abs=5e-4)


def test_the_example_of_non_parity_is_right(built):
    made = built(tested=[(0, 0, 3.0), (1, 1, 3.0)], scores=[3.8, 3.5])
    found = PAIR_METRICS["nonparity"]().between(made, np.arange(made.n_users) == 0, np.arange(made.n_users) == 1)
    assert found.value == pytest.approx(shown_result("nonparity"), abs=1e-6)


def test_the_tail_of_the_example_is_its_tail():
    assert np.flatnonzero(popularity_levels(np.array([6, 2, 1, 1])) == TAIL).tolist() == [2, 3]
