"""Indices over groups: one number with bounds that hold, or between two groups, described beside chance."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit
from engine.config import AuditConfig, Comparison
from tests.reference import items as reference
from tests.traps.world import World, both, groups, opened, served

N = 90
GENRES = [*"xxxyyyzzxyzzxyzx"]
RNG = np.random.default_rng(0)
LISTS = {u: RNG.choice(16, 4, replace=False).tolist() for u in range(N)}
LIKES = [(u, int(i), 5.0) for u in range(N) for i in RNG.choice(range(8), 3, replace=False)]
HISTORY = [(u, int(i), 5.0) for u in range(N) for i in RNG.choice(range(8, 16), 2, replace=False)]
WORLD = World(
    {"g": groups(a=50, b=40)}, LISTS, LIKES, HISTORY,
    {"genre": GENRES, "provider": [f"p{i}" for i in range(16)]},
)  # fmt: skip


def of_items(metric, upper):
    return Comparison(metric, "genre", scale="index", tolerance=(0.0, upper))


def table_of(world, folder, *family, **settings):
    with opened(world, folder) as (dataset, system):
        return audit(dataset, system, AuditConfig(family=family, **settings))


def rows_of(table, metric, attribute):
    return {r.group: r for r in table.rows if (r.metric, r.attribute) == (metric, attribute)}


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    family = (of_items("awrf", 0.9), of_items("ndkl", 0.001), of_items("rsp", 3.0), of_items("reo", 0.0001))
    return table_of(WORLD, tmp_path_factory.mktemp("indices"), *family)


@pytest.fixture(scope="module")
def slow():
    sets = [{"xyz".index(genre)} for genre in GENRES]
    tested = {(u, i): f for u, i, f in LIKES}
    return reference.World(LISTS, tested, {}, {(u, i) for u, i, _f in HISTORY}, sets, 3, 4.0)


def mean(of):
    return sum(of.values()) / len(of)


def test_values_are_those_of_the_slow_reading(declared, slow):
    expected = {
        "awrf": mean(reference.awrf(slow, 4)), "ndkl": mean(reference.ndkl(slow, 4)),
        "rsp": reference.rsp(slow, 4), "reo": reference.reo(slow, 4),
    }  # fmt: skip
    for metric, value in expected.items():
        (row,) = rows_of(declared, metric, "genre").values()
        assert row.value == pytest.approx(value, abs=1e-9), metric
        assert (row.group, row.scale, row.gap) == ("all groups", "index", None)
        assert row.low <= row.value <= row.high and row.low >= 0


def test_verdicts_look_at_the_upper_end_of_the_tolerance(declared):
    verdicts = {a.metric: a.verdict for a in declared.answers}
    assert (verdicts["awrf"], verdicts["ndkl"], verdicts["rsp"]) == ("within", "outside", "within")
    assert verdicts["reo"] in ("inconclusive", "outside")
    assert [f.code for f in declared.findings if f.code == "index.outside"]


def test_the_spread_of_groups_that_are_served_alike_may_be_none_at_all(tmp_path):
    """Estimates spread even where nothing does: the least spread that their intervals allow is close to 0."""
    lists = {u: np.random.default_rng(u).choice(16, 4, replace=False).tolist() for u in range(N)}
    table = table_of(replace(WORLD, lists=lists, train=[(0, 15, 5.0)]), tmp_path, of_items("rsp", 0.05))
    (row,) = rows_of(table, "rsp", "genre").values()
    assert row.value > 0 and row.low < 0.1 * row.value and row.verdict in ("inconclusive", "within")


def test_an_index_that_nobody_declared_has_no_verdict_and_no_tolerance(tmp_path):
    table = table_of(WORLD, tmp_path)
    (row,) = rows_of(table, "awrf", "genre").values()
    assert (row.verdict, row.tolerance) == (None, (0.0, 0.0)) and row.value is not None


def test_few_lists_are_withheld_or_have_no_interval(tmp_path):
    for n, verdict, reason in ((9, "suppressed", "few_judged"), (20, "refused", "few_users_for_interval")):
        folder = tmp_path / str(n)
        folder.mkdir()
        few = replace(WORLD, lists={u: LISTS[u] for u in range(n)})
        (row,) = rows_of(table_of(few, folder, of_items("awrf", 0.9)), "awrf", "genre").values()
        assert (row.verdict, row.reason, row.low) == (verdict, reason, None) and (row.value is None) == (n < 10)


def predicted(row):
    """Right for everybody but b, whose liked items are predicted one too low."""
    return row[2] - (1.0 if row[0] >= 50 and row[2] == 5.0 else 0.0)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    world = World({"g": groups(a=50, b=40, c=3)}, served([0.5] * 93), both(93), scores=predicted)
    keys = ("value_unfairness", "absolute_unfairness", "underestimation_unfairness", "overestimation_unfairness")
    family = tuple(Comparison(k, "h", scale="index", tolerance=(0.0, 0.1)) for k in (*keys, "nonparity"))
    people = {"g": world.people["g"], "h": groups(a=50, b=43)}
    return table_of(replace(world, people=people), tmp_path_factory.mktemp("pairs"), *family)


def test_unfairness_between_two_groups_on_paper(pairs):
    """b is underestimated by 1 at the four liked of eight items: 1/2 by item, and 1/2 over all predictions."""
    for metric, value in {
        "value_unfairness": 0.5, "absolute_unfairness": 0.5, "underestimation_unfairness": 0.5,
        "overestimation_unfairness": 0.0, "nonparity": 0.5,
    }.items():  # fmt: skip
        row = rows_of(pairs, metric, "h")["b"]
        assert row.value == pytest.approx(value, abs=1e-6), metric
        assert row.value >= row.chance >= 0 or value == 0
        assert (row.verdict, row.reason, row.low) == ("refused", "descriptive", None)
    assert {a.verdict for a in pairs.answers} == {"refused"}


def test_hidden_groups_and_the_reference_have_no_index(pairs):
    own = rows_of(pairs, "value_unfairness", "g")
    assert own["c"].value is None and own["c"].reason == "few_users" and own["c"].verdict is None
    assert own["a"].value is None and own["a"].is_reference
