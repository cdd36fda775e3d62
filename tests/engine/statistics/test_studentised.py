"""The t statistics of the bootstrap are those of a slow loop that estimates anew in every resample."""

import numpy as np
import pytest

from engine.statistics import studentised
from engine.statistics.blocks import ItemBlock, UserBlock
from engine.statistics.contrasts import Contrast, terms
from engine.statistics.ratios import by_columns
from engine.statistics.studentised import draws, statistics

N = 60
RNG = np.random.default_rng(0)
ROWS = RNG.integers(0, 4, N).astype(float)
VALUES = ROWS * RNG.gamma(3, 1, N)
CODES = RNG.integers(0, 3, N)
BLOCKS = {
    "disjoint": UserBlock(VALUES, ROWS, CODES[:, None] == np.arange(3)),
    "overlapping": UserBlock(VALUES, ROWS, RNG.random((N, 3)) < 0.6),
    "items": ItemBlock(RNG.random((N, 3)), RNG.random((N, 3)) + 0.5),
    "items, one denominator": ItemBlock(RNG.random((N, 3)), RNG.random((N, 1)) + 0.5),
}
KINDS = ("ratio", "difference", "value", "log value")


def slow(block, contrast, counts):
    """One resample: rows repeated, everything estimated again, with the sample's n / (n - 1)."""
    sample, again = block.ratios, by_columns(*(np.repeat(of, counts, axis=0) for of in block.columns()))
    factor = np.sqrt(sample.n / (sample.n - 1)) / np.sqrt(again.n / (again.n - 1))
    covariance = again.covariance * np.outer(factor, factor)
    sides = [contrast.group, contrast.reference][: 2 if contrast.kind in ("ratio", "difference") else 1]
    logs = contrast.kind in ("ratio", "log value")
    signs = np.array([1.0, -1.0])[: len(sides)]
    old, new = sample.value[sides], again.value[sides]
    slopes = signs / new if logs else signs
    moved = signs @ (np.log(new / old) if logs else new - old)
    return moved / np.sqrt(slopes @ covariance[np.ix_(sides, sides)] @ slopes)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", BLOCKS)
def test_equals_a_slow_loop(which, kind):
    block, contrasts = BLOCKS[which], [Contrast(0, g, 2, kind) for g in (0, 1)]
    found = statistics([block], [block.ratios], terms(contrasts, [block], [block.ratios], 0.05), N, 5, 30)
    counts = np.concatenate(list(draws(N, 5, 30)), axis=1).astype(int)
    expected = [[slow(block, c, one) for one in counts.T] for c in contrasts]
    assert found == pytest.approx(np.array(expected), rel=1e-9)


def test_counts_add_up_and_repeat_whatever_the_chunk(monkeypatch):
    whole = np.concatenate(list(draws(50, 7, 40)), axis=1)
    assert whole.shape == (50, 40) and (whole.sum(axis=0) == 50).all()
    assert whole.var() == pytest.approx(1 - 1 / 50, rel=0.15)
    monkeypatch.setattr(studentised, "CELLS", 200)
    chunks = list(draws(50, 7, 40))
    assert max(chunk.shape[1] for chunk in chunks) == 4
    assert np.array_equal(np.concatenate(chunks, axis=1), whole)


def test_a_chunk_stays_small_for_many_users():
    assert next(draws(20_000, 0, 2000)).nbytes < 8 * 2**20


def test_a_resample_without_a_value_is_not_finite():
    """With 3 users that are not 0 among 30, some resamples draw none of them."""
    values = np.append(np.zeros(27), [0.5, 1.0, 0.7])
    block = UserBlock(values, np.ones(30), np.ones((30, 1), dtype=bool))
    contrasts = terms([Contrast(0, 0, 0, "log value")], [block], [block.ratios], 0.05)
    found = statistics([block], [block.ratios], contrasts, 30, 0, 500)
    nobody = np.concatenate(list(draws(30, 0, 500)), axis=1)[27:].sum(axis=0) == 0
    assert nobody.sum() > 10 and np.array_equal(~np.isfinite(found[0]), nobody)
