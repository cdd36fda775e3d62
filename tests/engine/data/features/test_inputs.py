"""Inputs of models on paper, from the training fold alone, and as they were before there was a recipe."""

from collections import Counter
from dataclasses import replace

import narwhals as nw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import columns as c
from engine.config import Spec, SplitConfig
from engine.contracts import Attribute
from engine.data.features import check_recipe, model_features, told_inputs
from engine.data.features.fold import Fold
from engine.data.features.one_hot import OneHot, indicators
from engine.data.features.recency import Recency
from engine.data.features.standardise import Standardise
from engine.data.features.time_of_day import TimeOfDay
from engine.data.split import read_log, split
from engine.data.values import split_values
from engine.errors import InputError

DAY, HOUR = 86_400, 3600
EVERYTHING = (
    Spec.of("usual"),
    Spec.of("standardise", attribute="age"),
    Spec.of("one_hot", attribute="genres", levels=2),
    Spec.of("time_of_day"),
    Spec.of("time_of_day", side="item", parts=2),
    Spec.of("recency"),
    Spec.of("recency", side="item"),
)


@pytest.fixture
def fold():
    """User 0 has three rows, user 1 one, user 2 none."""
    cells = {"age": np.array([20.0, 40.0, 90.0]), "genre": np.array(["a|b", "b", "c"], dtype=object)}
    times = np.array([10 * DAY + 1 * HOUR, 10 * DAY + 19 * HOUR, 12 * DAY + 23 * HOUR, 5 * DAY + 23 * HOUR])
    attributes = (Attribute("age", "number", 3, 0), Attribute("genre", "multi", 3, 0))
    return Fold("user", 3, np.array([0, 0, 0, 1], dtype=np.int32), times, attributes, cells.__getitem__)


def test_the_share_of_each_part_of_the_day(fold):
    found = TimeOfDay().inputs(fold)
    assert [one.name for one in found] == [f"time_of_day.{part}" for part in ("00–06", "06–12", "12–18", "18–24")]
    np.testing.assert_allclose([one.values for one in found][0], [1 / 3, 0, np.nan])
    np.testing.assert_allclose([one.values for one in found][3], [2 / 3, 1, np.nan])
    assert found[3].missing == pytest.approx(5 / 6), "the mean of those who have any"
    ahead = TimeOfDay(offset=5.5).inputs(fold)
    np.testing.assert_allclose([one.values for one in ahead][0], [2 / 3, 1, np.nan])
    np.testing.assert_allclose([one.values for one in ahead][1], [1 / 3, 0, np.nan])
    assert TimeOfDay(side="item").inputs(fold) == [] == TimeOfDay().inputs(replace(fold, times=None))


def test_days_since_the_last_row(fold):
    (found,) = Recency().inputs(fold)
    np.testing.assert_allclose(found.values, [0, np.log1p(7), np.nan])
    assert found.missing == pytest.approx(np.log1p(7) / 2)


def test_mean_deviation_and_levels_are_of_those_in_training(fold):
    (age,) = Standardise("age").inputs(fold)
    np.testing.assert_allclose(age.values, [-1, 1, 6])
    levels = OneHot("genre", levels=1).inputs(fold)
    assert [(one.name, one.values.tolist()) for one in levels] == [("genre=b", [1, 1, 0])]
    assert Standardise("other").inputs(fold) == [] == OneHot("other").inputs(fold)


@given(
    st.lists(st.none() | st.sampled_from(["a", "b", "a|b", " c |a", "||", "b"]), min_size=1, max_size=12),
    st.booleans(),
    st.integers(1, 3),
    st.data(),
)
def test_indicators_against_a_plain_count(texts, several, most, data):
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    own = [set(split_values(t)) if several and t else {t} if t is not None else set() for t in texts]
    counts = Counter(level for levels, counted in zip(own, among, strict=True) if counted for level in levels)
    chosen = sorted(counts, key=lambda level: (-counts[level], level))[:most]
    found = indicators(np.array(texts, dtype=object), several, most, among)
    assert list(found) == chosen
    for level, values in found.items():
        assert values.tolist() == [float(level in levels) for levels in own]


def test_without_a_recipe_the_inputs_are_the_attributes_as_ever(dataset):
    log = read_log(dataset)
    users, items = model_features(dataset, log.pairs)
    people = dataset.users.sort(c.USER_CODE).collect()
    ages = people["age"].to_numpy().astype(np.float64)
    assert users.names[:3] == ("gender=F", "gender=M", "age")
    np.testing.assert_array_equal(users.matrix[:, 2], ((ages - ages.mean()) / ages.std()).astype(np.float32))
    np.testing.assert_array_equal(users.matrix[:, 0], people["gender"].to_numpy() == "F")
    genres = [split_values(v) for v in dataset.items.sort(c.ITEM_CODE).collect()["genres"].to_list()]
    column = items.names.index("genres=Gamma")
    np.testing.assert_array_equal(items.matrix[:, column], ["Gamma" in own for own in genres])


def test_with_the_held_out_rows_deleted_the_inputs_are_the_same(dataset):
    parts = split(read_log(dataset), SplitConfig("random"), np.random.default_rng(3))
    kept = {(int(u), int(i)) for u, i in zip(parts.train.users, parts.train.items, strict=True)}
    rows = dataset.interactions.collect()
    inside = [
        (int(u), int(i)) in kept for u, i in zip(rows[c.USER_CODE].to_list(), rows[c.ITEM_CODE].to_list(), strict=True)
    ]
    fewer = nw.from_native(rows.to_native(), eager_only=True).filter(inside).lazy()
    recipe = replace(dataset.schema, features=EVERYTHING)
    whole, part = replace(dataset, schema=recipe), replace(dataset, schema=recipe, interactions=fewer)
    for one, other in zip(model_features(whole, parts.train), model_features(part, parts.train), strict=True):
        assert one.names == other.names and len(one.names) > 5
        np.testing.assert_array_equal(one.matrix, other.matrix)
        assert np.isfinite(one.matrix).all()


def test_times_are_those_of_the_training_rows(dataset):
    parts = split(read_log(dataset), SplitConfig("last"), np.random.default_rng(0))
    timed = replace(dataset, schema=replace(dataset.schema, features=(Spec.of("recency"),)))
    rows = dataset.interactions.sort(c.USER_CODE, c.ITEM_CODE).collect()
    when = {(u, i): t for u, i, t in rows.select(c.USER_CODE, c.ITEM_CODE, c.TIMESTAMP).rows()}
    times = np.array([when[pair] for pair in zip(parts.train.users.tolist(), parts.train.items.tolist(), strict=True)])
    last = [times[parts.train.users == user].max(initial=-1) for user in range(dataset.schema.n_users)]
    (found,), of_items = told_inputs(timed, parts.train)
    np.testing.assert_allclose(found.values, np.log1p((times.max() - np.array(last)) / DAY))
    assert of_items == []


AGE, PLACE = Attribute("age", "number", 50, 0), Attribute("place", "category", 5, 0)
FAITH = Attribute("faith", "category", 5, 0, sensitive=True)


@pytest.mark.parametrize(
    ("specs", "code"),
    [
        ([Spec.of("standardise", attribute="height")], "features.attribute"),
        ([Spec.of("bins", attribute="height", edges="1")], "features.attribute"),
        ([Spec.of("standardise", attribute="place")], "features.kind"),
        ([Spec.of("one_hot", attribute="age")], "features.kind"),
        ([Spec.of("one_hot", attribute="faith")], "features.sensitive"),
        ([Spec.of("time_of_day")], "features.no_times"),
        ([Spec.of("recency")], "features.no_times"),
        ([Spec.of("one_hot", attribute="place"), Spec.of("one_hot", attribute="place", levels=3)], "features.twice"),
        ([Spec.of("region", attribute="place", name="user_id")], "features.name_taken"),
        ([Spec.of("hour")], "config.component"),
    ],
)
def test_a_recipe_that_does_not_fit_is_refused(specs, code):
    with pytest.raises(InputError) as refused:
        check_recipe(specs, (AGE, FAITH), (PLACE,), timed=False)
    assert refused.value.code == code and "{" not in str(refused.value)


def test_a_recipe_that_fits():
    specs = [Spec.of("bins", attribute="faith", width=1.0), *EVERYTHING[3:], Spec.of("one_hot", attribute="place")]
    assert len(check_recipe(specs, (AGE, FAITH), (PLACE,), timed=True)) == 6
