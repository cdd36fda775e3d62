"""What is drawn about items: exposure by rank, Lorenz curves, bias disparity."""

import numpy as np
import pytest

from engine.metrics.bias_disparity import bias_disparity
from engine.metrics.exposure_by_item import exposure_by_item
from engine.metrics.exposure_by_rank import exposure_by_rank
from engine.metrics.exposure_lorenz import POINTS, lorenz, lorenz_of_items, lorenz_of_providers
from tests.engine.metrics.grouped import item_groups

HALVES = [{0}] * 24 + [{1}] * 24


def test_exposure_by_rank_counts_the_lists_that_are_so_long(made, dataset):
    table = exposure_by_rank(made({0: [1, 30], 1: [2], 2: [40, 41]}, {0: {1}}), item_groups(dataset, HALVES, 2), 3)
    assert table.share[:2].tolist() == [[pytest.approx(2 / 3), pytest.approx(1 / 3)], [0.0, 1.0]]
    assert np.isnan(table.share[2]).all() and table.catalogue.tolist() == [0.5, 0.5]


def test_lorenz_of_four_amounts():
    curve = lorenz(np.array([3.0, 0.0, 1.0, 4.0]))
    assert curve.units.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert curve.exposure.tolist() == [0.0, 0.0, 0.125, 0.5, 1.0]


def test_lorenz_curve_and_gini_agree():
    """G of n units is n / (n - 1) times twice the area between the curve and the diagonal."""
    amounts = np.random.default_rng(0).pareto(1.5, POINTS)
    curve = lorenz(amounts)
    area = 0.5 - np.trapezoid(curve.exposure, curve.units)
    assert curve.gini == pytest.approx(2 * area * POINTS / (POINTS - 1))


def test_lorenz_of_many_units_keeps_exact_points():
    amounts = np.random.default_rng(1).random(5000)
    curve = lorenz(amounts)
    assert len(curve.units) == POINTS + 1 and curve.exposure[-1] == 1.0
    kept = np.round(curve.units * 5000).astype(int)
    assert curve.exposure == pytest.approx(np.append(0, np.cumsum(np.sort(amounts)))[kept] / amounts.sum())
    assert (np.diff(curve.exposure) >= 0).all() and (curve.exposure <= curve.units + 1e-12).all()


@pytest.mark.parametrize("nothing", [np.empty(0), np.zeros(5)])
def test_lorenz_of_nothing_is_empty(nothing):
    curve = lorenz(nothing)
    assert not len(curve.units) and not len(curve.exposure) and curve.gini is None


def test_lorenz_by_provider_adds_up_items_and_leaves_unknown_ones_out(made):
    material = made({0: [0, 1], 1: [2, 40]}, {0: {1}})
    e = exposure_by_item(material, 2)
    provider = np.array([0, 1, 0] + [2] * 30 + [-1] * 15)
    curve = lorenz_of_providers(material, 2, provider)
    assert curve.units == pytest.approx([0, 1 / 3, 2 / 3, 1])
    total = e[0] + e[1] + e[2]  # provider 2 has no exposure; item 40 has no known provider
    assert curve.exposure == pytest.approx([0, 0, e[1] / total, 1])
    assert lorenz_of_items(material, 2).exposure[-1] == 1.0
    assert not len(lorenz_of_providers(material, 2, np.full(48, -1)).units)


def test_bias_disparity_on_paper(made, dataset):
    """Category 0 is half of the catalogue; the users met it in 3 of 4 cases and are shown it in 1 of 2."""
    train = [(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (1, 30, 1.0)]
    material = made({0: [5, 31], 1: [6, 32], 2: [7, 8]}, {0: {1}}, train)
    member = np.zeros((240, 2), dtype=bool)
    member[:3, 0] = True  # user 2 has no history: not counted; nobody is in the second group
    found = bias_disparity(material, member, item_groups(dataset, HALVES, 2), 2)
    assert found.source[0] == pytest.approx([1.5, 0.5]) and found.lists[0] == pytest.approx([1.0, 1.0])
    assert found.disparity[0] == pytest.approx([-1 / 3, 1.0]) and found.n.tolist() == [2, 0]
    assert all(np.isnan(x[1]).all() for x in (found.source, found.lists, found.disparity, found.log_error))


def test_bias_disparity_of_a_category_that_nobody_met_or_is_shown(made, dataset):
    groups = item_groups(dataset, [{0}] * 10 + [{1}] * 10 + [{2}] * 28, 4)
    train = [(u, i, 1.0) for u in (0, 1) for i in (1, 2, 30)]
    member = np.ones((240, 1), dtype=bool)
    found = bias_disparity(made({0: [12, 31], 1: [13, 32]}, {0: {1}}, train), member, groups, 2)
    assert found.source[0, 1] == 0 and np.isnan(found.disparity[0, 1]), "not met: no ratio"
    assert found.lists[0, 0] == 0 and found.disparity[0, 0] == -1, "met, not shown"
    assert np.isnan(found.log_error[0, :2]).all() and np.isfinite(found.log_error[0, 2])
    assert np.isnan([found.source[0, 3], found.lists[0, 3]]).all(), "a category without items"


def test_bias_disparity_has_the_error_of_the_bootstrap_over_users(made, dataset):
    rng = np.random.default_rng(2)
    taste = rng.beta(2, 2, 200)
    draw = lambda u, n: rng.permutation(np.where(rng.random(48) < taste[u], np.arange(48) % 24, np.arange(48)))[:n]  # noqa: E731
    lists = {u: list(dict.fromkeys(draw(u, 12).tolist()))[:6] for u in range(200)}
    train = sorted({(u, int(i), 1.0) for u in range(200) for i in draw(u, rng.integers(3, 12))})
    material = made(lists, {0: {1}}, train)
    member = (np.arange(240) < 200)[:, None]
    found = bias_disparity(material, member, item_groups(dataset, HALVES, 2), 6)
    counts = np.zeros((200, 4))
    for u, items in lists.items():
        counts[u, :2] = sum(i < 24 for i in items), len(items)
    for u, i, _ in train:
        counts[u, 2:] += i < 24, 1
    sums = np.array([counts[rng.integers(0, 200, 200)].sum(axis=0) for _ in range(2000)])
    drawn = np.log(sums[:, 0] / sums[:, 1] * sums[:, 3] / sums[:, 2])
    assert found.log_error[0, 0] == pytest.approx(drawn.std(), rel=0.1)
