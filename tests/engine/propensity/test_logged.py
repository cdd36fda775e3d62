"""Propensities that the log holds are taken as they are, or refused."""

from dataclasses import replace

import numpy as np
import pytest

from engine.errors import InputError
from engine.propensity import PROPENSITIES


def with_logged(pairs, *values):
    made = pairs(*((0, i, 1) for i in range(len(values))))
    return replace(made, logged={"propensity": np.array(values, dtype=np.float32)})


def test_as_logged(pairs, world):
    train = with_logged(pairs, 0.25, 1.0, 1e-6)
    fitted = PROPENSITIES["logged"]().fit(replace(world[0], train=train), np.random.default_rng(0))
    assert fitted.observed(train) == pytest.approx([0.25, 1.0, 1e-6])
    assert not fitted.relative and not fitted.everywhere


@pytest.mark.parametrize("bad", [0.0, -0.1, 1.5, np.nan, np.inf])
def test_what_is_no_probability_is_counted(bad, pairs, world):
    train = with_logged(pairs, 0.5, bad, bad)
    with pytest.raises(InputError) as error:
        PROPENSITIES["logged"]().fit(replace(world[0], train=train), np.random.default_rng(0))
    assert error.value.facts == {"n": 2, "rows": 3} and "2 of 3 rows" in str(error.value)


def test_rows_that_come_later_are_checked_too(pairs, world):
    known = replace(world[0], train=with_logged(pairs, 0.5))
    fitted = PROPENSITIES["logged"]().fit(known, np.random.default_rng(0))
    with pytest.raises(InputError, match="1 of 1 rows"):
        fitted.observed(with_logged(pairs, np.nan))
