"""Whether a correction helped: planted better, worse and equal; the interval covers."""

import numpy as np
import pytest

from engine.evaluation import Judged, correction, findings
from engine.words.findings import say


def pair(shift, n_users=200, each=8, seed=0, weights=None):
    """A twin with errors of variance 1, and a corrected model with `shift` more of squared error on average."""
    rng = np.random.default_rng(seed)
    users = np.repeat(np.arange(n_users), each).astype(np.int32)
    truth = rng.integers(1, 6, len(users)).astype(float)
    twin = truth + rng.normal(size=len(users))
    corrected = truth + np.sqrt(max(0.0, 1 + shift)) * rng.normal(size=len(users))
    weights = np.ones(len(users)) if weights is None else weights(rng, len(users))
    return tuple(Judged(users, scores, truth, truth >= 4, weights) for scores in (corrected, twin))


@pytest.mark.parametrize(("shift", "verdict"), [(0.8, "worse"), (-0.6, "better")])
@pytest.mark.parametrize("on_scale", [True, False])
def test_a_planted_difference_is_told(shift, verdict, on_scale):
    found = correction(*pair(shift), on_scale, "randomized test")
    assert found.verdict == verdict and found.low <= found.difference <= found.high
    assert found.difference == pytest.approx(found.corrected - found.twin)
    assert found.metric == ("mse" if on_scale else "ndcg")


def test_equal_models_are_told_apart_as_seldom_as_the_level_says():
    verdicts = [correction(*pair(0.0, 60, 4, seed), True, "weighted validation").verdict for seed in range(400)]
    assert 0.02 <= np.mean([v != "unclear" for v in verdicts]) <= 0.085


def test_the_interval_holds_with_unequal_weights():
    inside = []
    for seed in range(300):
        found = correction(*pair(0.5, 100, 5, seed, lambda rng, n: rng.pareto(3, n) + 1), True, "weighted validation")
        inside.append(found.low <= 0.5 <= found.high)
    assert 0.90 <= np.mean(inside) <= 0.98


def test_a_model_against_itself_has_no_difference_and_nothing_is_claimed():
    one = pair(0.0)[0]
    found = correction(one, one, True, "randomized test")
    assert found.difference == 0 and found.verdict == "unclear"


def test_too_few_users_are_not_compared():
    found = correction(*pair(0.8, n_users=29), True, "randomized test")
    assert found.difference is None and found.verdict == "unclear"
    (told,) = findings((found,), "ips", "naive")
    assert told.code == "correction.untold" and "30" in say(told)


@pytest.mark.parametrize(("shift", "severity", "word"), [(0.8, "flag", "worse"), (-0.6, "note", "flatters")])
def test_the_finding_says_so_with_its_severity(shift, severity, word):
    (told,) = findings((correction(*pair(shift), True, "weighted validation"),), "ips", "naive")
    assert told.severity == severity and word in say(told) and "Squared error" in say(told)


@pytest.mark.parametrize(
    ("by_test", "by_validation", "severities", "said"),
    [
        (-0.6, 0.8, ["note", "caution"], "says better, and it decides"),
        (-0.6, 0.0, ["note", "note"], "says better, and it decides"),
        (0.8, 0.0, ["flag", "caution"], "says worse, and it decides"),
        (0.0, 0.8, ["caution", "flag"], "or other propensities"),
        (0.0, 0.0, ["caution", "caution"], "no support for correcting"),
    ],
)
def test_a_randomized_test_decides(by_test, by_validation, severities, said):
    compared = (
        correction(*pair(by_test), True, "randomized test"),
        correction(*pair(by_validation), True, "weighted validation"),
    )
    of_test, of_validation = findings(compared, "ips", "naive")
    assert [of_test.severity, of_validation.severity] == severities
    assert said in say(of_validation) and "it decides" not in say(of_test)
