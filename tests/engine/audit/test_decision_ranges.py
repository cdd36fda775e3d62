"""Demographic parity, equal opportunity and equalized odds through the whole audit, against fairlearn."""

from dataclasses import replace

import numpy as np
import pytest
from fairlearn.metrics import demographic_parity_difference, equal_opportunity_difference, equalized_odds_difference

from engine.audit import audit, groups_of
from engine.config import AuditConfig, Comparison
from engine.statistics.group_range import largest_range, range_bounds

THEIRS = {
    "demographic_parity": demographic_parity_difference,
    "equal_opportunity": equal_opportunity_difference,
    "equalized_odds": equalized_odds_difference,
}


@pytest.mark.parametrize("seed", range(3))
def test_indices_are_fairlearns(dataset, system, seed):
    of = system(scores=True, seed=seed)
    table = audit(dataset, of, AuditConfig())
    actual, decided = of.test.feedback >= 4, of.scores >= 4
    for attribute in ("gender", "age"):
        groups = groups_of(dataset, attribute)
        names = np.array(groups.labels)[groups.member.argmax(axis=1)][of.test.users]
        for metric, function in THEIRS.items():
            (row,) = [r for r in table.rows if (r.metric, r.attribute) == (metric, attribute)]
            assert row.value == pytest.approx(function(actual, decided, sensitive_features=names), abs=1e-9)
            assert row.scale == "index" and row.verdict is None
            few = row.reason == "few_users_for_interval"
            assert row.low is None if few else 0 <= row.low <= row.value <= row.high


def test_a_planted_range_is_flagged_and_an_equal_one_is_not(dataset, system):
    of = system(scores=True)
    women = groups_of(dataset, "gender").member[:, 0][of.test.users]
    often, seldom = (np.arange(len(of.test)) % n > 0 for n in (10, 5))
    scores = np.where(np.where(women, often, ~seldom), 5.0, 1.0).astype(np.float32)
    both = ("gender", "age")
    asked = tuple(Comparison("demographic_parity", name, None, "reference", "index", (0.0, 0.3)) for name in both)
    table = audit(dataset, replace(of, scores=scores), AuditConfig(family=asked))
    found = {row.attribute: row for row in table.rows if row.metric == "demographic_parity" and row.verdict}
    assert (found["gender"].reason, found["gender"].verdict) == ("", "outside")
    assert found["gender"].value == pytest.approx(0.7, abs=0.03)
    assert found["age"].verdict in ("within", "inconclusive")
    assert {(a.attribute, a.verdict) for a in table.answers} == {(n, r.verdict) for n, r in found.items()}


def test_where_negatives_are_not_observed_the_declared_index_is_refused(dataset, system):
    of = replace(system(scores=True), relevance=None)
    asked = (Comparison("equalized_odds", "gender", None, "reference", "index", (0.0, 0.2)),)
    (row,) = [r for r in audit(dataset, of, AuditConfig(family=asked)).rows if r.metric == "equalized_odds"]
    assert (row.verdict, row.reason, row.value) == ("refused", "negatives_unobserved", None)


def test_the_range_and_its_bounds_on_paper():
    values = np.array([[0.5, 0.4, 0.25], [0.1, 0.1, 0.4]])
    assert largest_range(values) == pytest.approx(0.3)
    low, high = values - 0.05, values + 0.05
    assert range_bounds(low, high) == pytest.approx((0.2, 0.4))
    assert range_bounds(low, high + 1)[0] == 0.0
    assert np.isnan(largest_range(np.array([[0.5]]))) and np.isnan(largest_range(np.array([[0.5, np.nan]])))


def test_a_group_whose_decisions_are_all_alike_leaves_no_interval(dataset, system):
    of = system(scores=True)
    women = groups_of(dataset, "gender").member[:, 0][of.test.users]
    scores = np.where(women, 5.0, of.scores).astype(np.float32)
    asked = (Comparison("demographic_parity", "gender", None, "reference", "index", (0.0, 0.3)),)
    table = audit(dataset, replace(of, scores=scores), AuditConfig(family=asked))
    (row,) = [r for r in table.rows if (r.metric, r.attribute) == ("demographic_parity", "gender")]
    assert (row.verdict, row.reason, row.low) == ("refused", "no_variation", None) and row.value > 0.4
