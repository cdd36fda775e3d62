"""Runs side by side: a log worked out on paper, a slow loop as the oracle, and what must not matter."""

from dataclasses import replace
from math import log2

import numpy as np
import pytest

from engine.audit import System, compare, groups_of
from engine.audit.changes import InRun, Question, difference, gap_change, group_row
from engine.audit.groups import Groups
from engine.audit.told import Told
from engine.config import AuditConfig, Comparison, digest
from engine.contracts import Lists
from engine.errors import InputError
from engine.metrics import NDCG
from engine.statistics.blocks import ItemBlock, UserBlock, replicate
from engine.statistics.bootstrap import draws, percentile_interval
from tests.engine.statistics.linearised import estimate, standard_error

FIRST, SECOND, MISS = [0, 1], [1, 0], [1, 2]
"""Lists of two in which item 0, the only relevant one, is first, second, or absent."""
W = 1 / log2(3)
BEFORE = {"M": (FIRST, SECOND, MISS), "F": (MISS, MISS, SECOND)}
AFTER = {"M": (SECOND, SECOND, FIRST), "F": (FIRST, MISS, MISS)}


@pytest.fixture
def paper(dataset, pairs):
    """Six kinds of users, three men and three women, ten of each: 30 a group."""
    gender = groups_of(dataset, "gender")
    users = {label: np.flatnonzero(gender.member[:, g])[:30] for g, label in enumerate(gender.labels)}
    everyone = np.sort(np.concatenate(list(users.values()))).astype(np.int32)
    test = pairs(*((u, 0, 5.0) for u in everyone))

    def system(run_id, lists):
        of = {u: lists[label][i // 10] for label, own in users.items() for i, u in enumerate(own)}
        items = np.array([of[u] for u in everyone], dtype=np.int32)
        shown = Lists(everyone, items, np.zeros(items.shape, dtype=np.float32))
        return System(run_id, shown, test, None, test, None, "observed feedback")

    return system


def find(rows, **wanted):
    """The one row with these facts."""
    (row,) = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return row


def test_on_paper(dataset, paper):
    found = compare(dataset, [paper("a", BEFORE), paper("b", AFTER)], AuditConfig())
    recall = find(found.overall, metric="recall@2")
    assert recall.n == 60 and [v.value for v in recall.values] == pytest.approx([1 / 2, 2 / 3])
    assert recall.changes[0].value == pytest.approx(1 / 6)
    assert recall.changes[0].low < 1 / 6 < recall.changes[0].high
    men = find(found.groups, metric="recall", attribute="gender", group="M")
    assert men.reference == "F" and [gap.value for gap in men.gaps] == pytest.approx([2.0, 3.0])
    assert men.gap_changes[0].value == pytest.approx(1.5)
    ndcg = find(found.groups, metric="ndcg", attribute="gender", group="M")
    assert [v.value for v in ndcg.values] == pytest.approx([(1 + W) / 3, (1 + 2 * W) / 3])
    assert ndcg.gap_changes[0].value == pytest.approx((1 + 2 * W) / ((1 + W) / W))
    for label, mean in (("M", W / 3), ("F", (1 - W) / 3)):
        gain = find(found.gains, metric="ndcg", attribute="gender", group=label)
        assert (gain.n, gain.rose, gain.fell, gain.stayed) == (30, 1 / 3, 1 / 3, 1 / 3)
        assert gain.mean.value == pytest.approx(mean) and gain.mean.low < mean < gain.mean.high
    everybody = find(found.gains, metric="recall", group="")
    assert everybody.rose == pytest.approx(1 / 3) and everybody.fell == pytest.approx(1 / 6)
    exposure = find(found.overall, metric="catalogue_coverage@2")
    assert (exposure.n, exposure.values[0].low, exposure.changes[0].low) == (None, None, None)


def test_intervals_are_those_of_a_slow_loop(dataset, paper):
    found = compare(dataset, [paper("a", BEFORE), paper("b", AFTER)], AuditConfig())
    gender = groups_of(dataset, "gender")
    value = {(g, run): np.zeros(240) for g in "MF" for run in (0, 1)}
    judged = np.zeros(240, dtype=bool)
    for g, label in enumerate(gender.labels):
        own = np.flatnonzero(gender.member[:, g])[:30]
        judged[own] = True
        for run, lists in enumerate((BEFORE, AFTER)):
            value[label, run][own] = [float(0 in lists[label][i // 10]) for i in range(30)]
    seed = int(digest("comparison", dataset.id, 2), 16)
    changes, ratios = [], []
    for counts in np.concatenate(list(draws(240, seed))):
        drawn = np.repeat(np.arange(240), counts.astype(int))
        seen = {g: drawn[judged[drawn] & gender.member[drawn, i]] for i, g in enumerate(gender.labels)}
        mean = {(g, run): value[g, run][seen[g]].mean() for g in "MF" for run in (0, 1)}
        both = np.concatenate([seen["M"], seen["F"]])
        whole = [(value["M", run] + value["F", run])[both].mean() for run in (0, 1)]
        changes.append(whole[1] - whole[0])
        ratios.append(np.log(mean["M", 1] / mean["F", 1]) - np.log(mean["M", 0] / mean["F", 0]))
    change = find(found.overall, metric="recall@2").changes[0]
    assert (change.low, change.high) == pytest.approx(percentile_interval(np.array(changes), 60, 0.05), abs=1e-9)
    ratio = find(found.groups, metric="recall", attribute="gender", group="M").gap_changes[0]
    expected = np.exp(percentile_interval(np.array(ratios), 30, 0.05))
    assert (ratio.low, ratio.high) == pytest.approx(tuple(expected), abs=1e-9)


def drawn_blocks(seed=0, n=600):
    """Two runs of correlated values by two groups."""
    rng = np.random.default_rng(seed)
    member = rng.permutation(np.arange(n) % 2)[:, None] == np.arange(2)
    base = rng.beta(2, 4, n)
    values = [np.clip(base + shift * member[:, 0] + rng.normal(0, 0.05, n), 0.01, 1) for shift in (0.0, 0.05)]
    return [UserBlock(v, np.ones(n), member) for v in values]


def question(labels, blocks):
    member = blocks[0].member
    groups = Groups("user", "a", labels, member, tuple(member.sum(axis=0).tolist()))
    return Question("ndcg", NDCG(), "observed feedback", labels[0], groups, tuple(blocks))


def in_runs(of):
    drawn = replicate(of.blocks, len(of.groups.member), 0)
    return [InRun(Told(of.of, of.groups, b.ratios), one) for b, one in zip(of.blocks, drawn, strict=True)]


def both(blocks):
    """The two groups in each run, and their influences."""
    pairs = [(run.ratio(0), run.ratio(1)) for run in in_runs(question(("a", "b"), blocks))]
    return *pairs, [[estimate(*columns) for columns in zip(*(c.T for c in b.columns()), strict=True)] for b in blocks]


def test_bootstrap_and_linearised_intervals_agree():
    old, new, (before, after) = both(drawn_blocks())
    change = difference(new[0], old[0], 0.05)
    influence = after[0].influence - before[0].influence
    assert change.high - change.low == pytest.approx(2 * 1.968 * standard_error(influence, new[0].n), rel=0.06)
    ratio = gap_change(new, old, 0.05)
    logs = [one.influence / one.value for one in (*after, *before)]
    error = standard_error((logs[0] - logs[1]) - (logs[2] - logs[3]), 300)
    assert np.log(ratio.high / ratio.low) == pytest.approx(2 * 1.968 * error, rel=0.06)


def test_pairing_narrows():
    old, new, (before, after) = both(drawn_blocks())
    change = difference(new[0], old[0], 0.05)
    apart = np.hypot(after[0].error, before[0].error)
    assert change.high - change.low < 0.5 * 2 * 1.968 * apart


def test_names_of_groups_do_not_matter():
    asked = [question(labels, drawn_blocks()) for labels in (("a", "b"), ("z", "y"))]
    plain, renamed = (group_row(of, of.groups.labels[1], in_runs(of), 0.05) for of in asked)
    assert replace(renamed, group="b", reference="a") == plain


def test_a_run_against_itself_and_runs_the_other_way_round(dataset, system):
    one, other = system(seed=1, scores=True), replace(system(seed=2, scores=True), run_id="s" * 16)
    same = compare(dataset, [one, replace(one, run_id="t" * 16)], AuditConfig())
    for row in same.groups:
        assert {(c.value, c.low, c.high) for c in row.changes} <= {(0.0, 0.0, 0.0), (None,) * 3, (0.0, None, None)}
        assert {(c.value, c.low, c.high) for c in row.gap_changes} <= {(1.0, 1.0, 1.0), (None,) * 3, (1.0, None, None)}
    assert all((row.rose, row.fell) == (0, 0) for row in same.gains if row.n)
    assert "unchanged" in {row.code for row in same.patterns} <= {"unchanged", "undefined"}
    there = compare(dataset, [one, other], AuditConfig())
    back = compare(dataset, [other, one], AuditConfig())
    for a, b in zip(there.overall, back.overall, strict=True):
        ends = [(c.value, c.low, c.high) for c in (a.changes[0], b.changes[0])]
        if None not in ends[0]:
            assert ends[0] == pytest.approx([-ends[1][0], -ends[1][2], -ends[1][1]], abs=1e-9)
    for a, b in zip(there.gains, back.gains, strict=True):
        assert (a.rose, a.fell, a.stayed) == (b.fell, b.rose, b.stayed)


def test_a_pair_has_its_numbers_whatever_else_is_compared(dataset, system):
    one, two, three = (replace(system(seed=s), run_id=str(s) * 16) for s in (1, 2, 3))
    pair = compare(dataset, [one, three], AuditConfig())
    all_three = compare(dataset, [one, two, three], AuditConfig())
    assert [row.changes[1] for row in all_three.overall] == [row.changes[0] for row in pair.overall]
    assert [row.gap_changes[1] for row in all_three.groups] == [row.gap_changes[0] for row in pair.groups]


def test_small_groups_are_withheld_in_every_table_and_alike(dataset, system):
    of = system()
    south = groups_of(dataset, "area").member[:, 1]
    keep = ~south[of.test.users] | (of.test.users < 60)  # few of the south have a test row left
    few = replace(of, test=of.test.take(keep))
    found = compare(dataset, [few, replace(few, run_id="t" * 16)], AuditConfig())
    hidden = [
        row for row in (*found.groups, *found.gains) if row.attribute == "area" and row.group in ("north", "south")
    ]
    assert hidden and all(row.n is None and row.reason == "few_users" for row in hidden)
    assert all(v.value is None for row in found.groups if row in hidden for v in (*row.values, *row.changes))
    assert all(row.rose is None and row.mean.value is None for row in found.gains if row in hidden)
    providers = [row for row in found.groups if row.attribute == "provider"]
    assert providers and all(row.reason == "few_providers" and row.n is None for row in providers)


@pytest.mark.parametrize("n", [29, 30])
def test_10_to_29_users_have_no_intervals_of_changes(n):
    rng = np.random.default_rng(0)
    member = np.repeat([True, False], [200, n])[:, None] == np.array([True, False])
    asked = question(("a", "b"), [UserBlock(rng.beta(2, 4, 200 + n), np.ones(200 + n), member) for _ in range(2)])
    row = group_row(asked, "b", in_runs(asked), 0.05)
    assert row.n == n and all(one.low < one.value < one.high for one in (*row.values, *row.gaps))
    assert all(one.value for one in (*row.changes, *row.gap_changes))
    assert {one.low is None for one in (*row.changes, *row.gap_changes, *row.distance_changes)} == {n < 30}
    assert row.reason == ("few_users_for_change" if n < 30 else "")


@pytest.mark.parametrize(
    ("group", "reference", "gap", "reason"),
    [(0.0, 0.5, 0.0, "zero_value"), (0.0, 0.0, None, "both_zero"), (0.5, 0.0, None, "undefined"),
     (0.3, 0.5, None, "no_variation")],
)  # fmt: skip
def test_a_gap_without_an_interval_says_why(group, reference, gap, reason):
    member = np.repeat([True, False], 40)[:, None] == np.array([True, False])
    values = np.repeat([reference, group], 40)
    asked = question(("a", "b"), [UserBlock(values, np.ones(80), member)] * 2)
    row = group_row(asked, "b", in_runs(asked), 0.05)
    assert {(one.value, one.low, one.high) for one in row.gaps} == {(gap, None, None)} and row.reason == reason
    assert all(one.value == pytest.approx(group) for one in row.values)
    assert all(one.low is None for one in row.values), "users who are all alike tell nothing of others"


def test_no_gap_to_a_reference_with_fewer_than_10_users():
    member = np.repeat([True, False], [9, 80])[:, None] == np.array([True, False])
    rng = np.random.default_rng(0)
    asked = question(("a", "b"), [UserBlock(rng.random(89), np.ones(89), member) for _ in range(2)])
    row = group_row(asked, "b", in_runs(asked), 0.05)
    assert row.values[0].value and row.reason == "reference_withheld"
    assert {one.value for one in (*row.gaps, *row.gap_changes, *row.distance_changes)} == {None}


def test_a_metric_that_one_run_lacks_stays_with_its_value_and_no_change(dataset, system):
    runs = [system(scores=True), replace(system(), run_id="s" * 16)]
    found = compare(dataset, runs, AuditConfig())
    mae = find(found.overall, metric="mae")
    assert mae.values[0].value and mae.values[1].value is None and mae.changes[0].value is None
    assert not [row for row in found.groups if row.metric == "mae"]


def test_the_reference_is_the_declared_one_and_k_is_checked(dataset, system):
    runs = [system(), replace(system(seed=1), run_id="s" * 16)]
    family = (Comparison("ndcg", "gender", "M"),)
    found = compare(dataset, runs, AuditConfig(family=family))
    assert find(found.groups, metric="ndcg", attribute="gender", group="F").reference == "M"
    with pytest.raises(InputError, match="11"):
        compare(dataset, runs, AuditConfig(k=11))


def test_no_test_interactions_leave_exposure(dataset, system):
    runs = [replace(of, test=of.test.take(np.zeros(len(of.test), bool))) for of in (system(), system(seed=1))]
    found = compare(dataset, [runs[0], replace(runs[1], run_id="s" * 16)], AuditConfig())
    assert find(found.overall, metric="ndcg@10").values[0].value is None
    assert find(found.groups, metric="ndcg", attribute="gender", group="M").reason == "no_test"
    assert find(found.groups, metric="exposure", attribute="genres", group="Gamma").gap_changes[0].low
    assert not [row for row in found.gains if row.n]


def test_item_blocks_share_their_denominator():
    rng = np.random.default_rng(0)
    exposure, total = rng.random((80, 3)), rng.random(80) + 1
    (ratios,) = replicate([ItemBlock(exposure, total[:, None])], 80, 3, 20)
    counts = np.concatenate(list(draws(80, 3, 20)))
    expected = [[(c @ exposure[:, g]) / (c @ total) for g in range(3)] for c in counts]
    assert ratios == pytest.approx(np.array(expected))
