"""What follows from what is shown, against every table that fits it, one by one."""

from itertools import product

import numpy as np
import pytest

from engine.statistics.lattice import Pattern, protect
from engine.statistics.layers import chains, deciding
from engine.statistics.margins import margins
from engine.statistics.order import canonical
from engine.statistics.ranges import ranges
from tests.engine.statistics.attacker import published, shown_in


def by_hand(tables: list[np.ndarray], pattern: Pattern, nested: bool) -> dict:
    """Smallest and largest counts over all sets of tables of whole numbers that agree with what is shown."""
    shape = tables[0].shape
    cells = list(published(shape))
    fits = []
    for table in tables:
        every = (np.array(t).reshape(shape) for t in product(range(int(table.sum()) + 1), repeat=table.size))
        same = [(inside, table[inside].sum()) for axes, place, inside in cells if shown_in(pattern, axes, place)]
        fits.append([t for t in every if all(t[inside].sum() == n for inside, n in same)])
    sets = [s for s in product(*fits) if not nested or all((a >= b).all() for a, b in zip(s, s[1:], strict=False))]
    hidden = [cell for cell in cells if not shown_in(pattern, cell[0], cell[1])]
    counts = {(t, axes, place): [s[t][i].sum() for s in sets] for t in range(len(tables)) for axes, place, i in hidden}
    return {key: (min(values), max(values)) for key, values in counts.items()}


@pytest.mark.parametrize("seed", range(12))
def test_against_every_table(seed: int) -> None:
    rng = np.random.default_rng(seed)
    outer = rng.multinomial(5, np.full(4, 0.25)).reshape(2, 2)
    inner = outer.copy()
    inner[np.unravel_index(outer.argmax(), (2, 2))] -= 1 + seed % 2  # not the same table, which would be one
    tables = [outer, inner]
    hidden = {axes: rng.random(n.shape) < 0.7 for axes, n in margins((2, 2)).numbers.items() if axes}
    pattern = Pattern(hidden)
    found = {(r.table, r.axes, r.cell): (r.low, r.high) for r in ranges(tables, pattern)}
    expected = by_hand(tables, pattern, nested=True)
    assert found.keys() == expected.keys()
    for key, (low, high) in expected.items():
        assert found[key] == pytest.approx((low, high), abs=1e-6)


def test_a_known_range() -> None:
    """A row of 3 and 40, a column of 3 and 12: the small cell lies between nobody and the smaller sum."""
    table = np.array([[3, 40, 50], [12, 20, 90], [80, 70, 30]])
    hidden = np.zeros((3, 3), dtype=bool)
    hidden[:2, :2] = True
    pattern = Pattern({(0,): np.zeros(3, bool), (1,): np.zeros(3, bool), (0, 1): hidden})
    found = {r.cell: (round(r.low, 6), round(r.high, 6), r.width) for r in ranges([table], pattern)}
    assert found[(0, 0)] == (0, 15, 15)
    assert found[(1, 1)] == (17, 32, 15)


def test_a_width_is_that_of_whole_numbers() -> None:
    tables, pattern = [np.array([3, 8, 60])], Pattern({(0,): np.array([True, True, False])})
    assert [(r.low, r.high, r.width) for r in ranges(tables, pattern)] == [(0, 11, 11), (0, 11, 11)]


def test_protected_ranges_are_wide() -> None:
    rng = np.random.default_rng(3)
    table = rng.negative_binomial(1, 0.03, (2, 4, 5))
    tables = [table, rng.binomial(table, 0.9)]
    pattern = protect(tables, 10, 10, [np.zeros(n, dtype=bool) for n in table.shape])
    found = ranges(tables, pattern)
    assert found
    covered = [r for r in found if r.high == 0]
    assert min(r.width for r in found if r not in covered) >= 10


def test_nothing_follows_where_nothing_is_shown() -> None:
    tables = [np.array([[2, 1], [3, 1]])]
    assert ranges(tables, protect(tables, 10, 10, [np.zeros(2, dtype=bool)] * 2)) == []


def test_the_innermost_possible_table_decides() -> None:
    """The second group has 5 users, none tested, which is shown: its own number of users needs the width."""
    of = margins((3,))
    outer, inner = np.array([40, 5, 60]), np.array([30, 0, 50])
    chain = chains(of, [inner, outer])[0]
    np.testing.assert_array_equal(chain.tables[:, 1:], [outer, inner])
    np.testing.assert_array_equal(chain.layers[:, 1:], [outer - inner, inner])
    hidden = np.array([False, True, True, False])
    np.testing.assert_array_equal(deciding(of, chain, hidden), [-1, 1, 1, -1])
    crossed = margins((2, 2))
    tables = [np.array([[5, 40], [50, 60]]), np.array([[0, 0], [50, 60]])]
    chain = chains(crossed, tables)[0]
    cells = np.zeros(crossed.n_cells, dtype=bool)
    cells[crossed.numbers[(0, 1)]] = True  # the first group has no tested user, which its margin shows
    decides = deciding(crossed, chain, cells)[crossed.numbers[(0, 1)]]
    np.testing.assert_array_equal(decides, [[0, 0], [1, 1]])


def test_tables_that_do_not_hold_each_other_are_apart() -> None:
    of = margins((2,))
    assert len(chains(of, [np.array([5, 9]), np.array([9, 5]), np.array([4, 5])])) == 2
    assert len(chains(of, [np.array([5, 9]), np.array([5, 9])])[0].tables) == 1


def test_margins_by_hand() -> None:
    table = np.arange(24).reshape(2, 3, 4)
    of = margins(table.shape)
    counts = of.counts(table)
    assert counts[of.numbers[()]] == table.sum()
    np.testing.assert_array_equal(counts[of.numbers[(0, 2)]], table.sum(axis=1))
    np.testing.assert_array_equal(counts[of.numbers[(0, 1, 2)]], table)
    for line in of.lines:
        np.testing.assert_array_equal(counts[line.cells].sum(axis=1), counts[line.sums])


def test_four_axes_have_no_cells_of_all_four() -> None:
    assert max(len(axes) for axes in margins((2, 2, 2, 2)).numbers) == 3


def test_an_order_can_be_undone() -> None:
    rng = np.random.default_rng(0)
    table = rng.integers(0, 50, (4, 2, 3))
    order = canonical([table])
    turned = order.apply(table)
    assert turned.shape == (2, 3, 4)
    of = margins(turned.shape)
    counts = of.counts(turned)
    new = {axes: counts[cells] for axes, cells in of.numbers.items()}
    for axes in margins(table.shape).numbers:
        rest = tuple(a for a in range(3) if a not in axes)
        np.testing.assert_array_equal(order.undo(new, axes), table.sum(axis=rest))
