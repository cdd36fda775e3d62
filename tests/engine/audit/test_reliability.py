"""Calibration of predictions by group: levels on paper, and what is withheld."""

from dataclasses import replace

import pytest

from engine.audit.reliability import Level, reliability
from tests.engine.audit.looking import looked
from tests.traps.world import World, groups, served

PEOPLE = groups(a=40, b=40, c=7, d=4, none=13)


def said(user, item):
    """Men and women like items alike, but what is predicted is one too high for b."""
    return float(1 + item % 5)


ROWS = [(u, i, said(u, i)) for u in range(104) for i in (range(5) if u < 75 else range(3))]
WORLD = World(
    {"g": PEOPLE},
    served([0.5] * 104),
    ROWS,
    scores=lambda row: row[2] + (1.0 if PEOPLE[row[0]] == "b" else 0.0),
    relevance=None,
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with looked(WORLD, tmp_path_factory.mktemp("reliability")) as of:
        yield {one.group: one.levels for one in reliability(of, "g")}


def test_only_groups_that_are_shown_and_known(found):
    assert set(found) == {"a", "b"}


def test_a_calibrated_group_lies_on_the_diagonal_and_the_other_below(found):
    assert all(level.predicted == pytest.approx(level.observed) for level in found["a"] if level)
    assert all(level.predicted == pytest.approx(level.observed + 1) for level in found["b"] if level)
    rising = [level.predicted for level in found["b"] if level]
    assert len(rising) >= 3 and rising == sorted(rising)


def test_a_level_of_all_users_on_paper(found):
    assert Level(1.0, 1.0, 40) in found["a"]


def test_levels_with_fewer_than_ten_users_are_withheld(tmp_path):
    rows = [(u, i, said(u, i)) for u in range(80) for i in (range(5) if u < 9 or u >= 40 else range(2))]
    with looked(replace(WORLD, people={"g": PEOPLE[:80]}, lists=served([0.5] * 80), test=rows), tmp_path) as of:
        levels = {one.group: one.levels for one in reliability(of, "g")}["a"]
    assert None in levels, "nine users of a have predictions above 2"
    assert all(level is None or level.users >= 10 for level in levels)


@pytest.mark.parametrize("change", [{"scores": None}, {"on_scale": False}])
def test_without_predictions_of_feedback_there_is_none(tmp_path, change):
    with looked(replace(WORLD, **change), tmp_path) as of:
        assert reliability(of, "g") == ()


def test_groups_that_join_columns_have_no_curve_and_users_are_told_in_tens(tmp_path):
    world = replace(WORLD, people={"g": PEOPLE, "h": ["x", "y"] * 52})
    with looked(world, tmp_path, groupings=("g*h",)) as of:
        assert reliability(of, "g*h") == ()
        users = [level.users for one in reliability(of, "h") for level in one.levels if level]
    assert users and all(n % 10 == 0 for n in users)
