"""Looking closer: one metric has the numbers that it has in the whole audit, and crossings those of their cells."""

import numpy as np
import pytest

from engine.audit import audit, groups_of
from engine.audit import inquiry as inquiries
from engine.audit.crossing import crossing
from engine.audit.explore import explore
from engine.config import AuditConfig
from engine.errors import InputError
from engine.metrics import USER_METRICS

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
