"""Adjusted views: planted confounding by popularity and by activity, and what is withheld."""

import numpy as np
import pytest

from engine.audit.groups import Groups
from engine.diagnostics.adjusted import adjusted
from engine.diagnostics.outcome import Outcome
from engine.metrics.levels import popularity_levels
from tests.engine.diagnostics.logs import halves


def by_group(found):
    return {one.group: one for one in found.groups}


def test_a_gap_that_is_the_popularity_of_items_goes():
    """Feedback is the item's level alone; the left half sees three popular rows in four, the right one in four."""
    users, place = np.repeat(np.arange(40), 40), np.tile(np.arange(40), 40)
    popular = place < np.where(users < 20, 30, 10)
    items = np.where(popular, place % 10, 10 + (place * 7 + users) % 200).astype(np.int32)
    values = popularity_levels(np.bincount(items, minlength=210))[items].astype(float)
    found = adjusted(Outcome("feedback", users, values, None, 40), items, 210, (halves(40),))
    left, right = (by_group(found)[side] for side in ("left", "right"))
    assert left.plain.value < right.plain.value - 0.5 and found.kind == "feedback"
    assert (left.popularity.value, right.popularity.value) == pytest.approx((values.mean(), values.mean()))
    assert left.plain.low < left.plain.value < left.plain.high


def activity_world(left, right):
    """Users of both halves with 4, 8 and 12 rows, so many of each; feedback is the user's level alone."""
    level = np.concatenate([np.repeat([0, 1, 2], of) for of in (left, right)])
    users = np.repeat(np.arange(120), 4 * (level + 1))
    return Outcome("feedback", users, 1.0 + 2 * level[users], None, 120), (users % 7).astype(np.int32)


def test_a_gap_that_is_the_activity_of_users_goes():
    of, items = activity_world([10, 20, 30], [30, 20, 10])
    found = adjusted(of, items, 7, (halves(120),)).groups
    assert found[0].plain.value > found[1].plain.value + 0.5
    assert [one.activity.value for one in found] == pytest.approx([of.values.mean()] * 2)


def test_who_lacks_a_level_is_not_compared():
    of, items = activity_world([0, 30, 30], [40, 10, 10])
    left, right = adjusted(of, items, 7, (halves(120),)).groups
    assert left.activity is None and left.plain is not None and right.activity is not None


def test_few_users_are_withheld_and_no_rows_have_no_mean():
    member = np.select([np.arange(60) < 4, np.arange(60) < 30], [0, 1], 2)[:, None] == np.arange(3)
    groups = Groups("user", "size", ("few", "some", "most"), member, (4, 26, 30))
    users = np.repeat(np.arange(60), 3)
    found = by_group(adjusted(Outcome("positives", users, users % 2.0, None, 60), users % 5, 5, (groups,)))
    assert found["few"].hidden and found["few"].plain is None
    some = Groups("user", "there", ("no", "yes"), np.arange(60)[:, None] // 30 == np.arange(2), (30, 30))
    late = users >= 30
    found = by_group(
        adjusted(Outcome("positives", users[late], users[late] % 2.0, None, 60), users[late] % 5, 5, (some,))
    )
    assert not found["no"].hidden and found["no"].plain is None and found["yes"].plain.value == pytest.approx(0.5)
