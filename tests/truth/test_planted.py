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


@pytest.mark.parametrize("strategy", USER_SIDE)
def test_user_side_strategies_narrow_the_quality_gap_because_the_worse_off_gain(audited, baseline, strategy):
    after = audited(**USER_SIDE[strategy])
    assert after.rural.gap > baseline.rural.gap + 0.1
    assert after.rural.value > 1.3 * baseline.rural.value
    assert after.ndcg > 0.97 * baseline.ndcg


def test_re_ranking_brings_exposure_within_the_tolerance_at_a_cost_that_is_shown(audited, baseline):
    after = audited(postprocessing=(Spec.of("exposure_rerank", attribute="provider_group"),))
    assert after.independent.verdict == "within" and baseline.independent.verdict == "outside"
    assert 0.85 * baseline.ndcg < after.ndcg < baseline.ndcg
