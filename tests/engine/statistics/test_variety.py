"""How many users differ from the commoner end of the values."""

import numpy as np
import pytest

from engine.statistics.variety import differing


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0, 0, 0, 0.5, 1], 2), ([1, 1, 1, 0.2], 1), ([0.1, 0.2, 0.3], 2), ([0.4, 0.4], 0), ([7], 0), ([], 0)],
)
def test_on_paper(values, expected):
    assert differing(np.array(values, dtype=float), np.ones(len(values))) == expected


def test_users_without_a_value_do_not_count_and_rows_are_divided_by():
    assert differing(np.array([0.0, 2, 4, 0]), np.array([1.0, 2, 4, 0])) == 1
