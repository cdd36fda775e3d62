"""Metrics of items: what must not matter does not, and what can't be computed is undefined."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit.groups import groups_of
from engine.metrics import ITEM_METRICS, LIST_METRICS, SPREAD_METRICS, mixture
from engine.metrics.entropy import entropy
from engine.metrics.exposure import Exposure
from engine.metrics.hit_share import HitShare
from engine.metrics.impact import Impact
from engine.metrics.material import missing
from engine.metrics.recommendation_rate import RecommendationRate
from engine.metrics.treatment import Treatment
from tests.engine.metrics.grouped import by_user, item_groups, values

LISTS = {u: [(u * 7 + r * 5) % 48 for r in range(6)] for u in range(12)}
RELEVANT = {u: {(u * 7 + 10) % 48, (u * 7 + 1) % 48} for u in range(12)}
TRAIN = [(u, (u * 7 + 3) % 48, 1.0) for u in range(12)]
GENRES = [{i % 3} | ({3} if i % 5 == 0 else set()) for i in range(48)]


@pytest.fixture
def genres(dataset):
    return item_groups(dataset, GENRES, 4)


@pytest.mark.parametrize("key", ITEM_METRICS)
def test_doubling_every_user_changes_nothing(made, genres, key):
    metric = ITEM_METRICS[key](k=4)
    once = values(metric, made(LISTS, RELEVANT, TRAIN), genres)
    twins = {u + 100 * twin: items for u, items in LISTS.items() for twin in (0, 1)}
    relevant = {u + 100 * twin: items for u, items in RELEVANT.items() for twin in (0, 1)}
    train = [(u + 100 * twin, i, f) for u, i, f in TRAIN for twin in (0, 1)]
    assert values(metric, made(twins, relevant, train), genres) == pytest.approx(once, abs=1e-12)


@pytest.mark.parametrize("key", ITEM_METRICS)
def test_groups_do_not_depend_on_each_other_or_on_their_order(made, dataset, key):
    metric, material = ITEM_METRICS[key](k=4), made(LISTS, RELEVANT, TRAIN)
    once = values(metric, material, item_groups(dataset, GENRES, 4))
    turned = values(metric, material, item_groups(dataset, [{3 - g for g in of} for of in GENRES], 4))
    assert turned == once[::-1]
    alone = values(metric, material, item_groups(dataset, [of & {0} for of in GENRES], 1))
    assert alone == once[:1]


@pytest.mark.parametrize("key", [*ITEM_METRICS, *LIST_METRICS])
def test_the_order_of_rows_does_not_matter(made, dataset, genres, key):
    metric = {**ITEM_METRICS, **LIST_METRICS}[key](k=4)
    material = made(LISTS, RELEVANT, TRAIN)
    tables = {}
    for name in ("lists", "positives", "pairs", "history"):
        frame = getattr(material, name).collect().to_pandas().sample(frac=1, random_state=3)
        tables[name] = dataset.load({column: frame[column].to_numpy() for column in frame})
    found = values if key in ITEM_METRICS else by_user
    assert found(metric, replace(material, **tables), genres) == found(metric, material, genres)


@pytest.mark.parametrize("key", LIST_METRICS)
def test_lists_are_judged_one_by_one_and_only_by_items_with_a_group(made, dataset, genres, key):
    metric = LIST_METRICS[key](k=4)
    whole = by_user(metric, made(LISTS, RELEVANT), genres)
    half = by_user(metric, made({u: LISTS[u] for u in range(5)}, RELEVANT), genres)
    assert half == {u: whole[u] for u in half} and set(whole) == set(LISTS)
    assert all(v >= 0 for v in whole.values())
    unknown = item_groups(dataset, [{0}, {1}] + [set()] * 46, 2)
    lists = {0: [9, 0, 8, 1], 1: [9, 8, 7, 6]}
    assert set(by_user(metric, made(lists, RELEVANT), unknown)) == {0}, "without a known item there is no mixture"


@pytest.mark.parametrize("key", LIST_METRICS)
def test_blocks_of_lists_do_not_show(made, genres, key, monkeypatch):
    metric, material = LIST_METRICS[key](k=4), made(LISTS, RELEVANT)
    whole = by_user(metric, material, genres)
    monkeypatch.setattr(mixture, "CELLS", 20)
    assert by_user(metric, material, genres) == whole


@pytest.mark.parametrize("key", LIST_METRICS)
def test_lists_of_a_catalogue_without_groups_are_undefined(made, dataset, key):
    assert by_user(LIST_METRICS[key](), made(LISTS, RELEVANT), item_groups(dataset, [set()] * 48, 2)) == {}


def test_a_group_without_items_without_exposure_or_without_relevant_pairs(made, dataset):
    groups = item_groups(dataset, [{0}] * 10 + [{1}] * 38, 3)  # group 2 has no items
    material = made({0: [1, 2], 1: [3, 4]}, {0: {1}, 1: {9}}, TRAIN)
    assert values(Exposure(k=2), material, groups) == [pytest.approx(4.8), 0.0, None]
    assert values(Treatment(k=2), material, groups)[1:] == [None, None]
    assert values(Impact(k=2), material, groups) == [0.5, None, None]
    assert values(HitShare(k=2), material, groups) == [0.5, None, None]
    assert values(RecommendationRate(k=2), material, groups)[1:] == [0.0, None]


def test_a_group_of_which_everything_was_met_has_no_recommendation_rate(made, dataset):
    groups = item_groups(dataset, [{0}] * 2 + [{1}] * 46, 2)
    train = [(0, i, 1.0) for i in (0, 1)]
    assert values(RecommendationRate(k=2), made({0: [3, 4]}, {0: {5}}, train), groups)[0] is None


def test_users_without_a_list_count_nowhere(made, genres):
    once = made(LISTS, RELEVANT, TRAIN)
    more = made(LISTS, {**RELEVANT, 50: {1, 2, 3}}, [*TRAIN, (50, 7, 1.0)])
    for kind in ITEM_METRICS.values():
        assert values(kind(k=4), more, genres) == values(kind(k=4), once, genres)


def test_nothing_held_out_and_no_history_are_reasons(made):
    nothing = made(LISTS, {})
    assert {key: missing(kind().needs, nothing) for key, kind in ITEM_METRICS.items()} == {
        "exposure": "",
        "treatment": "no_test",
        "impact": "no_test",
        "recommendation_rate": "no_history",
        "hit_share": "no_test",
    }
    assert missing(HitShare(candidates="slice").needs, made(LISTS, RELEVANT)) == "no_scores"


@pytest.mark.parametrize("key", SPREAD_METRICS)
def test_spread_needs_two_defined_values_and_something_in_them(key):
    index = SPREAD_METRICS[key]()
    assert SPREAD_METRICS[key].BASE in ITEM_METRICS
    for values_of in ([], [0.3], [0.3, np.nan], [np.nan, np.nan], [0.0, 0.0]):
        assert index.value(np.array(values_of, dtype=float)) is None
    assert index.value(np.array([0.3, np.nan, 0.1])) == index.value(np.array([0.3, 0.1])), "undefined ones are left out"
    assert index.value(np.array([0.6, 0.2])) == pytest.approx(index.value(np.array([0.3, 0.1]))), "without unit"


def test_spread_over_groups_of_an_attribute(made, dataset):
    of = groups_of(dataset, "provider")
    groups = item_groups(dataset, [set(np.flatnonzero(row).tolist()) for row in of.member], len(of.labels))
    rates = values(RecommendationRate(k=4), made(LISTS, RELEVANT, TRAIN), groups)
    assert SPREAD_METRICS["rsp"]().value(np.array(rates)) == pytest.approx(np.std(rates) / np.mean(rates))


def test_entropy_of_nothing_is_undefined():
    assert entropy(np.zeros(5)) is None and entropy(np.array([2.0])) is None and entropy(np.empty(0)) is None
