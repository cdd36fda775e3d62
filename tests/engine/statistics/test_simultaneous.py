"""The simultaneous level: what it is where theory knows it, what costs nothing, and that families hold together."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from engine.statistics import simultaneous as room
from engine.statistics.blocks import ItemBlock, UserBlock
from engine.statistics.contrasts import Contrast, terms
from engine.statistics.gaps import gap
from engine.statistics.limit import correlation
from engine.statistics.simultaneous import simultaneous

RNG = np.random.default_rng(0)


def groups(values, sizes):
    codes = np.repeat(np.arange(len(sizes)), sizes)
    return UserBlock(values, np.ones(len(values)), codes[:, None] == np.arange(len(sizes)))


def own_values(n, many):
    """Independent columns of near normal numbers."""
    return ItemBlock(5 + RNG.normal(size=(n, many)), np.ones((n, 1)))


def test_independent_contrasts_have_the_level_of_sidak():
    block = own_values(2000, 10)
    found = simultaneous([block], [Contrast(0, g, 0, "value") for g in range(10)], 2000, 0.05, 1)
    assert (found.method, found.comparisons, found.resamples) == ("bootstrap", 10, 2000)
    assert found.level == pytest.approx(1 - 0.95**0.1, rel=0.25)


def test_nearly_equal_contrasts_cost_nearly_nothing():
    values = 5 + RNG.normal(size=(2000, 1)) + RNG.normal(0, 0.01, (2000, 10))
    block = ItemBlock(values, np.ones((2000, 1)))
    found = simultaneous([block], [Contrast(0, g, 0, "value") for g in range(10)], 2000, 0.05, 1)
    assert 0.04 < found.level <= 0.05


def test_a_contrast_that_is_there_twice_costs_nothing():
    block = groups(RNG.gamma(2, 1, 400), [200, 100, 100])
    contrasts = [Contrast(0, g, 0, "ratio") for g in (1, 2)]
    once = simultaneous([block], contrasts, 400, 0.05, 1)
    again = [Contrast(1, c.group, c.reference, c.kind) for c in contrasts]
    assert simultaneous([block, block], [*contrasts, *again, *contrasts], 400, 0.05, 1) == once


def test_groups_that_share_their_estimates_by_chance_are_statements_of_their_own():
    values = np.tile(np.repeat([0.0, 1.0], 20), 11)
    block = groups(values, [40] * 11)
    contrasts = [Contrast(0, g, 0, "ratio") for g in range(1, 11)]
    found = simultaneous([block], contrasts, len(values), 0.05, 1)
    assert found.comparisons == 10 and found.level < 0.02


def test_one_contrast_is_never_taken_above_the_level():
    for seed, values in enumerate([RNG.gamma(2, 1, 60), RNG.lognormal(0, 1, 60), RNG.random(60)]):
        found = simultaneous([groups(values, [30, 30])], [Contrast(0, 0, 1, "ratio")], 60, 0.05, seed)
        assert (found.method, found.comparisons) == ("single", 1) and 0.01 < found.level <= 0.05


@pytest.mark.parametrize("contrasts", [[], [Contrast(0, 0, 1, "ratio")]])
def test_without_an_interval_there_is_nothing_to_correct(contrasts):
    zeros = groups(np.append(np.zeros(30), RNG.random(30)), [30, 30])
    assert simultaneous([zeros], contrasts, 60, 0.05, 1) == room.Simultaneous(0.05, "single", 0, 0)


def test_where_resamples_have_no_value_it_is_bonferroni():
    values = np.concatenate([[0.5, 0.7, 1.0], np.zeros(27), RNG.random(60)])
    contrasts = [Contrast(0, g, 2, "ratio") for g in (0, 1)]
    found = simultaneous([groups(values, [30, 30, 30])], contrasts, 90, 0.05, 1)
    assert (found.method, found.level, found.comparisons) == ("bonferroni", 0.025, 2)


def test_beyond_many_users_the_normal_limit_says_the_same(monkeypatch):
    block = groups(RNG.gamma(2, 1, 4000), [1000, 1000, 1000, 1000])
    contrasts = [Contrast(0, g, 0, "ratio") for g in (1, 2, 3)]
    drawn = simultaneous([block], contrasts, 4000, 0.05, 1, 8000)
    monkeypatch.setattr(room, "MOST_USERS", 1000)
    limit = simultaneous([block], contrasts, 4000, 0.05, 1)
    assert limit.method == "normal limit" and limit.level == pytest.approx(drawn.level, rel=0.12)
    assert simultaneous([block], contrasts[:1], 4000, 0.05, 1).level == 0.05


def test_the_correlation_is_that_of_the_influences():
    """Two groups against one reference of equal size: 1 / 2; exposure shares of two groups: -1."""
    block = groups(5 + RNG.normal(size=30_000), [10_000, 10_000, 10_000])
    shares = RNG.random((30_000, 1)) * [[1.0, -1.0]] + [[0.0, 1.0]]
    items = ItemBlock(shares, np.ones((30_000, 1)))
    contrasts = [Contrast(0, 1, 0, "ratio"), Contrast(0, 2, 0, "ratio"), *(Contrast(1, g, 0, "value") for g in (0, 1))]
    blocks = [block, items]
    ratios = [of.ratios for of in blocks]
    found = correlation(blocks, ratios, terms(contrasts, blocks, ratios, 0.05), 30_000)
    assert found[0, 1] == pytest.approx(0.5, abs=0.02) and found[2, 3] == pytest.approx(-1)
    assert np.abs(found[:2, 2:]).max() < 0.05 and np.diag(found) == pytest.approx(1)


def test_the_same_answer_with_more_threads():
    blocks = [groups(RNG.gamma(2, 1, 900), [300, 300, 300]), own_values(900, 8)]
    contrasts = [Contrast(0, 1, 0, "ratio"), *(Contrast(1, g, 0, "value") for g in range(8))]
    found = set()
    for threads in (1, 2):
        with threadpool_limits(threads, user_api="blas"):
            found.add(simultaneous(blocks, contrasts, 900, 0.05, 1))
    assert len(found) == 1


def test_a_family_of_small_groups_holds_together():
    """Five groups of 30 against 150, values of which many are 0, differences: Bonferroni alone holds 87 in 100."""
    sizes, contrasts = [30] * 5 + [150], [Contrast(0, g, 5, "difference") for g in range(5)]
    held = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        block = groups(rng.beta(2, 3, 300) * (rng.random(300) < 0.4), sizes)
        level = simultaneous([block], contrasts, 300, 0.05, seed, 300).level
        gaps = [gap(block.ratios, c.group, c.reference, "difference", level) for c in contrasts]
        held += all(one.low <= 0 <= one.high for one in gaps)
    assert 0.91 <= held / 100 <= 0.99
