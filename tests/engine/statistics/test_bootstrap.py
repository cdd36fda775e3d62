"""The bootstrap: multinomial counts that repeat, intervals that cover, and none where nothing was computed."""

import numpy as np
import pytest
from scipy import stats

from engine.statistics import bootstrap
from engine.statistics.bootstrap import draws, percentile_interval


def test_counts_add_up_and_repeat_whatever_the_chunk(monkeypatch):
    whole = np.concatenate(list(draws(50, 7, 40)))
    assert whole.shape == (40, 50) and (whole.sum(axis=1) == 50).all()
    monkeypatch.setattr(bootstrap, "CELLS", 200)
    chunks = list(draws(50, 7, 40))
    assert max(len(chunk) for chunk in chunks) == 4 and np.array_equal(np.concatenate(chunks), whole)
    assert not np.array_equal(np.concatenate(list(draws(50, 8, 40))), whole)


def test_a_chunk_stays_small_for_many_users():
    assert next(draws(100_000, 0, 1000)).nbytes < 64 * 2**20


def test_for_many_users_it_is_the_plain_percentile_and_for_few_it_is_wider():
    replicates = np.random.default_rng(0).normal(size=20_000)
    plain = np.quantile(replicates, [0.025, 0.975])
    assert percentile_interval(replicates, 10**6, 0.05) == pytest.approx(tuple(plain), abs=1e-3)
    low, high = percentile_interval(replicates, 10, 0.05)
    expected = np.sqrt(10 / 9) * stats.t.ppf(0.975, 9)
    assert (low, high) == pytest.approx((-expected, expected), abs=0.12)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_resample_without_a_value_is_no_interval(bad):
    assert percentile_interval(np.array([0.0, 1.0, bad]), 50, 0.05) is None
    assert percentile_interval(np.array([0.0, 1.0]), 1, 0.05) is None


def test_a_statistic_that_never_moves_has_no_width():
    assert percentile_interval(np.full(100, 0.25), 50, 0.05) == (0.25, 0.25)


def test_it_covers_a_paired_mean_of_skewed_changes():
    """40 users whose changes are skewed: 95% intervals hold the truth in about 95% of 300 samples."""
    rng = np.random.default_rng(1)
    counts = np.concatenate(list(draws(40, 0, 500)))
    held = 0
    for _ in range(300):
        changes = rng.gamma(4.0, 0.25, 40) - rng.gamma(4.0, 0.2, 40)
        low, high = percentile_interval(counts @ changes / 40, 40, 0.05)
        held += low <= 0.2 <= high
    assert 0.92 <= held / 300 <= 0.98
