"""Groups of which a metric can judge few take company along, so that no difference tells their sum."""

import numpy as np
import pytest

from engine import pipeline
from engine.audit import audit
from engine.audit.groups import Groups
from engine.audit.judged import few_judged
from engine.config import AuditConfig, Cohort, Comparison
from engine.errors import InputError
from engine.workspace import Workspace
from tests.engine.conftest import write_small_world


def groups(n: int, cells: tuple[tuple[int, ...], ...] = (), hidden: tuple[str, ...] = (), last: str = "") -> Groups:
    labels = tuple(f"g{i}" for i in range(n - bool(last))) + ((last,) if last else ())
    sizes = tuple(None if label in hidden else 50 for label in labels)
    return Groups("user", "a", labels, np.eye(n, dtype=bool), sizes, cells)


def test_a_group_of_few_takes_the_smallest_other_along():
    assert few_judged(groups(3), np.array([5, 40, 30]), 75) == {"g0", "g2"}
    assert few_judged(groups(3), np.array([15, 40, 30]), 85) == frozenset()
    assert few_judged(groups(3), np.array([5, 6, 30]), 41) == {"g0", "g1"}, "eleven together"


def test_what_is_hidden_already_is_company():
    assert few_judged(groups(3, hidden=("g1",)), np.array([5, 12, 30]), 47) == {"g0"}


def test_those_without_a_value_are_no_company():
    assert few_judged(groups(3, last="unknown"), np.array([5, 40, 11]), 56) == {"g0", "g1"}


def test_each_line_of_a_crossing_has_company():
    cells = ((0, 0), (0, 1), (1, 0), (1, 1))
    found = few_judged(groups(4, cells), np.array([5, 40, 30, 20]), 95)
    assert found == {"g0", "g1", "g2", "g3"}, "row 0 hides g1, column 0 hides g2, and those their own lines"


def test_the_best_of_a_metric_without_a_better_end_is_refused(dataset, system):
    with pytest.raises(InputError) as caught:
        audit(dataset, system(), AuditConfig(family=(Comparison("average_popularity", "gender", against="best"),)))
    assert caught.value.code == "audit.best_neither" and str(caught.value)


def test_a_cohort_of_items_goes_with_its_cell(dataset, system):
    config = AuditConfig(cohorts=(Cohort("p1 alone", (("provider", "p1"),)),))
    rows = [row for row in audit(dataset, system(), config).rows if row.attribute == "p1 alone"]
    assert rows and all(row.value is None and row.n is None for row in rows)


def test_a_declared_crossing_of_which_nothing_can_be_made_is_answered(dataset, system):
    config = AuditConfig(family=(Comparison("ndcg", "gender"), Comparison("ndcg", "gender*area*age")))
    table = audit(dataset, system(), config)
    assert [(one.metric, one.attribute) for one in table.answers] == [("ndcg", "gender"), ("ndcg", "gender*age*area")]


def test_thresholds_that_differ_for_few_users_are_refused(tmp_path):
    workspace = Workspace(tmp_path / "ws")
    dataset = workspace.add_dataset(write_small_world(tmp_path / "files"))
    lines = [f"u{u:03d},i{(u + n) % 48:02d},{n + 1}" for u in range(240) for n in range(5)]
    file = tmp_path / "lists.csv"
    file.write_text("\n".join(["user_id,item_id,rank", *lines]) + "\n", encoding="utf-8")
    made = pipeline.audit_recommendations(workspace, dataset.id, file, "1709960000")
    assert pipeline.audit_run(workspace, made.run_id, AuditConfig(relevance=4.0)).rows
    with pytest.raises(InputError) as caught:
        pipeline.audit_run(workspace, made.run_id, AuditConfig(relevance=5.0))
    assert caught.value.code == "audit.relevance_near" and str(caught.value)
