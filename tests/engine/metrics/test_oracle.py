"""Random lists against a slow reading of the definitions, and against scikit-learn."""

from math import log2

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from engine.audit.material import membership
from engine.metrics import SYSTEM_METRICS, TABLES, USER_METRICS, ItemGroups
from engine.metrics.exposure import Exposure
from engine.metrics.material import missing
from engine.metrics.ndcg import NDCG
from engine.metrics.recall import Recall
from engine.models import ranking

items = st.integers(0, 47)
lists = st.dictionaries(st.integers(0, 20), st.lists(items, min_size=1, max_size=12, unique=True), min_size=1)
relevant = st.dictionaries(st.integers(0, 20), st.sets(items, min_size=1, max_size=15), min_size=1)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(lists=lists, relevant=relevant, k=st.integers(1, 12))
def test_ndcg_and_recall_equal_their_definitions(made, by_user, lists, relevant, k):
    built = made(lists, relevant)
    gain = lambda of: sum(1 / log2(r + 2) for r in of)  # noqa: E731
    expected_ndcg, expected_recall = {}, {}
    for user in set(lists) & set(relevant):
        hits = [r for r, item in enumerate(lists[user][:k]) if item in relevant[user]]
        expected_ndcg[user] = gain(hits) / gain(range(min(k, len(relevant[user]))))
        expected_recall[user] = len(hits) / len(relevant[user])
    assert by_user(NDCG(k=k), built) == pytest.approx(expected_ndcg, abs=1e-10)
    assert by_user(Recall(k=k), built) == pytest.approx(expected_recall, abs=1e-12)


def test_ndcg_equals_scikit_learns_and_the_quick_form_of_validation(made, by_user, pairs):
    rng = np.random.default_rng(0)
    orders = {u: rng.permutation(48)[:10].tolist() for u in range(20)}
    truth = {u: set(rng.choice(48, rng.integers(1, 8), replace=False).tolist()) for u in range(20)}
    found = by_user(NDCG(k=10), made(orders, truth))
    for user, order in orders.items():
        scores = np.zeros(48)
        scores[order] = np.arange(10, 0, -1)
        gains = np.isin(np.arange(48), list(truth[user])).astype(float)
        assert found[user] == pytest.approx(ndcg_score([gains], [scores], k=10), abs=1e-9)
    table = ranking.Lists(
        np.arange(20, dtype=np.int32), np.array(list(orders.values()), dtype=np.int32), np.zeros((20, 10), np.float32)
    )
    positives = pairs(*((u, i, 1.0) for u, of in truth.items() for i in of))
    assert ranking.ndcg(table, positives, 48) == pytest.approx(np.mean(list(found.values())), abs=1e-10)


@quick
@given(lists=lists, k=st.integers(1, 12), groups=st.lists(st.sets(st.integers(0, 2)), min_size=48, max_size=48))
def test_exposure_equals_its_definition_when_items_are_in_several_groups(made, dataset, lists, k, groups):
    member = np.array([[g in of for g in range(3)] for of in groups])
    sizes = member.sum(axis=0).astype(float)
    columns = Exposure(k=k).units(made(lists, {0: {1}}), ItemGroups(member, membership(dataset, member), sizes))
    exposure = columns.numerator * sizes
    found = {(u, g): exposure[u, g] for u, g in np.argwhere(exposure > 0).tolist()}
    expected: dict[tuple[int, int], float] = {}
    for user, order in lists.items():
        for rank, item in enumerate(order[:k]):
            for g in groups[item]:
                expected[user, g] = expected.get((user, g), 0.0) + 1 / log2(rank + 2)
    assert found == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("key", USER_METRICS)
def test_user_metrics_do_not_depend_on_the_order_of_rows_or_on_other_users(made, by_user, key):
    kind = USER_METRICS[key]
    metric = kind(k=3) if "k" in kind.__dataclass_fields__ else kind()
    lists = {u: [(u * 7 + r * 5) % 48 for r in range(5)] for u in range(12)}
    tested = {(u, (u * 7 + step) % 48): float(1 + (u + step) % 5) for u in range(12) for step in (1, 3, 5, 6, 10)}
    train = [(u, i, 1.0) for u in range(12) for i in range(0, 48 - 3 * u, 2)]

    def of(users, backwards=False):
        pairs = sorted(pair for pair in tested if pair[0] in users)
        return made(
            {u: lists[u] for u in sorted(users, reverse=backwards)},
            {},
            sorted(train, reverse=backwards),
            [float((u + i) % 5) for u, i in pairs],
            [(u, i, tested[u, i]) for u, i in pairs],
            relevance=3.0,
            categories="genres",
        )

    assert not missing(metric.needs, of(range(12)))
    whole = by_user(metric, of(range(12)))
    assert by_user(metric, of(range(12), backwards=True)) == whole
    assert whole and set(whole) <= set(lists) and all(np.isfinite(v) for v in whole.values())
    half = by_user(metric, of(range(6)))
    assert half == {u: whole[u] for u in half} and set(half) == {u for u in whole if u < 6}


@pytest.mark.parametrize("key", SYSTEM_METRICS)
def test_system_metrics_lie_between_0_and_1_and_fall_or_rise_with_variety(made, key):
    metric = SYSTEM_METRICS[key](k=3)
    alike = metric.value(made({u: [0, 1, 2] for u in range(16)}, {0: {1}}))
    varied = metric.value(made({u: [3 * u, 3 * u + 1, 3 * u + 2] for u in range(16)}, {0: {1}}))
    assert 0 <= alike <= 1 and 0 <= varied <= 1
    assert (varied > alike) == (key != "gini")


def test_every_metric_is_in_one_table_only():
    keys = [key for table in TABLES for key in table]
    assert len(keys) == len(set(keys))
