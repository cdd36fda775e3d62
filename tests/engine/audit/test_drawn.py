"""What is drawn of items: places by rank, Lorenz curves, leanings; on paper and against the slow reading."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from engine.audit.drawn import _coarse, exposure_curves, leanings, places
from engine.metrics.exposure_lorenz import lorenz
from tests.engine.audit.looking import looked
from tests.reference import items as reference
from tests.traps.world import World, groups, liked

GENRES = ["x"] * 6 + ["y"] * 5 + [""] * 5
PROVIDERS = [f"p{item % 11}" if item < 14 else "" for item in range(16)]
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
    own = [sum(e for e, p in zip(exposures, PROVIDERS, strict=True) if p == f"p{at}") for at in range(11)]
    running = np.cumsum([0.0, *sorted(own)]) / sum(own)
    curve = curves["providers"]
    assert curve.units == pytest.approx(np.array([0, 3, 6, 11]) / 11), "two at the end would be too few"
    assert curve.exposure == pytest.approx(running[[0, 3, 6, 11]])
    assert curves["items"].units == pytest.approx(np.array([0, 3, 6, 9, 12, 16]) / 16)


@pytest.mark.parametrize(("n", "drawn"), [(2, {"items"}), (9, {"items"}), (10, {"items", "providers"})])
def test_fewer_than_ten_providers_have_no_curve(tmp_path, n, drawn):
    few = replace(WORLD, goods={"provider": [f"p{item % n}" for item in range(16)]})
    with looked(few, tmp_path) as of:
        assert set(exposure_curves(of)) == drawn


@pytest.mark.parametrize("n", [10, 12, 199, 201, 250, 399, 601, 5000])
def test_three_lie_between_two_points(n):
    curve = lorenz(np.random.default_rng(n).random(n))
    found = _coarse(curve, n)
    counts = np.rint(found.units * n).astype(int)
    assert (counts[0], counts[-1]) == (0, n) and np.diff(counts).min() >= 3
    assert np.diff(counts).max() <= 5 + np.ceil(n / 200) and found.gini == curve.gini
    assert set(zip(found.units, found.exposure, strict=True)) <= set(zip(curve.units, curve.exposure, strict=True))


def test_without_exposure_there_are_no_points():
    assert not len(_coarse(lorenz(np.zeros(12)), 12).units)


def test_leanings_are_the_bias_disparity_with_its_interval(of, slow):
    found = {(one.group, one.category): one for one in leanings(of, "g", "genre")}
    assert set(found) == {(g, c) for g in "ab" for c in "xy"}, "c and d are too few; unknown is no category"
    for (group, category), one in found.items():
        users = [u for u, label in enumerate(WORLD.people["g"]) if label == group]
        source, _lists, change, error = reference.bias_disparity(slow, users, "xy".index(category), 4)
        assert (one.source, one.disparity) == pytest.approx((source, change))
        width = np.exp(stats.t.ppf(0.975, len(users) - 1) * error)
        assert (1 + one.low, 1 + one.high) == pytest.approx(((1 + change) / width, (1 + change) * width))


def test_where_all_lean_alike_there_is_no_interval(tmp_path):
    kinds = {"kind": ["x"] * 8 + ["y"] * 8}
    history = [(u, i, 5.0) for u in range(N) for i in (2, 3, 4, 14)]
    alike = World({"g": groups(a=40, b=40)}, {u: [0, 1, 12, 13] for u in range(N)}, [], history, kinds)
    with looked(alike, tmp_path) as of:
        found = leanings(of, "g", "kind")
    assert [one.disparity for one in found] == pytest.approx([-1 / 3, 1, -1 / 3, 1])
    assert [(one.low, one.high) for one in found] == [(None, None)] * 4


def test_fewer_than_ten_lists_draw_nothing(tmp_path):
    few = replace(WORLD, lists={u: LISTS[u] for u in range(9)})
    with looked(few, tmp_path, categories="genre") as of:
        assert places(of, "genre") == () and exposure_curves(of) == {} and leanings(of, "g", "genre") == ()
