"""Audits side by side hide the union of what each hides, and nothing can be found by subtracting."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit import audit, compare
from engine.audit.groups import LEAST_USERS
from engine.audit.table import gap_findings
from engine.audit.withheld import hidden_in, union, withhold
from engine.config import AuditConfig, Comparison
from engine.statistics.suppression import suppressed

COUNTS = st.lists(st.lists(st.integers(0, 30), min_size=5, max_size=5), min_size=1, max_size=4)


@given(COUNTS, COUNTS)
def test_a_union_needs_no_further_company(first, second):
    """In every count of either, what is hidden together is nobody or at least ten."""
    tables = [[dict(zip("abcde", row, strict=True)) for row in rows] for rows in (first, second)]
    hidden = frozenset().union(*(suppressed(rows, LEAST_USERS) for rows in tables))
    for sizes in (sizes for rows in tables for sizes in rows):
        assert all(n == 0 or n >= LEAST_USERS for name, n in sizes.items() if name not in hidden)
        together = sum(sizes[name] for name in hidden)
        assert together == 0 or together >= LEAST_USERS or hidden >= {name for name, n in sizes.items() if n}


@given(COUNTS)
def test_company_found_together_is_among_that_found_apart(rows):
    """So the pattern of a test set holds that of whatever is measured on it."""
    tables = [dict(zip("abcde", row, strict=True)) for row in rows]
    apart = frozenset().union(*(suppressed([sizes], LEAST_USERS) for sizes in tables))
    assert suppressed(tables, LEAST_USERS) <= apart


@pytest.fixture(scope="module")
def audits(dataset, system):
    config = AuditConfig(family=(Comparison("ndcg", "area", "north"),))
    return [audit(dataset, replace(system(seed=s), run_id=str(s) * 16), config) for s in (1, 2)]


def test_rows_gaps_and_findings_of_hidden_groups_go(audits):
    table = audits[0]
    shown = {row.group for row in table.rows if row.attribute == "area" and row.value is not None}
    assert {"north", "south"} <= shown
    found = withhold(table, {"area": frozenset({"south"})})
    south = [row for row in found.rows if (row.attribute, row.group) == ("area", "south")]
    numbers = ("n", "value", "low", "high", "gap", "gap_low", "gap_high", "detectable")
    assert south and all(getattr(row, name) is None for row in south for name in numbers)
    assert {row.reason for row in south} == {"few_users"}
    assert {row.verdict for row in south if row.metric == "ndcg"} == {"suppressed"}
    about = [f for f in found.findings if f.facts.get("group") == "south"]
    assert [f.code for f in about] == ["gap.suppressed"]
    assert [row for row in found.rows if row.attribute != "area"] == [r for r in table.rows if r.attribute != "area"]
    assert withhold(found, {"area": frozenset({"south"})}) == found


def test_answers_are_those_of_what_is_left(audits):
    table = audits[0]
    assert table.answers[0].gap is not None
    found = withhold(table, {"area": frozenset({"south"})})
    assert [(one.verdict, one.gap, one.compared) for one in found.answers] == [("suppressed", None, 0)]


def test_findings_about_rows_are_not_told_twice(audits):
    index = next(row for row in audits[0].rows if row.scale == "index" and row.side == "item" and row.value is not None)
    rows = (*audits[0].rows, replace(index, verdict="outside", low=0.1, high=0.2))
    table = replace(audits[0], rows=rows, findings=tuple(gap_findings(rows)))
    found = withhold(table, {"area": frozenset({"south"})})
    assert [f.code for f in found.findings].count("index.outside") == 1


def test_without_the_reference_no_gap_gives_it_away(audits):
    found = withhold(audits[0], {"area": frozenset({"north"})})
    rows = [row for row in found.rows if (row.attribute, row.group, row.reference) == ("area", "south", "north")]
    assert rows and all(row.value is not None and row.gap is None and row.gap_low is None for row in rows)
    assert {row.reason for row in rows} - {"no_variation"} == {"reference_withheld"}
    assert {row.verdict for row in rows if row.metric == "ndcg"} == {"refused"}


def test_what_is_hidden_nowhere_stays_the_same_table(audits):
    assert withhold(audits[0], union(hidden_in(table.rows) for table in audits)) is audits[0]
    assert withhold(audits[0], {"no such attribute": frozenset({"x"})}) is audits[0]


def test_a_comparison_hides_what_it_is_told_and_takes_another_reference(dataset, system):
    systems = [replace(system(seed=s), run_id=str(s) * 16) for s in (1, 2)]
    config = AuditConfig(family=(Comparison("ndcg", "area", "north"),))
    assert "north" not in hidden_in(compare(dataset, systems, config).groups)["area"]
    found = compare(dataset, systems, config, {"area": frozenset({"north"})})
    assert "north" in hidden_in(found.groups)["area"]
    gone = [row for row in (*found.groups, *found.gains) if (row.attribute, row.group) == ("area", "north")]
    assert gone and all(row.n is None for row in gone)
    assert {row.reference for row in found.groups if row.attribute == "area"} == {"south"}
    assert not [one for one in found.patterns if "north" in (one.best, one.worst)]


def test_audits_of_one_test_set_hide_alike_whatever_they_can_measure(dataset, system):
    """Users with a test pair but no positive one are counted by errors alone: a system without scores hides alike."""
    of = system()
    south = np.flatnonzero(_area(dataset) == "south")
    few = np.isin(of.test.users, south[:6])
    keep = of.test.take((~np.isin(of.test.users, south)) | (few & (of.test.feedback < 4)))
    config = AuditConfig()
    one = replace(of, test=keep)
    other = replace(one, run_id="s" * 16, scores=np.full(len(keep), 3, dtype=np.float32))
    patterns = [hidden_in(audit(dataset, made, config).rows) for made in (one, other)]
    assert "south" in patterns[1]["area"] and patterns[0] == patterns[1]


def _area(dataset):
    from engine import columns as c

    return dataset.users.sort(c.USER_CODE).collect()["area"].to_numpy()
