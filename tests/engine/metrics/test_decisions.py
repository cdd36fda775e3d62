"""Decisions about held-out pairs: on paper, and 500 random cases against fairlearn."""

import numpy as np
import pytest
from fairlearn import metrics as fairlearn
from sklearn.metrics import accuracy_score, precision_score

from engine.metrics.decision_rates import decision_rates
from engine.metrics.false_positive_rate import FalsePositiveRate
from engine.metrics.material import missing
from engine.metrics.selection_rate import SelectionRate
from engine.metrics.true_positive_rate import TruePositiveRate

RATES = (SelectionRate, TruePositiveRate, FalsePositiveRate)
# user, item, feedback (relevant from 4 on), score
ROWS = [(0, 1, 5.0, 4.0), (0, 2, 4.0, 3.0), (0, 3, 1.0, 5.0), (1, 1, 5.0, 1.0), (2, 4, 2.0, 4.5)]
LISTS = {0: [2, 3, 1], 1: [1], 3: [7]}


@pytest.fixture
def units(made):
    """{user: (numerator, denominator)} of a rate on ROWS."""

    def of(metric, rows=ROWS, lists=LISTS):
        rows = sorted(rows)
        material = made(lists, {}, (), [s for *_, s in rows], [row[:3] for row in rows], relevance=4.0)
        frame = metric.units(material).collect().to_pandas()
        return {u: (a, b) for u, a, b in frame.itertuples(index=False)}

    return of


def test_decisions_by_threshold(units):
    assert units(SelectionRate()) == {0: (2, 3), 1: (0, 1), 2: (1, 1)}
    assert units(TruePositiveRate()) == {0: (1, 2), 1: (0, 1)}
    assert units(FalsePositiveRate()) == {0: (1, 1), 2: (1, 1)}


def test_decisions_by_list_are_about_users_who_have_one(units):
    assert units(SelectionRate("list", k=2)) == {0: (2, 3), 1: (1, 1)}
    assert units(TruePositiveRate("list", k=2)) == {0: (1, 2), 1: (1, 1)}
    assert units(FalsePositiveRate("list", k=2)) == {0: (1, 1)}


def test_rates_are_refused_without_negatives_and_a_threshold_without_a_scale(made):
    tested = [row[:3] for row in ROWS]
    unscaled = made(LISTS, {}, (), [1.0] * 5, tested, relevance=4.0, on_scale=False)
    all_relevant = made(LISTS, {}, (), [1.0] * 5, tested)
    for kind in RATES:
        assert missing(kind().needs, unscaled) == "not_on_scale"
        assert not missing(kind("list").needs, unscaled)
        assert missing(kind("list").needs, all_relevant) == "negatives_unobserved"


def test_sums_over_users_equal_fairlearns_rates(units):
    rng = np.random.default_rng(0)
    rows = [(u, i, float(rng.integers(1, 6)), float(rng.integers(1, 6))) for u in range(9) for i in range(10)]
    actual, decided = [row[2] >= 4 for row in rows], [row[3] >= 4 for row in rows]
    for kind, theirs in zip(
        RATES, (fairlearn.selection_rate, fairlearn.true_positive_rate, fairlearn.false_positive_rate), strict=True
    ):
        above, below = np.array(list(units(kind(), rows).values())).sum(axis=0)
        assert above / below == pytest.approx(theirs(actual, decided, pos_label=True), abs=1e-12)


def test_rates_by_group_on_paper():
    actual, decided, codes = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0], [1, 1, 1], [1, 0, 1]]).T
    rates = decision_rates(actual, decided, codes, 3)
    assert rates.count.tolist() == [4, 2, 0]
    assert rates.selection[:2].tolist() == [0.5, 0.5] and rates.true_positive[:2].tolist() == [0.5, 0.5]
    assert rates.false_positive[0] == rates.true_negative[0] == 0.5 and rates.precision[:2].tolist() == [0.5, 1.0]
    assert rates.accuracy[:2].tolist() == [0.5, 0.5] and rates.false_negative[:2].tolist() == [0.5, 0.5]
    assert np.isnan(rates.false_positive[1]) and np.isnan(rates.true_negative[1]), "no actual zeros"
    assert all(np.isnan(getattr(rates, name)[2]) for name in ("selection", "true_positive", "precision", "accuracy"))


@pytest.mark.parametrize("batch", range(20))
def test_rates_equal_fairlearns_wherever_it_has_a_denominator(batch):
    for seed in range(batch * 25, batch * 25 + 25):
        rng = np.random.default_rng(seed)
        n, n_groups = int(rng.integers(1, 40)), int(rng.integers(1, 6))
        actual, decided = (rng.random(n) < share for share in rng.choice([0.0, 0.3, 0.7, 1.0], 2))
        codes = rng.integers(0, n_groups, n)
        agree(decision_rates(actual, decided, codes, n_groups), actual, decided, codes)


def agree(rates, actual, decided, codes):
    """Equal to 1e-12; NaN exactly where a denominator is empty."""
    for g, n in enumerate(rates.count):
        inside = codes == g
        a, d = actual[inside].astype(int), decided[inside].astype(int)
        ones, zeros, chosen = a.sum(), n - a.sum(), d.sum()
        expected = {
            "selection": n and fairlearn.selection_rate(a, d),
            "true_positive": ones and fairlearn.true_positive_rate(a, d, pos_label=1),
            "false_negative": ones and fairlearn.false_negative_rate(a, d, pos_label=1),
            "false_positive": zeros and fairlearn.false_positive_rate(a, d, pos_label=1),
            "true_negative": zeros and fairlearn.true_negative_rate(a, d, pos_label=1),
            "precision": chosen and precision_score(a, d),
            "accuracy": n and accuracy_score(a, d),
        }
        empty = {"selection": n, "accuracy": n, "precision": chosen}
        for name, value in expected.items():
            denominator = empty.get(name, ones if name in ("true_positive", "false_negative") else zeros)
            found = getattr(rates, name)[g]
            assert np.isnan(found) if not denominator else found == pytest.approx(value, abs=1e-12)


def test_rates_do_not_depend_on_types_and_refuse_what_is_no_decision():
    rng = np.random.default_rng(0)
    actual, decided, codes = rng.random(500) < 0.5, rng.random(500) < 0.4, rng.integers(0, 7, 500)
    whole = decision_rates(actual, decided, codes, 7)
    for kind in (np.int8, np.int64, np.float32):
        other = decision_rates(actual.astype(kind), decided.astype(kind), codes.astype(np.int16), 7)
        assert np.array_equal(other.true_positive, whole.true_positive)
    assert decision_rates(actual[:0], decided[:0], codes[:0], 2).count.tolist() == [0, 0]
    strided = decision_rates(actual[::2], decided[::2], codes[::2], 7)
    assert strided.count.sum() == 250
    for bad in (
        (actual, decided, codes, 6),
        (actual, decided, codes - 1, 7),
        (actual[1:], decided, codes, 7),
        (actual * 5.0, decided, codes, 7),
        (np.where(actual, np.nan, 0.0), decided, codes, 7),
        (actual, decided * 0.5, codes, 7),
    ):
        with pytest.raises(ValueError, match="shapes|codes|0 or 1"):
            decision_rates(*bad)
