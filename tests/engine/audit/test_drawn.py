"""What is drawn of items: places by rank, Lorenz curves, leanings; on paper and against the slow reading."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit.drawn import exposure_curves, leanings, places
from tests.engine.audit.looking import looked
from tests.reference import items as reference
from tests.traps.world import World, groups, liked

GENRES = ["x"] * 6 + ["y"] * 5 + [""] * 5
PROVIDERS = [f"p{item % 4}" if item < 14 else "" for item in range(16)]
RNG = np.random.default_rng(0)
N = 80
LISTS = {u: RNG.choice(range(4 if u % 2 else 0, 16), 4, replace=False).tolist() for u in range(N)}
HISTORY = [(u, int(i), 5.0) for u in range(N) for i in RNG.choice(range(4, 14), 3, replace=False)]
WORLD = World({"g": groups(a=40, b=30, c=6, d=4)}, LISTS, liked(N), HISTORY, {"genre": GENRES, "provider": PROVIDERS})


@pytest.fixture(scope="module")
def of(tmp_path_factory):
    with looked(WORLD, tmp_path_factory.mktemp("drawn"), categories="genre") as inquiry:
        yield inquiry


@pytest.fixture(scope="module")
def slow():
    sets = [{"xy".index(genre)} if genre else set() for genre in GENRES]
    history = {(u, i) for u, i, _f in HISTORY}
    return reference.World(LISTS, {(u, i): f for u, i, f in liked(N)}, {}, history, sets, 2, 4.0)


def test_places_are_shares_by_rank_beside_that_of_the_catalogue(of, slow):
    found = {one.group: one for one in places(of, "genre")}
    assert found["x"].catalogue == 6 / 16 and found["unknown"].catalogue == 5 / 16
    expected = reference.exposure_by_rank(slow, 4)
    for rank in range(4):
        assert [found[g].shares[rank] for g in "xy"] == pytest.approx(expected[rank])
        assert sum(found[g].shares[rank] for g in found) == pytest.approx(1)


def test_curves_have_the_gini_of_the_slow_reading(of, slow):
    curves = exposure_curves(of)
    assert set(curves) == {"items", "providers"}
    assert curves["items"].gini == pytest.approx(reference.gini(slow, 4))
    exposures = reference.exposures(slow, 4)
    own = sorted(sum(e for e, p in zip(exposures, PROVIDERS, strict=True) if p == f"p{at}") for at in range(4))
    curve = curves["providers"]
    assert curve.exposure == pytest.approx(np.cumsum([0.0, *own]) / sum(own))
    assert curve.units.tolist() == [0, 0.25, 0.5, 0.75, 1]


def test_leanings_are_the_bias_disparity_with_its_interval(of, slow):
    found = {(one.group, one.category): one for one in leanings(of, "g", "genre")}
    assert set(found) == {(g, c) for g in "ab" for c in "xy"}, "c and d are too few; unknown is no category"
    for (group, category), one in found.items():
        users = [u for u, label in enumerate(WORLD.people["g"]) if label == group]
        source, _lists, change, error = reference.bias_disparity(slow, users, "xy".index(category), 4)
        assert (one.source, one.disparity) == pytest.approx((source, change))
        assert (1 + one.low, 1 + one.high) == pytest.approx(tuple((1 + change) * np.exp([-1.96 * error, 1.96 * error])))


def test_fewer_than_ten_lists_draw_nothing(tmp_path):
    few = replace(WORLD, lists={u: LISTS[u] for u in range(9)})
    with looked(few, tmp_path, categories="genre") as of:
        assert places(of, "genre") == () and exposure_curves(of) == {} and leanings(of, "g", "genre") == ()
