"""What became of a gap, one case a code."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.changes import InRun, Question, group_row
from engine.audit.gains import changes_of, gain_block, gain_row, pattern
from engine.audit.groups import Groups
from engine.audit.told import Told
from engine.metrics import NDCG
from engine.statistics.blocks import UserBlock, replicate

BASE = (0.6, 0.4)
CASES = {
    "levelling_down": (0.45, 0.38),
    "levelling_up": (0.61, 0.55),
    "narrowed": (0.5, 0.45),
    "widened": (0.7, 0.4),
    "unclear": (0.601, 0.401),
    "undefined": (0.6, 0.0),
}


def judged(after, labels=("best", "worst"), size=200, spread=0.05):
    """A baseline with means 0.6 and 0.4, and another run with the means of `after`."""
    rng = np.random.default_rng(0)
    codes = np.repeat(np.arange(len(labels)), size)
    member = codes[:, None] == np.arange(len(labels))
    noise = [rng.permutation(np.resize([-spread, spread], len(codes))) for _ in range(2)]
    values = [np.array(means)[codes] + part for means, part in zip((BASE, after), noise, strict=True)]
    values[1][codes == 1] *= after[1] > 0
    blocks = [UserBlock(v, np.ones(len(codes)), member) for v in values]
    groups = Groups("user", "a", labels, member, tuple(member.sum(axis=0).tolist()))
    asked = Question("ndcg", NDCG(), "observed feedback", labels[0], groups, tuple(blocks))
    drawn = replicate(blocks, len(codes), 0)
    runs = [InRun(Told(NDCG(), groups, b.ratios), one) for b, one in zip(blocks, drawn, strict=True)]
    rows = [group_row(asked, label, runs, 0.05) for label in labels]
    return pattern("run", 1, rows, {label: [run.ratio(g) for run in runs] for g, label in enumerate(labels)})


@pytest.mark.parametrize("code", CASES)
def test_each_code(code):
    found = judged(CASES[code])
    assert found.code == code
    if code != "undefined":
        assert (found.best, found.worst) == ("best", "worst")
        assert found.before == pytest.approx(1.5, rel=0.02)
        assert found.change.value == pytest.approx(found.after / found.before)


@pytest.mark.parametrize("after", [(0.4, 0.7), (0.4, 0.6), (0.5, 0.55), (0.4, 0.44)])
def test_a_reversed_order_is_neither_narrower_nor_wider(after):
    assert judged(after).code == "reversed", "(0.4, 0.44): the best lost, the worst gained"
    assert judged((0.36, 0.4)).code == "reversed", "the best lost and nobody gained, but it is no levelling down"


def test_an_order_that_may_be_reversed_or_not_is_narrower_only_if_the_distance_tells():
    found = judged((0.51, 0.5), spread=0.2)
    assert found.code == "narrowed" and 1 < found.after < 1.05
    assert judged((0.62, 0.47), spread=0.5).code == "unclear"


def test_nobody_moves():
    values = np.tile([0.2, 0.8], 40)
    member = (np.arange(80) < 40)[:, None] == np.array([True, False])
    assert not changes_of((values, np.ones(80)), (values + 1e-15, np.ones(80))).any()
    block = gain_block((values, np.ones(80)), (values, np.ones(80)), member)
    row = gain_row("r", "ndcg", "a", "b", 0, block, replicate([block], 80, 0)[0], 0.05)
    assert (row.rose, row.fell, row.stayed, row.mean.value, row.mean.low, row.mean.high) == (0, 0, 1, 0, 0, 0)


def test_those_unknown_and_few_are_no_extremes():
    assert judged((0.3, 0.38), labels=("unknown", "worst")).code == "undefined"
    assert judged((0.3, 0.38), size=29).code == "undefined"


def test_fewer_than_ten_are_withheld():
    block = gain_block((np.ones(9), np.ones(9)), (np.zeros(9), np.ones(9)), np.ones((9, 1), dtype=bool))
    row = gain_row("r", "ndcg", "a", "b", 0, block, np.zeros((5, 1)), 0.05)
    assert (row.n, row.rose, row.fell, row.stayed, row.reason) == (None, None, None, None, "few_users")


VALUE = st.one_of(st.none(), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.floats(0, 1))


@given(st.lists(st.tuples(VALUE, VALUE), min_size=10, max_size=60))
def test_shares_add_up_and_swapping_the_runs_swaps_them(pairs):
    units = [
        (np.array([v or 0.0 for v in run]), np.array([float(v is not None) for v in run]))
        for run in zip(*pairs, strict=True)
    ]
    everybody, nothing = np.ones((len(pairs), 1), dtype=bool), np.zeros((5, 1))
    there, back = (
        gain_row("r", "ndcg", "", "", 0, gain_block(*order, everybody), nothing, 0.05) for order in (units, units[::-1])
    )
    if there.n is None:
        assert sum(a is not None and b is not None for a, b in pairs) < 10
    else:
        assert there.rose + there.fell + there.stayed == pytest.approx(1)
        assert (there.rose, there.fell, there.stayed) == (back.fell, back.rose, back.stayed)
        assert there.mean.value == pytest.approx(-back.mean.value)
