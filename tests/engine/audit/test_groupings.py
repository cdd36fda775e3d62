"""Groups by name: crossings, levels, cohorts."""

import numpy as np
import pytest

from engine.audit import groups_of
from engine.audit.groupings import (
    ACTIVITY,
    POPULARITY,
    REST,
    Source,
    activity_levels,
    canonical,
    grouping,
    parts_of,
    side_of,
)
from engine.config import Cohort
from engine.errors import InputError


@pytest.fixture
def source(dataset, system):
    return Source(dataset, system().train, (Cohort("northern women", (("gender", "F"), ("area", "north"))),))


def test_a_crossing_has_one_group_a_combination_of_known_labels(dataset, source):
    found = grouping(source, "gender*area")
    gender, area = groups_of(dataset, "gender"), groups_of(dataset, "area")
    assert found.labels == ("F × north", "F × south", "M × north", "M × south") and found.side == "user"
    assert found.cells == ((0, 0), (0, 1), (1, 0), (1, 1))
    for label, inside in zip(found.labels, found.member.T, strict=True):
        first, second = label.split(" × ")
        both = gender.member[:, gender.labels.index(first)] & area.member[:, area.labels.index(second)]
        assert np.array_equal(inside, both)
    assert not found.member[:12].any(), "those without an area are in no group"


def test_three_columns_can_be_crossed_and_the_order_does_not_matter(dataset, source):
    assert canonical("area*gender*age", dataset.schema) == canonical("age * area*gender", dataset.schema)
    found = grouping(source, canonical("area*gender*age", dataset.schema))
    assert {len(cell) for cell in found.cells} == {3} and len(parts_of(found.attribute)) == 3


@pytest.mark.parametrize("name", ["gender*gender", "gender*genres", "gender*provider", "gender*age*area*gender"])
def test_what_can_not_be_crossed_is_refused(source, name):
    with pytest.raises(InputError) as caught:
        grouping(source, name)
    assert caught.value.code == "audit.crossing" and str(caught.value)


def test_levels_of_activity_are_thirds_and_equal_users_stay_together():
    assert activity_levels(np.arange(9)).tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert activity_levels(np.repeat([1, 2, 3], 4)).tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert activity_levels(np.array([1, 1, 1, 1, 1, 2, 2, 2, 3])).tolist() == [0] * 5 + [1] * 3 + [2]
    assert set(activity_levels(np.full(9, 4)).tolist()) == {0}


def test_levels_come_from_the_training_fold(dataset, source):
    counts = np.bincount(source.train.users, minlength=dataset.schema.n_users)
    found = grouping(source, ACTIVITY)
    means = [counts[inside].mean() for inside in found.member.T]
    assert found.labels == ("low", "mid", "high") and means == sorted(means) and found.side == "user"
    items = grouping(source, POPULARITY)
    assert items.side == "item" and items.member.sum() == dataset.schema.n_items


def test_a_cohort_against_everyone_else_of_known_value(dataset, source):
    found = grouping(source, "northern women")
    assert found.labels == ("northern women", REST)
    area = groups_of(dataset, "area")
    assert not found.member[area.member[:, area.labels.index("unknown")]].any()
    assert found.member[:, 0].sum() == grouping(source, "gender*area").member[:, 0].sum()


def test_a_cohort_of_a_label_that_is_not_there_is_refused(dataset, system):
    for conditions in ((("gender", "X"),), (("area", "unknown"),)):
        with pytest.raises(InputError) as caught:
            grouping(Source(dataset, system().train, (Cohort("c", conditions),)), "c")
        assert caught.value.code == "audit.cohort" and str(caught.value)
    with pytest.raises(InputError):
        grouping(Source(dataset, system().train, (Cohort("c", (("gender", "F"), ("genres", "Alpha"))),)), "c")


def test_sides(dataset, source):
    names = {"gender": "user", "genres": "item", ACTIVITY: "user", POPULARITY: "item", "gender*age": "user"}
    assert {name: side_of(name, dataset.schema) for name in names} == names
    assert side_of("northern women", dataset.schema, source.cohorts) == "user"


@pytest.mark.parametrize("name", ["", "a*b"])
def test_names_of_cohorts(name):
    with pytest.raises(InputError) as caught:
        Cohort(name, (("gender", "F"),))
    assert caught.value.code == "config.cohort"
