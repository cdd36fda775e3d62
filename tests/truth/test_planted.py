"""The planted truth at its shipped size: what is there is found, what is not there is not."""

import pytest

from engine.config import Spec

NO_EFFECT = ("age", "device", "format")


@pytest.fixture(scope="module")
def baseline(audited):
    return audited()


def test_the_test_is_the_randomized_slice(baseline):
    assert baseline.run.estimand == "randomized exposure"
    assert baseline.run.config["objective"]["kind"] == "bpr"


def test_both_planted_gaps_are_outside(baseline):
    assert (baseline.rural.reference, baseline.rural.verdict) == ("city", "outside")
    assert baseline.rural.gap_high < 0.8
    assert (baseline.independent.reference, baseline.independent.verdict) == ("established", "outside")
    assert baseline.independent.gap_high < 0.8


def test_attributes_without_effect_are_judged_and_never_outside(baseline):
    judged = [r for r in baseline.table.rows if r.attribute in NO_EFFECT and r.verdict]
    assert {r.attribute for r in judged} == set(NO_EFFECT)
    assert [r for r in judged if r.verdict == "outside"] == []


def test_the_model_beats_popularity(audited, baseline):
    assert baseline.ndcg > 1.5 * audited(model=Spec("popularity")).ndcg


USER_SIDE = {
    "reweigh": {"preprocessing": (Spec.of("reweigh", attribute="region"),)},
    "parity_penalty": {"inprocessing": (Spec.of("parity_penalty", attribute="region"),)},
}


def mean(audited, config, value):
    """The mean of a number over two training seeds: one alone can be luck."""
    return sum(value(audited(seed=seed, **config)) for seed in (0, 1)) / 2


@pytest.mark.parametrize("strategy", USER_SIDE)
def test_user_side_strategies_narrow_the_quality_gap_because_the_worse_off_gain(audited, strategy):
    before, after = (
        [mean(audited, config, value) for value in (lambda a: a.rural.gap, lambda a: a.rural.value, lambda a: a.ndcg)]
        for config in ({}, USER_SIDE[strategy])
    )
    assert after[0] > before[0] + 0.08, "rural / city"
    assert after[1] > 1.2 * before[1], "NDCG of rural users"
    assert after[2] > 0.97 * before[2], "NDCG of all"


def test_re_ranking_brings_exposure_within_the_tolerance_at_a_cost_that_is_shown(audited, baseline):
    after = audited(postprocessing=(Spec.of("exposure_rerank", attribute="provider_group"),))
    assert after.independent.verdict == "within" and baseline.independent.verdict == "outside"
    assert 0.85 * baseline.ndcg < after.ndcg < baseline.ndcg
