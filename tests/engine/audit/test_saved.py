"""Saved cohorts: refused where they can't be made, told in steps of ten users, withheld where they are small."""

import pytest

from engine.audit.groups import groups_of
from engine.audit.saved import STEP, check_cohort, keep_cohort, size_of
from engine.config import Cohort
from engine.errors import InputError
from engine.workspace.cohorts import cohorts, drop_cohort

WOMEN = Cohort("northern women", (("gender", "F"), ("area", "north")))


def test_the_size_is_a_step_of_ten_below_the_true_one(dataset):
    found = size_of(dataset, WOMEN)
    parts = [groups_of(dataset, attribute) for attribute, _label in WOMEN.conditions]
    inside = [of.member[:, of.labels.index(label)] for of, (_a, label) in zip(parts, WOMEN.conditions, strict=True)]
    true = int((inside[0] & inside[1]).sum())
    assert found.side == "user" and found.least is not None
    assert found.least % STEP == 0 and found.least <= true < found.least + STEP


def test_a_small_cohort_is_withheld(dataset):
    ages = groups_of(dataset, "age").labels
    small = Cohort("few", (("gender", "M"), ("area", "south"), ("age", ages[0])))
    assert size_of(dataset, small).least is None


def test_items_of_few_providers_are_withheld(dataset):
    assert size_of(dataset, Cohort("one seller", (("provider", "p1"),))).least is None
    assert size_of(dataset, Cohort("alpha", (("genres", "Alpha"),))).side == "item"


@pytest.mark.parametrize(
    ("cohort", "code"),
    [
        (Cohort("gender", (("gender", "F"),)), "audit.cohort_name"),
        (Cohort("activity_level", (("gender", "F"),)), "audit.cohort_name"),
        (Cohort("x", (("gender", "Q"),)), "audit.cohort"),
        (Cohort("x", (("gender", "F"), ("genres", "Alpha"))), "config.cohort"),
        (Cohort("x", (("planet", "earth"),)), "audit.attribute_unknown"),
    ],
)
def test_what_can_not_be_made_is_refused(dataset, cohort, code):
    with pytest.raises(InputError) as caught:
        check_cohort(dataset, cohort)
    assert caught.value.code == code and str(caught.value)


def test_columns_outside_of_the_lattice_are_not_joined(dataset, monkeypatch):
    monkeypatch.setattr("engine.audit.saved.lattice_of", lambda _dataset: ("gender", "age"))
    with pytest.raises(InputError) as caught:
        check_cohort(dataset, WOMEN)
    assert caught.value.code == "audit.crossing_lattice"
    check_cohort(dataset, Cohort("north", (("area", "north"),)))


def test_kept_and_forgotten(small):
    workspace, dataset_id = small
    try:
        assert keep_cohort(workspace, dataset_id, WOMEN)[-1] == WOMEN == cohorts(workspace, dataset_id)[-1]
        with pytest.raises(InputError):
            keep_cohort(workspace, dataset_id, Cohort("bad", (("gender", "Q"),)))
        assert [one.name for one in cohorts(workspace, dataset_id)] == [WOMEN.name]
    finally:
        assert drop_cohort(workspace, dataset_id, WOMEN.name) == ()
