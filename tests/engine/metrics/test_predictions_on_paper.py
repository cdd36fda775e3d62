"""Errors and orders of scores, worked out on paper and against scikit-learn and SciPy."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import ndcg_score, roc_auc_score

from engine.metrics.grouped_auc import GroupedAUC
from engine.metrics.material import missing
from engine.metrics.ndcg import NDCG
from engine.metrics.popularity_correlation import PopularityCorrelation
from engine.metrics.rmse import RMSE
from engine.metrics.signed_error import SignedError

LISTS = {u: [0, 1] for u in range(9)}


@pytest.fixture
def scored(made):
    """Material of rows (user, item, feedback, score), relevant from 4 on."""

    def build(rows, train=(), **given):
        rows = sorted(rows)
        return made(LISTS, {}, train, [s for *_, s in rows], [row[:3] for row in rows], relevance=4.0, **given)

    return build


def test_rmse_is_the_root_of_the_groups_mean_square(scored, by_user):
    material = scored([(0, 1, 5.0, 4.0), (0, 2, 5.0, 2.0), (1, 1, 4.0, 4.0)])
    assert by_user(RMSE(), material) == pytest.approx({0: 5.0, 1: 0.0}), "units are squares; the audit takes the root"
    assert RMSE.TRANSFORM == "sqrt" and RMSE.BETTER == "less"
    by_pair = RMSE(per="pair").units(material).collect().to_pandas().sort_values("user_code")
    assert by_pair["numerator"].tolist() == pytest.approx([10.0, 0.0]) and by_pair["denominator"].tolist() == [2, 1]


def test_signed_errors_cancel(scored, by_user):
    material = scored([(0, 1, 5.0, 4.0), (0, 2, 3.0, 4.0), (1, 1, 4.0, 5.0), (2, 5, 5.0, 1.5)])
    assert by_user(SignedError(), material) == pytest.approx({0: 0.0, 1: 1.0, 2: -3.5}, abs=1e-6)
    assert SignedError.SCALE == "difference"
    assert missing(SignedError().needs, scored([(0, 1, 5.0, 4.0)], on_scale=False)) == "not_on_scale"


def test_auc_within_users_halves_ties_and_needs_both_kinds(scored, by_user):
    rows = [(0, 1, 5.0, 3.0), (0, 2, 4.0, 2.0), (0, 3, 1.0, 2.0), (0, 4, 1.0, 1.0)]
    rows += [(1, 1, 5.0, 3.0), (2, 1, 1.0, 3.0), (3, 1, 5.0, 2.0), (3, 2, 1.0, 2.0)]
    assert by_user(GroupedAUC(), scored(rows)) == {0: 0.875, 3: 0.5}
    assert missing(GroupedAUC().needs, scored([(0, 1, 5.0, 3.0)])) == "negatives_unobserved"


def test_auc_equals_scikit_learns(scored, by_user):
    rng = np.random.default_rng(0)
    rows = [(u, i, float(rng.integers(1, 6)), float(rng.integers(0, 5))) for u in range(8) for i in range(20)]
    found = by_user(GroupedAUC(), scored(rows))
    for user, value in found.items():
        good, scores = zip(*((f >= 4, s) for u, _, f, s in rows if u == user), strict=True)
        assert value == pytest.approx(roc_auc_score(good, scores), abs=1e-12)
    assert len(found) == 8


def test_popular_items_that_rank_higher_correlate_above_0(scored, by_user):
    train = [(u, 1, 1.0) for u in range(9)] + [(u, 2, 1.0) for u in range(5)] + [(0, 3, 1.0)]
    liked = lambda user, *scores: [(user, i, 5.0, s) for i, s in enumerate(scores, start=1)]  # noqa: E731
    rows = liked(0, 3.0, 2.0, 1.0) + liked(1, 1.0, 2.0, 3.0) + liked(2, 3.0, 1.0, 2.0)
    left_out = liked(3, 2.0, 2.0, 2.0) + liked(4, 3.0, 1.0) + [(5, i, 5.0, float(i)) for i in (20, 21, 22)]
    below = [(2, 9, 1.0, 9.0)]  # not relevant
    found = by_user(PopularityCorrelation(), scored(rows + left_out + below, train))
    assert found == pytest.approx({0: 1.0, 1: -1.0, 2: 0.5})


def test_the_correlation_equals_scipys(scored, by_user):
    rng = np.random.default_rng(1)
    train = [(u, i, 1.0) for u in range(40) for i in range(20) if rng.random() < 0.02 * i]
    rows = [(u, i, 5.0, float(rng.integers(0, 6))) for u in range(8) for i in range(20)]
    counts = np.bincount([i for _, i, _ in train], minlength=20)
    for user, value in by_user(PopularityCorrelation(), scored(rows, train)).items():
        scores = [s for u, _, _, s in rows if u == user]
        assert value == pytest.approx(spearmanr(counts, scores).statistic, abs=1e-12)


@pytest.mark.parametrize("gain", ["linear", "exponential"])
def test_ndcg_of_test_pairs_equals_scikit_learns_for_graded_gains(made, by_user, gain):
    rng = np.random.default_rng(2)
    rows = [(u, i, float(rng.integers(1, 6)), float(s)) for u in range(8) for i, s in enumerate(rng.permutation(30))]
    material = made(LISTS, {}, (), [s for *_, s in rows], [row[:3] for row in rows])
    found = by_user(NDCG(k=7, gain=gain, candidates="slice"), material)
    for user, value in found.items():
        feedback, scores = (np.array([row[n] for row in rows if row[0] == user]) for n in (2, 3))
        gains = feedback if gain == "linear" else 2**feedback - 1
        assert value == pytest.approx(ndcg_score([gains], [scores], k=7), abs=1e-9)
    assert len(found) == 8


def test_a_ranking_of_test_pairs_needs_scores(made):
    plain = made(LISTS, {0: {1}})
    assert missing(NDCG(candidates="slice").needs, plain) == "no_scores"
    assert not missing(NDCG().needs, plain)


def test_large_feedback_does_not_overflow_an_exponential_gain(made, by_user):
    material = made({0: [1, 2]}, {}, (), None, [(0, 1, 500.0), (0, 2, 3.0)])
    assert by_user(NDCG(gain="exponential"), material)[0] == pytest.approx(1.0)
