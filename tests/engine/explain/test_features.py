"""Named features on paper: five interactions of three users with four items."""

import numpy as np
import pytest
from numpy import nan

from engine.contracts import Attribute
from engine.explain.attributes import attribute_columns
from engine.explain.features import _logged, known
from engine.explain.matches import history, matches

CODES = np.array([0, 0, 0, 1, 1, 2], dtype=np.int32), np.array([0, 1, 3, 0, 3, 3], dtype=np.int32)


@pytest.fixture
def train(pairs):
    """User 0 has items 0, 1, 2; user 1 has items 0, 1; user 2 nothing; nobody has item 3."""
    return pairs((0, 0, 5.0), (0, 1, 3.0), (0, 2, 4.0), (1, 0, 1.0), (1, 1, 2.0))


def cells(*values):
    return np.array(values, dtype=object)


def test_what_the_log_says(train):
    users, items = _logged(train, 3, 4, rated=True)
    told = {column.feature.key: column.values for column in (*users, *items)}
    assert told["user.history.count"].tolist() == [3, 2, 0]
    assert told["item.popularity"].tolist() == [2, 2, 1, 0]
    np.testing.assert_allclose(told["user.history.mean_popularity"], [5 / 3, 2, nan])
    np.testing.assert_allclose(told["user.history.mean_feedback"], [4, 1.5, nan])
    np.testing.assert_allclose(told["item.mean_feedback"], [3, 2.5, 4, nan])


def test_clicks_have_no_mean_feedback(train):
    users, items = _logged(train, 3, 4, rated=False)
    assert not [c for c in (*users, *items) if "feedback" in c.feature.key]


def test_the_share_of_a_history_with_the_same_value(train):
    attribute = Attribute("kind", "category", 2, 1)
    (match,) = matches({"kind": cells("a", "b", "a", None)}, (attribute,))
    assert match.feature.key == "pair.match.kind"
    log = history(train, 3, 4)
    users, items = np.array([0, 0, 1, 1, 0, 2], dtype=np.int32), np.array([0, 1, 0, 2, 3, 0], dtype=np.int32)
    np.testing.assert_allclose(match.of(log, users, items), [2 / 3, 1 / 3, 1 / 2, 1 / 2, nan, nan])


def test_several_values_are_averaged(train):
    attribute = Attribute("genres", "multi", 3, 0)
    (match,) = matches({"genres": cells("a|b", "a", "c", "b|c")}, (attribute,))
    users, items = np.array([0, 0], dtype=np.int32), np.array([0, 3], dtype=np.int32)
    # of user 0's three items two have a, one b, one c
    np.testing.assert_allclose(match.of(history(train, 3, 4), users, items), [(2 / 3 + 1 / 3) / 2, 1 / 3])


def test_a_category_keeps_its_names_and_unknown_is_no_value():
    column = attribute_columns({"area": cells("south", "north", "Unknown", None)}, "user",
                               (Attribute("area", "category", 2, 2),))[0]  # fmt: skip
    assert column.labels == ("north", "south")
    np.testing.assert_array_equal(column.values, [1, 0, nan, nan])


def test_several_values_become_flags_and_rare_ones_of_users_are_not_named():
    hobbies = ["chess"] * 10 + ["chess|tea"] * 9 + [None]
    columns = attribute_columns({"hobbies": cells(*hobbies)}, "user", (Attribute("hobbies", "multi", 2, 1),))
    assert [c.feature.key for c in columns] == ["user.attribute.hobbies=chess"], "nine people with tea are too few"
    assert np.isnan(columns[0].values[-1]) and columns[0].values[0] == 1


def test_features_of_a_dataset(dataset, train):
    table = known(dataset, train)
    keys = [feature.key for feature in table.features]
    assert len(keys) == len(set(keys))
    assert {"user.attribute.age", "user.attribute.area", "item.attribute.genres=Alpha", "pair.match.genres",
            "item.attribute.provider", "pair.match.provider", "item.popularity"} <= set(keys)  # fmt: skip
    matrix = table.matrix(*CODES)
    assert matrix.shape == (6, len(keys))
    assert np.isnan(matrix[0, keys.index("user.attribute.area")]), "the first users have no area"
    fewer = table.only(frozenset({"item.popularity", "user.attribute.age"}))
    np.testing.assert_array_equal(fewer.matrix(*CODES)[:, 1], matrix[:, keys.index("item.popularity")])
