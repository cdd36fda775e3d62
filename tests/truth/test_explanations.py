"""The planted world explained: what makes its scores carries the credit, what has no effect little."""

import pytest

import engine


@pytest.fixture(scope="module")
def explained(audited, planted):
    run = audited().run
    return run, engine.explain_run(planted[0], run.id)


def test_popularity_quality_and_taste_carry_the_credit(explained):
    _run, found = explained
    assert {part.feature for part in found.summaries[:3]} == {
        "item.popularity",
        "item.mean_feedback",
        "pair.match.category",
    }
    assert all(part.direction is not None and part.direction > 0.5 for part in found.summaries[:3])


def test_attributes_without_effect_have_little(explained):
    _run, found = explained
    sizes = {part.feature: part.importance for part in found.summaries}
    no_effect = ("user.attribute.age", "user.attribute.device", "item.attribute.format", "pair.match.format")
    assert max(sizes[key] for key in no_effect) < 0.1 * sizes["pair.match.category"]


def test_the_surrogate_is_faithful_and_adds_up(explained):
    _run, found = explained
    assert found.fidelity.r2 > 0.8 and found.fidelity.rank_correlation > 0.75
    assert found.largest_error < 1e-6 and 0 < found.unexplained < found.spread


def test_a_recommendation_adds_up_to_the_score_that_was_kept(explained, planted):
    run, _found = explained
    mine = engine.explain_run(planted[0], run.id, "u0006")
    scores = [pair.score for pair in mine.pairs]
    assert scores == sorted(scores, reverse=True) and len(mine.pairs) == 10
    for pair in mine.pairs:
        told = mine.base + sum(part.phi for part in pair.contributions) + pair.rest
        assert told == pytest.approx(pair.score, abs=1e-6)
