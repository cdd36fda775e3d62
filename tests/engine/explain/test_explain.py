"""Explanations of a trained run: they add up to the model's own score, and give nobody away."""

import numpy as np
import pytest

from engine.errors import InputError
from engine.explain import Explanation, Named, Question, explain_items, explain_model, ground
from engine.explain.ground import BACKGROUND, _correlated, attribute
from engine.explain.shown import bars, method, swarms
from engine.explain.summary import summaries
from engine.words import explanations
from engine.workspace.records import from_json, to_json

ASKED = Question("q" * 16, "r" * 16)


@pytest.fixture(scope="module")
def model(on, small):
    workspace, identifier = small
    with workspace.dataset(identifier) as opened:
        return explain_model(ASKED, on, opened, (), np.random.default_rng(3))


@pytest.fixture(scope="module")
def personal(on):
    items = [Named(code, f"i{code:02d}", "", place) for place, code in enumerate((4, 7, 11), start=1)]
    return explain_items(Question("p" * 16, "r" * 16, "u005"), on, 5, items, ())


def test_bars_and_the_rest_are_the_models_score(on, personal):
    scores = on.score(np.full(3, 5, dtype=np.int32), np.array([4, 7, 11], dtype=np.int32))
    for pair, score in zip(personal.pairs, scores, strict=True):
        told = personal.base + sum(part.phi for part in pair.contributions)
        assert told + pair.rest == pytest.approx(float(score), abs=1e-6)
        assert told == pytest.approx(pair.surrogate, abs=1e-6)
        assert pair.score == pytest.approx(float(score), abs=1e-9)
        assert [abs(p.phi) for p in pair.contributions] == sorted(
            (abs(p.phi) for p in pair.contributions), reverse=True
        )
        assert {p.feature for p in pair.contributions} == {f.key for f in personal.features}


def test_values_are_shown_as_they_were(personal):
    values = {part.feature: part.value for part in personal.pairs[0].contributions}
    assert values["user.attribute.gender"] == "F" and values["item.attribute.provider"] == "p4"
    assert values["user.attribute.area"] is None, "unknown"
    assert explanations.value("category", None) == "unknown"


def test_surrogate_scores_add_up_over_the_sample(on):
    users, items = on.sample.users[:200], on.sample.items[:200]
    found = attribute(on, users, items)
    told = on.surrogate.scores(on.known.matrix(users, items))
    np.testing.assert_allclose(found.base + found.phi.sum(axis=1), told, atol=1e-6)
    np.testing.assert_allclose(found.base, on.surrogate.scores(on.background).mean(), atol=1e-6)
    assert len(on.background) == BACKGROUND


def test_what_features_do_not_tell_is_measured_on_users_that_the_surrogate_does_not_know(on, model, personal):
    scores = on.score(on.sample.users, on.sample.items).astype(float)
    rest = np.abs(scores - on.surrogate.scores(on.matrix))
    held_out, fitted = (float(rest[rows].mean()) for rows in (on.sample.judged, ~on.sample.judged))
    assert model.unexplained == personal.unexplained == pytest.approx(held_out)
    assert held_out > 1.3 * fitted, "over fitted pairs the number would be flattered"


def test_taste_is_found(model, on):
    """Camps like their own genre: the history's genre must carry credit, an attribute without effect little."""
    sizes = {part.feature: part.importance for part in model.summaries}
    assert model.fidelity.r2 is not None and model.fidelity.r2 > 0.3
    assert sizes["pair.match.genres"] > 5 * max(sizes["user.attribute.gender"], sizes["user.attribute.age"])
    directions = {part.feature: part.direction for part in model.summaries}
    assert directions["pair.match.genres"] > 0.5 and directions["user.attribute.gender"] is None


def test_the_model_explanation_names_nobody(model):
    text = str(to_json(model))
    assert model.user is None and not model.pairs
    assert not any(f"u{code:03d}" in text for code in range(240))
    shades = {shade for part in model.summaries for shade in part.shade}
    assert shades <= {None, *(round(i / 10, 1) for i in range(11))}, "places in tenths, no values"


def test_points_of_two_features_cannot_be_joined(on, model):
    """The order of the points differs from feature to feature: rows are no persons."""
    kept = {part.feature: np.array(part.phi) for part in model.summaries}
    users, items = on.sample.users, on.sample.items
    rows = np.sort(np.random.default_rng(3).permutation(len(users))[: model.n_explained])
    phi = attribute(on, users[rows], items[rows]).phi
    same = [np.allclose(kept[f.key], phi[:, i], rtol=1e-4) for i, f in enumerate(on.known.features)]
    assert not any(same)
    for i, feature in enumerate(on.known.features):
        np.testing.assert_allclose(np.sort(kept[feature.key]), np.sort(phi[:, i]), rtol=1e-4, atol=1e-12)


def test_levels_of_small_groups_are_not_shown(on):
    rows = np.random.default_rng(0).permutation(len(on.sample.users))[:120]
    users, items = on.sample.users[rows], on.sample.items[rows]
    found = attribute(on, users, items)
    gender, area = "user.attribute.gender", "user.attribute.area"
    hidden = {gender: frozenset({"M"}), area: frozenset()}
    made = summaries(on.known.features, found, (users, items), on.known.labels(), hidden, np.random.default_rng(0))
    levels = {part.feature: {level.label for level in part.levels} for part in made}
    assert levels[gender] == {"F"} and "north" in levels[area]
    few = summaries(on.known.features, attribute(on, users[:9], items[:9]), (users[:9], items[:9]), on.known.labels(),
                    {gender: frozenset()}, np.random.default_rng(0))  # fmt: skip
    assert all(not part.levels for part in few), "no value has ten users there"


def test_equal_seeds_give_equal_explanations(make_ground, on):
    again = make_ground()
    np.testing.assert_array_equal(on.matrix, again.matrix)
    first, second = (attribute(g, on.sample.users[:50], on.sample.items[:50]) for g in (on, again))
    np.testing.assert_array_equal(first.phi, second.phi)


def test_records_come_back_from_json(model, personal):
    assert from_json(Explanation, to_json(model), "x") == model
    assert from_json(Explanation, to_json(personal), "x") == personal


def test_few_lists_are_refused(small, on, trained):
    from engine.workspace.arrays import read_fold, read_lists

    workspace, identifier = small
    lists = read_lists(trained.path / "recommendations.parquet")
    few = type(lists)(lists.users[:9], lists.items[:9], lists.scores[:9])
    train = read_fold(trained.path / "split.parquet", "train")
    with workspace.dataset(identifier) as opened, pytest.raises(InputError) as caught:
        ground(opened, train, few, on.score, np.random.default_rng(0))
    assert caught.value.code == "explain.few_lists" and str(caught.value)


def test_features_that_say_the_same_are_named():
    rng = np.random.default_rng(0)
    first, other = rng.normal(size=(2, 200))
    table = np.column_stack([first, other, -2 * first + 0.01 * other, np.where(other > 0, np.nan, first)])
    (found,) = _correlated(table, ["item.popularity", "item.mean_feedback", "user.history.count", "pair.match.a"])
    assert (found.facts["feature"], found.facts["other"]) == ("item.popularity", "user.history.count")
    assert found.facts["r"] < -0.99


def test_rows_of_the_figures(model, personal):
    found, rest = bars(personal, personal.pairs[0])
    assert personal.base + sum(bar.phi for bar in found) + rest.phi == pytest.approx(personal.pairs[0].score)
    assert rest.name == "Not in these features"
    drawn = swarms(model)
    assert drawn[0].importance == max(swarm.importance for swarm in drawn)
    notes = {swarm.name: swarm.note for swarm in drawn}
    assert notes["User: Gender"] in ("highest: F", "highest: M") and notes["Popularity of the item"] == ""
    assert all("{" not in text for text in method(model))
