"""The short form of docs/statistics.md: fewer worlds, wider margins. The page's own numbers are held to the promise."""

import re

import pytest

from tests.truth.coverage import KINDS, coverage
from tests.truth.indices import INDICES, coverage_of
from tests.truth.repeated import DESIGNS, false_verdicts, power_at_detectable, power_without_gap
from tests.truth.statistics_table import PAGE, SIZES, renewed


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_intervals_hold_the_truth(kind):
    """500 worlds of 30 users against 90: three standard errors about 95% are 3%."""
    assert 0.91 <= coverage(kind, 30, 500) <= 0.985


@pytest.mark.parametrize("index", INDICES, ids=lambda index: index.name)
def test_indices_hold_the_truth(index):
    assert coverage_of(index, 30, 100) >= 0.88


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_verdicts_are_seldom_false_and_find_what_they_promise(design):
    assert sum(false_verdicts(design, 40)) <= 0.15
    found, expected = power_without_gap(design, 20)
    assert found == pytest.approx(expected, abs=0.25)
    assert power_at_detectable(design, 20)[0] >= 0.55


def rows(name):
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    body = [line.strip("| ").split(" | ") for line in text.strip().splitlines()[2:]]
    return [(first, [float(cell.rstrip("%")) for cell in cells]) for first, *cells in body]


def test_the_page_has_every_kind_and_keeps_its_promises():
    found = rows("intervals")
    assert [name for name, _ in found] == [kind.name for kind in KINDS]
    assert all(len(cells) == len(SIZES) and min(cells) >= 93 and max(cells) <= 97 for _, cells in found)
    assert [name for name, _ in rows("indices")] == [index.name for index in INDICES]
    assert all(min(cells) >= 93 for _, cells in rows("indices"))
    judged = rows("verdicts")
    assert [name for name, _ in judged] == [design.name for design in DESIGNS]
    for _, (_outside, _within, false, power, expected, detected, _gap) in judged:
        assert false <= 6.5 and abs(power - expected) <= 5 and detected >= 75


def test_a_part_of_the_page_is_renewed():
    assert renewed("a <!-- x --> old <!-- /x --> b", "x", "new") == "a <!-- x -->\nnew\n<!-- /x --> b"
    names = re.findall(r"<!-- (\w+) -->", PAGE.read_text(encoding="utf-8"))
    assert names == ["verdicts", "intervals", "indices", "hard"]
