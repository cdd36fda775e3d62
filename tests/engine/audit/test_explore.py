"""Looking closer: one metric has the numbers that it has in the whole audit, and crossings those of their cells."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit, groups_of
from engine.audit import inquiry as inquiries
from engine.audit.crossing import crossing
from engine.audit.explore import explore
from engine.config import AuditConfig, Comparison
from engine.errors import InputError
from engine.metrics import USER_METRICS
from tests.traps.world import World, groups, liked, opened, served

CONFIG = AuditConfig(groupings=("gender*area",))


def shown(row):
    return (row.group, row.n, row.value, row.gap, row.reference)


@pytest.mark.parametrize(("metric", "by"), [("ndcg", "gender"), ("recall", "gender*area"), ("exposure", "provider")])
def test_a_single_metric_says_what_the_whole_audit_says(dataset, system, metric, by):
    table = audit(dataset, system(), CONFIG)
    whole = [shown(row) for row in table.rows if (row.metric, row.attribute) == (metric, by)]
    found = explore(dataset, system(), CONFIG, metric, (by,))
    own = [row for row in found if row.attribute == by]
    assert whole and sorted(map(shown, own), key=str) == sorted(whole, key=str)
    assert {row.verdict for row in found} == {None}


def test_only_the_metric_that_is_asked_is_computed(dataset, system, monkeypatch):
    made = []
    own = inquiries.units_of
    monkeypatch.setattr(inquiries, "units_of", lambda metric, of: made.append(type(metric)) or own(metric, of))
    explore(dataset, system(), AuditConfig(), "recall", ("gender",))
    assert set(made) == {USER_METRICS["recall"]}


def test_another_list_length_is_another_number(dataset, system):
    five = {row.group: row.value for row in explore(dataset, system(), AuditConfig(k=5), "recall", ("gender",))}
    ten = {row.group: row.value for row in explore(dataset, system(), AuditConfig(k=10), "recall", ("gender",))}
    assert five.keys() == ten.keys() and five != ten and all(five[g] <= ten[g] for g in five)


DECLARED = Comparison("recall", "gender", "M", scale="difference", tolerance=(-0.3, 0.3))


def test_other_settings_ask_what_was_declared(dataset, system):
    config = AuditConfig(family=(DECLARED,))
    table = audit(dataset, system(), replace(config, k=5))
    declared = [row for row in table.rows if (row.metric, row.attribute) == ("recall", "gender")]
    found = explore(dataset, system(), replace(config, k=5), "recall", ("gender",))
    assert {(row.reference, row.scale, row.tolerance) for row in found} == {("M", "difference", (-0.3, 0.3))}
    assert list(map(shown, found)) == list(map(shown, declared)) and {row.verdict for row in declared} != {None}
    assert {row.verdict for row in found} == {None}


def test_best_served_stays_what_groups_are_compared_with(dataset, system):
    config = AuditConfig(family=(Comparison("recall", "gender", against="best"),))
    found = explore(dataset, system(), replace(config, k=5), "recall", ("gender",))
    best = max(found, key=lambda row: row.value or 0)
    assert {row.reference for row in found} == {best.group}


def test_metrics_of_either_sign_are_explored_as_differences(tmp_path):
    promised = World({"g": groups(a=60, b=60)}, served([0.5] * 120), liked(120), scores=lambda row: 1.0 + row[0] % 4)
    with opened(promised, tmp_path) as (dataset, system):
        found = explore(dataset, system, AuditConfig(k=4), "signed_error", ("g",))
    assert {row.scale for row in found} == {"difference"}


def test_the_cells_of_a_crossing_are_those_who_share_the_traits(dataset, system):
    found = crossing(dataset, system(), AuditConfig(), "ndcg", ("area", "gender"))
    assert found.attributes == ("gender", "area") and found.labels == (("F", "M"), ("north", "south"))
    gender, area = groups_of(dataset, "gender"), groups_of(dataset, "area")
    tested = np.zeros(dataset.schema.n_users, dtype=bool)
    test = system().test
    tested[test.users[test.feedback >= 4]] = True
    for (first, second), row in found.cells.items():
        inside = gender.member[:, gender.labels.index(first)] & area.member[:, area.labels.index(second)]
        assert row.n == int((inside & tested).sum()) or row.n is None


def test_attributes_outside_of_the_lattice_are_not_crossed(dataset, system):
    with pytest.raises(InputError):
        crossing(dataset, system(), AuditConfig(), "ndcg", ("gender", "provider"))
