"""One pattern for crossed counts: nothing small is shown, and no solver of equations finds what is hidden."""

import numpy as np
import pytest

from engine.statistics.lattice import Pattern, protect
from engine.statistics.margins import margins
from tests.engine.statistics.attacker import narrow, published, shown_in

LEAST = 10
SHAPES = [(4,), (3, 4), (5, 6), (2, 9), (2, 3, 4), (3, 3, 3), (2, 4, 7), (1, 3, 4), (2, 2, 2, 3), (2, 3, 3, 3)]


def some_tables(seed: int) -> tuple[list[np.ndarray], bool]:
    """One to three tables, sparse or dense, mostly each holding the next."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    shares = [rng.dirichlet(np.full(n, rng.choice([0.5, 2.0, 20.0]))) for n in shape]
    n = int(rng.choice([12, 40, 150, 600, 3000]))
    joint = shares[0]
    for share in shares[1:]:
        joint = np.multiply.outer(joint, share)
    joint = joint * rng.gamma(2.0, size=shape)
    tables = [rng.multinomial(n, (joint / joint.sum()).ravel()).reshape(shape)]
    nested = bool(rng.random() < 0.8)
    for _more in range(seed % 3):
        if nested:
            tables.append(rng.binomial(tables[-1], rng.choice([0.3, 0.9, 0.98])))
        else:
            tables.append(rng.multinomial(n, (joint / joint.sum()).ravel()).reshape(shape))
    return tables, nested


def nothing_free(table: np.ndarray) -> list[np.ndarray]:
    return [np.zeros(n, dtype=bool) for n in table.shape]


def free_labels(table: np.ndarray, seed: int) -> list[np.ndarray]:
    """In every fourth world the last label of each axis is `unknown`."""
    free = nothing_free(table)
    for of in free if seed % 4 == 3 else []:
        of[-1] = True
    return free


def hold(seed: int) -> tuple[int, int]:
    """Assert what is promised of one world; the numbers of hidden cells and of small ones."""
    tables, nested = some_tables(seed)
    free = free_labels(tables[0], seed)
    pattern = protect(tables, LEAST, LEAST, free)
    if not pattern.total:
        assert min(int(t.sum()) for t in tables if t.sum()) < LEAST
        assert all(hidden.all() for hidden in pattern.hidden.values())
        return 0, 0
    small = 0
    for axes, place, inside in published(tables[0].shape):
        counts = [int(t[inside].sum()) for t in tables]
        if any(0 < n < LEAST for n in counts):
            small += 1
            assert not shown_in(pattern, axes, place), f"{counts} users are shown in world {seed}"
    assert narrow(tables, pattern, LEAST, nested, free) == [], f"world {seed}"
    return sum(int(h.sum()) for h in pattern.hidden.values()), small


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_can_be_known(seed: int) -> None:
    hold(seed)


@pytest.mark.slow
def test_no_hidden_count_can_be_known_in_500_worlds() -> None:
    found = np.array([hold(seed) for seed in range(1000, 1500)])
    hidden, small = found.sum(axis=0)
    without = int((found[:, 0] == 0).sum())
    ratio = f"{hidden} cells hidden, {small} of them small ({hidden / small:.2f} times as many)"
    print(f"\n500 suppressed tables: {ratio}")
    print(f"none to be bounded within fewer than {LEAST} users; {without} hide nothing or publish nothing")


def test_company_of_a_single_axis_is_the_smallest() -> None:
    pattern = protect([np.array([3, 40, 60, 12])], LEAST, LEAST, [np.zeros(4, dtype=bool)])
    np.testing.assert_array_equal(pattern.hidden[(0,)], [True, False, False, True])


def test_hidden_groups_together_are_as_many_as_the_width() -> None:
    pattern = protect([np.array([3, 4, 30, 60])], LEAST, LEAST, [np.zeros(4, dtype=bool)])
    np.testing.assert_array_equal(pattern.hidden[(0,)], [True, True, True, False])


def test_a_crossing_is_a_rectangle() -> None:
    """One small cell: three more, one in its row, one in its column, one where these cross."""
    table = np.array([[3, 50, 60], [40, 20, 90], [80, 70, 30]])
    pattern = protect([table], LEAST, LEAST, nothing_free(table))
    rows, columns = np.nonzero(pattern.hidden[(0, 1)])
    assert pattern.hidden[(0, 1)][0, 0]
    assert len(rows) == 4
    assert len(set(rows)) == len(set(columns)) == 2


def test_lines_alone_do_not_protect() -> None:
    """Each line hides two cells of 13 users or more, yet rows 1 and 2 less columns 1 and 2 leave 3 in one cell."""
    table = np.array([[20, 20, 0, 90, 90], [20, 20, 3, 90, 90], [90, 90, 20, 20, 20], [90, 90, 90, 20, 20]])
    pattern = protect([table], LEAST, LEAST, nothing_free(table))
    assert narrow([table], pattern, LEAST, False, nothing_free(table)) == []
    by_lines = np.zeros_like(table, dtype=bool)
    by_lines[:2, :2] = by_lines[2:, 3:] = by_lines[1, 2] = by_lines[2, 2] = True
    found = narrow([table], Pattern({**pattern.hidden, (0, 1): by_lines}), LEAST, False, nothing_free(table))
    assert (0, (0, 1), (1, 2), pytest.approx(0.0, abs=1e-6)) in found


def test_one_pattern_for_all_tables() -> None:
    """Nobody is small among all users, but one group is among the tested."""
    tables = [np.array([40, 50, 60]), np.array([5, 45, 55])]
    pattern = protect(tables, LEAST, LEAST, [np.zeros(3, dtype=bool)])
    np.testing.assert_array_equal(pattern.hidden[(0,)], [True, True, False])


def test_the_unknown_need_no_company() -> None:
    known, unknown = np.array([False, False, False]), np.array([False, False, True])
    table = [np.array([50, 60, 3])]
    np.testing.assert_array_equal(protect(table, LEAST, LEAST, [known]).hidden[(0,)], [True, False, True])
    np.testing.assert_array_equal(protect(table, LEAST, LEAST, [unknown]).hidden[(0,)], [False, False, True])


def test_empty_cells_are_shown() -> None:
    table = np.array([[50, 60, 0], [40, 30, 80]])
    pattern = protect([table], LEAST, LEAST, nothing_free(table))
    assert not any(hidden.any() for hidden in pattern.hidden.values())


def test_with_too_few_users_nothing_is_published() -> None:
    tables = [np.array([[50, 60], [40, 30]]), np.array([[1, 2], [3, 0]])]
    pattern = protect(tables, LEAST, LEAST, nothing_free(tables[0]))
    assert not pattern.total
    assert all(hidden.all() for hidden in pattern.hidden.values())


def test_an_empty_table_hides_nothing() -> None:
    """A test set without positives tells that nobody has one, of every group."""
    tables = [np.array([50, 60, 70]), np.array([0, 0, 0])]
    assert not protect(tables, LEAST, LEAST, [np.zeros(3, dtype=bool)]).hidden[(0,)].any()


@pytest.mark.parametrize("seed", range(12))
def test_names_and_orders_change_nothing(seed: int) -> None:
    """Labels and axes in another order: the same cells (no two labels here have the same users throughout)."""
    rng = np.random.default_rng(seed)
    shape = [(5, 6), (2, 4, 7), (2, 3, 3, 4)][seed % 3]
    table = rng.negative_binomial(1, 0.02, shape)
    tables = [table, rng.binomial(table, 0.9)]
    pattern = protect(tables, LEAST, LEAST, nothing_free(table))
    orders = [rng.permutation(n) for n in shape]
    axes = rng.permutation(len(shape)).tolist()
    turned = [np.transpose(t[np.ix_(*orders)], axes) for t in tables]
    again = protect(turned, LEAST, LEAST, nothing_free(turned[0]))
    for subset, hidden in pattern.hidden.items():
        there = sorted(range(len(axes)), key=lambda a: axes[a])  # where each axis went
        to = sorted(there[a] for a in subset)
        same = hidden[np.ix_(*[orders[a] for a in subset])].transpose([subset.index(axes[a]) for a in to])
        np.testing.assert_array_equal(again.hidden[tuple(to)], same)


def test_the_same_again() -> None:
    tables, _nested = some_tables(7)
    one, two = (protect(tables, LEAST, LEAST, nothing_free(tables[0])) for _again in range(2))
    assert all((one.hidden[axes] == two.hidden[axes]).all() for axes in margins(tables[0].shape).numbers if axes)
