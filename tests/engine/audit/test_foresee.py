"""What a plan will cost is read off the errors of kept audits, whatever the gaps themselves are."""

from dataclasses import replace
from math import exp, log

import pytest
from scipy import stats

from engine.audit import audit
from engine.audit.foresee import Foreseen, counts_of, foresee, like
from engine.config import AuditConfig, Comparison

BAND = (0.8, 1.25)


@pytest.fixture
def table(dataset, system):
    return audit(dataset, system(), AuditConfig())


@pytest.fixture
def run(builders):
    return replace(builders.run(), config={"evaluation": {"k": 10, "relevance": 4.0}})


def test_on_paper(builders, row):
    """An error of 0.1 on the log scale: 1.96 errors at 95%; flagged at a level of 1% with 80% power."""
    half = exp(float(stats.norm.ppf(0.975)) * 0.1)
    one_row = row("M", gap=0.5, gap_low=0.5 / half, gap_high=0.5 * half, level=0.05)
    told = builders.audit(rows=(one_row,))
    (found,) = foresee(told, Comparison("ndcg", "gender"), BAND, 0.01)
    reach = exp((2.5758 + 0.8416) * 0.1)
    assert found == Foreseen("M", "F", pytest.approx(0.8 / reach, rel=1e-3), pytest.approx(1.25 * reach, rel=1e-3))
    moved = replace(told, rows=(replace(one_row, gap=2.0, gap_low=2.0 / half, gap_high=2.0 * half),))
    assert foresee(moved, Comparison("ndcg", "gender"), BAND, 0.01)[0].below == pytest.approx(found.below)


def test_a_difference_is_flagged_above_its_tolerance(builders, row):
    one_row = row("M", gap=0.0, gap_low=-0.0196, gap_high=0.0196, scale="difference")
    one = Comparison("ndcg", "gender", scale="difference", tolerance=(-0.02, 0.02))
    (found,) = foresee(builders.audit(rows=(one_row,)), one, (-0.02, 0.02), 0.05)
    assert found.above == pytest.approx(0.02 + (1.96 + 0.8416) * 0.01, rel=1e-3) and found.below == -found.above


def test_close_to_what_the_audit_itself_says_and_never_milder(table):
    """The audit knows the degrees of freedom of each error, this does not: the gap foreseen is a little larger."""
    judged = [row for row in table.rows if row.verdict and row.detectable is not None and row.metric == "ndcg"]
    assert judged
    for row in judged:
        found = {one.group: one.below for one in foresee(table, Comparison("ndcg", row.attribute), BAND, row.level)}
        ours, theirs = log(0.8 / found[row.group]), log(0.8 / row.detectable)
        assert theirs * 0.97 <= ours <= theirs * 1.15


def test_only_pairs_that_the_plan_compares(table, builders):
    reference = next(row.reference for row in table.rows if (row.metric, row.attribute) == ("ndcg", "gender"))
    other = {"F": "M", "M": "F"}[reference]
    for named, group in ((None, other), (reference, other), (other, reference)):
        (found,) = foresee(table, Comparison("ndcg", "gender", named), BAND, 0.01)
        assert (found.group, found.reference) == (group, {"F": "M", "M": "F"}[group])
    assert foresee(table, Comparison("ndcg", "age", "nobody"), BAND, 0.01) == ()
    assert foresee(table, Comparison("rsp", "genres", None, "reference", "index", (0.0, 0.25)), BAND, 0.01) == ()
    declared = {**table.config, "family": [{"metric": "ndcg", "attribute": "gender", "reference": other}]}
    assert foresee(replace(table, config=declared), Comparison("ndcg", "gender"), BAND, 0.01) == ()


def test_other_settings_foresee_nothing(table, run):
    assert like([table], AuditConfig(), run) is table
    assert like([table], AuditConfig(k=10, relevance=4.0), run) is table
    for other in (AuditConfig(k=5), AuditConfig(gain="linear"), AuditConfig(relevance=None)):
        assert like([table], other, run) is None
    assert like([table], AuditConfig(categories="provider"), run) is None


def test_groups_are_counted_as_they_are_shown(table):
    found = counts_of([table])
    assert found["gender"] == 2 and found["age"] == 4 and found["area"] == 2, "without the unknown"
