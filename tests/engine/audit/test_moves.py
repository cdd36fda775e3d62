"""What is said of a gap between two runs: reversed first, and narrower or wider only by the distance's interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.changes import Ratio, distance_change, gap_change
from engine.audit.comparison import Number
from engine.audit.gains import _code
from engine.audit.moves import move
from engine.statistics.blocks import UserBlock, replicate
from engine.statistics.bootstrap import draws, percentile_interval
from engine.words import comparisons

LOST, GAINED, FLAT = Number(-0.05, -0.06, -0.04), Number(0.02, 0.01, 0.03), Number(0, -0.01, 0.01)


@pytest.mark.parametrize(
    ("before", "after", "change", "worst"),
    [(1.20, 1 / 1.10, Number(0.757, 0.7, 0.8), FLAT), (1.05, 1 / 1.06, Number(0.8985, 0.85, 0.95), GAINED)],
)
def test_a_reversal_is_tested_first(before, after, change, worst):
    narrower, wider = Number(-0.09, -0.12, -0.02), Number(0.01, 0.005, 0.02)
    for distance in (narrower, wider, Number(0.0, -0.1, 0.1)):
        assert _code(before, after, change, distance, LOST, worst, [LOST, worst]) == "reversed"


CASES = [
    ("undefined", 1.2, 1.1, Number(), Number()),
    ("undefined", 1.2, 0.0, Number(), Number()),
    ("no_interval", 1.2, 1.1, Number(0.92), Number(-0.09)),
    ("unclear", 1.05, 0.98, Number(0.93, 0.8, 1.1), Number(-0.03, -0.1, 0.1)),
    ("unclear", 1.2, 1.1, Number(0.92, 0.85, 0.99), Number(-0.09, -0.16, 0.01)),
    ("narrower", 0.6, 0.8, Number(1.33, 1.1, 1.6), Number(-0.29, -0.4, -0.1)),
    ("wider", 0.8, 0.6, Number(0.75, 0.6, 0.9), Number(0.29, 0.1, 0.4)),
    ("reversed", 0.8, 1.3, Number(1.6, 1.3, 1.9), Number(0.04, 0.01, 0.1)),
]


@pytest.mark.parametrize(("code", "before", "after", "change", "distance"), CASES)
def test_each_code_has_words(code, before, after, change, distance):
    assert move(before, after, change, distance) == code
    assert bool(comparisons.move(code)) == (code != "undefined")


def ratios(seed, shift, n=80):
    """A group and its reference in two runs, and the values behind them, shape (2, n)."""
    rng = np.random.default_rng(seed)
    member = np.arange(n)[:, None] % 2 == np.arange(2)
    values = rng.beta(2, 3, (2, n)) + [[0.1], [0.1 + shift]] * member[:, 0]
    blocks = [UserBlock(v, np.ones(n), member) for v in values]
    drawn = replicate(blocks, n, 0)
    return values, member, [
        tuple(Ratio(b.ratios.value[g], b.ratios.n[g], r[:, g]) for g in range(2))
        for b, r in zip(blocks, drawn, strict=True)
    ]  # fmt: skip


def test_the_interval_is_that_of_a_slow_loop():
    values, member, (old, new) = ratios(0, 0.3)
    found = distance_change(new, old, 0.05)
    slow = []
    for counts in np.concatenate(list(draws(80, 0))):
        means = [[(counts * v)[m].sum() / counts[m].sum() for m in member.T] for v in values]
        far = [abs(np.log(group / reference)) for group, reference in means]
        slow.append(far[1] - far[0])
    assert (found.low, found.high) == pytest.approx(percentile_interval(np.array(slow), 40, 0.05), abs=1e-9)
    assert found.low < found.value < found.high


@given(st.integers(0, 50), st.floats(-0.3, 0.6))
def test_the_other_run_or_the_other_reference_turns_the_words(seed, shift):
    _values, _member, (old, new) = ratios(seed, shift, 60)
    there, back = distance_change(new, old, 0.05), distance_change(old, new, 0.05)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
    turned = distance_change(new[::-1], old[::-1], 0.05)
    assert (turned.value, turned.low, turned.high) == pytest.approx((there.value, there.low, there.high))
    gaps = [of[0].value / of[1].value for of in (old, new)]
    said = move(*gaps, gap_change(new, old, 0.05), there)
    again = move(*gaps[::-1], gap_change(old, new, 0.05), back)
    assert {"narrower": "wider", "wider": "narrower"}.get(said, said) == again
