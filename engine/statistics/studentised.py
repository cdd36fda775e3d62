"""The studentised bootstrap over shared users: the t statistics of many contrasts in each resample."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.statistics.blocks import Block, UserBlock
from engine.statistics.contrasts import Term
from engine.statistics.ratios import Ratios

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Key = tuple[int, int]

CELLS = 2**19
"""Counts of one chunk: 4 MiB, which a processor's cache holds."""
TINY = 1e-12
"""A resampled value below this part of the sample's is what rounding leaves of 0, which has no logarithm."""


@dataclass(frozen=True, slots=True)
class Column:
    """One group of one block: the users behind it, their residuals a - theta b and their b, shapes (rows,)."""

    rows: Rows
    residual: Array
    below: Array
    value: float
    factor: float
    """sqrt(n / (n - 1)) of the sample, as in its standard error."""

    def moments(self) -> Array:
        """What the resampled value and its error are made of, shape (5, rows)."""
        x, b = self.residual, self.below
        return np.stack([x, b, x * x, x * b, b * b])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column in c resamples, each of shape (c,): theta* - theta, sum of b, and sum of squared influences."""

    shift: Array
    total: Array
    squares: Array


def statistics(
    blocks: Sequence[Block], ratios: Sequence[Ratios], terms: Sequence[Term], n_users: int, seed: int, resamples: int
) -> Array:
    """(h(theta*) - h(theta)) / se* of every contrast in every resample, shape (terms, resamples).

    The same users are drawn for all. theta* - theta is a ratio of sums of residuals, so nothing cancels, and se* is
    the linearised standard error computed anew from the resample's moments (with the sample's n / (n - 1)).
    Not finite where a resample has no value or no spread. Memory: one chunk of counts, and five numbers a user and
    group.
    Source: Efron & Tibshirani (1993), An introduction to the bootstrap, section 12.5; Davison & Hinkley (1997),
    Bootstrap methods and their application, section 5.2.
    """
    keys = dict.fromkeys((term.block, g) for term in terms for g in term.groups)
    columns = {key: column(blocks[key[0]], ratios[key[0]], key[1]) for key in keys}
    moments = {key: of.moments() for key, of in columns.items()}
    shared = [_shared(blocks[term.block], [columns[term.block, g] for g in term.groups]) for term in terms]
    found = []
    for counts in draws(n_users, seed, resamples):
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = {key: _drawn(moments[key] @ _rows(counts, columns[key].rows)) for key in keys}
            found.append([_statistic(t, columns, drawn, s, counts) for t, s in zip(terms, shared, strict=True)])
    return np.concatenate([np.stack(part) for part in found], axis=1)


def draws(n_users: int, seed: int, resamples: int) -> Iterator[Array]:
    """How often each user is in a resample, in chunks of shape (n_users, c): one user's counts lie side by side.

    Equal arguments give equal counts. Faster than multinomial draws: users are drawn one by one and counted.
    """
    rng = np.random.default_rng(seed)
    chunk = max(1, CELLS // max(1, n_users))
    for start in range(0, resamples, chunk):
        width = min(chunk, resamples - start)
        places = rng.integers(0, n_users, (width, n_users)) * width + np.arange(width)[:, None]
        yield np.bincount(places.ravel(), minlength=n_users * width).reshape(n_users, width).astype(np.float64)


def column(block: Block, ratios: Ratios, g: int) -> Column:
    """Group g of a block, centred at its value."""
    if isinstance(block, UserBlock):
        above, below = block.numerator, block.denominator
        rows = np.flatnonzero(block.member[:, g] & (below != 0))
    else:
        above, below = block.numerator[:, g], block.denominator[:, min(g, block.denominator.shape[1] - 1)]
        rows = np.arange(len(above))
    value, n = float(ratios.value[g]), int(ratios.n[g])
    return Column(rows, above[rows] - value * below[rows], below[rows], value, float(np.sqrt(n / (n - 1))))


def _shared(block: Block, of: Sequence[Column]) -> tuple[Rows, Array] | None:
    """The users behind both groups, and the four products of their residuals and denominators, shape (4, rows)."""
    if len(of) < 2 or block.disjoint:
        return None
    rows, first, second = np.intersect1d(of[0].rows, of[1].rows, assume_unique=True, return_indices=True)
    x, b, y, c = of[0].residual[first], of[0].below[first], of[1].residual[second], of[1].below[second]
    return rows, np.stack([x * y, x * c, b * y, b * c])


def _rows(counts: Array, rows: Rows) -> Array:
    return counts if len(rows) == len(counts) else counts[rows]


def _drawn(sums: Array) -> Drawn:
    """From the five sums of a column to its value and error: sum (x - d b)^2 with d = sum x / sum b."""
    shift = sums[0] / sums[1]
    return Drawn(shift, sums[1], (sums[2] - 2 * shift * sums[3] + shift * shift * sums[4]) / sums[1] ** 2)


def _statistic(
    term: Term, columns: dict[Key, Column], drawn: dict[Key, Drawn], shared: tuple[Rows, Array] | None, counts: Array
) -> Array:
    now = [drawn[term.block, g] for g in term.groups]
    move = _logarithm if term.logarithm else _identity
    moves = [move(columns[term.block, g], d) for g, d in zip(term.groups, now, strict=True)]
    shift, variance = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    for sign, d, (moved, slope) in zip(term.signs, now, moves, strict=True):
        shift, variance = shift + sign * moved, variance + slope * slope * d.squares
    if shared is not None:
        variance = variance - 2 * moves[0][1] * moves[1][1] * _product(now, shared[1] @ _rows(counts, shared[0]))
    found: Array = shift / np.sqrt(variance)
    return found


def _identity(of: Column, drawn: Drawn) -> tuple[Array, Array]:
    """theta* - theta, and what its influences are multiplied with."""
    return drawn.shift, np.full_like(drawn.shift, of.factor)


def _logarithm(of: Column, drawn: Drawn) -> tuple[Array, Array]:
    """Log theta* - log theta, and what its influences are multiplied with."""
    part = np.where(drawn.shift > of.value * (TINY - 1), drawn.shift / of.value, np.nan)
    return np.log1p(part), of.factor / (of.value * (1 + part))


def _product(now: Sequence[Drawn], sums: Array) -> Array:
    """Sum of (x - d b)(y - e c) over the users of two groups, over both totals."""
    d, e = now[0].shift, now[1].shift
    product: Array = sums[0] - e * sums[1] - d * sums[2] + d * e * sums[3]
    return product / (now[0].total * now[1].total)
