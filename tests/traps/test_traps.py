"""Data sets that make an audit say what is not so: each has its status and its code, and none a clean verdict."""

import pytest

from tests.traps import chance, empty, few
from tests.traps.trap import spring

TRAPS = (*few.TRAPS, *empty.TRAPS, *chance.TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name.replace(" ", "-"))
def test_trap(trap, tmp_path):
    spring(trap, tmp_path)


def test_there_are_enough_of_them():
    assert len({trap.name for trap in TRAPS}) == len(TRAPS) >= 25
