"""Files as people have them: each is a ledger that balances with the right rows, or one named refusal."""

import pytest

from tests.bad_csvs import said, split, written
from tests.bad_csvs.case import try_it

CASES = (*written.CASES, *split.CASES, *said.CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_bad_csv(case, tmp_path):
    try_it(case, tmp_path)


def test_there_are_enough_of_them():
    assert len({case.name for case in CASES}) == len(CASES) >= 45
