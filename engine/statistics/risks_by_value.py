"""The estimators of `risks` where p was learned by naive Bayes from a randomized slice: errors that count it too.

Where observation depends on a pair's value (its feedback) alone, p_r = n_r / (|D| pi_r) for the value r: n_r observed
pairs have it, and pi_r is its share among m randomized pairs. Weighting by 1/p is then poststratification: the estimate
is the sum over r of pi_r times the mean of the observed losses with that value, and its variance has two parts,

    sum over r of pi_r^2 s_r^2 (1 - p_r) / n_r    what was observed, s_r^2 the variance of losses with that value,
    (sum over r of pi_r ebar_r^2 - value^2) / m   the slice, by the multinomial variance of its shares.

Intervals that take p for known have the first part at best; with a long log and a small slice nearly all is in the
second. Both samples are taken as drawn pair by pair, and p_r as the same for all pairs of a value.
Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 7.6 (poststratification), and
chapter 9 (two-phase sampling, in which the shares are estimated too).
"""

import numpy as np
from numpy.typing import NDArray

from engine.statistics.inverse_weights import kish
from engine.statistics.risks import LEVEL, NOTHING, Risk, require, require_eligible, with_interval

Array = NDArray[np.float64]
Codes = NDArray[np.integer]


def snips_by_value(losses: Array, values: Codes, slice_counts: Codes, n_eligible: int, level: float = LEVEL) -> Risk:
    """Sum over r of pi_r ebar_r: what `risks.ips` and `risks.snips` both are with p_r = n_r / (|D| pi_r).

    Value and error are None where a value that the slice has was never observed: nothing is known of its losses. The
    error is None where such a value was observed once only, or the slice has fewer than two pairs.

    Args:
        losses: e of the observed pairs, shape (n,).
        values: Codes 0 … R - 1 of their values, shape (n,).
        slice_counts: How many pairs of the randomized slice have each value, shape (R,); it must not be empty.
        n_eligible: |D|, at least n.
        level: The interval is that of 1 - level.

    Raises:
        ValueError: A loss that is not finite, arrays that do not fit, an empty slice, |D| < n.
    """
    return _stratified(0.0, losses, values, slice_counts, n_eligible, level)


def dr_by_value(
    losses: Array,
    imputed: Array,
    values: Codes,
    slice_counts: Codes,
    mean_imputed: float,
    n_eligible: int,
    level: float = LEVEL,
) -> Risk:
    """Doubly robust with the same p: mean over D of ehat + sum over r of pi_r times the mean of e - ehat.

    Args:
        losses: e of the observed pairs, shape (n,).
        imputed: ehat of the same pairs.
        values: Codes of their values, as for `snips_by_value`, which says too when there is no value.
        slice_counts: Pairs of the slice by value, shape (R,).
        mean_imputed: The mean of ehat over all of D.
        n_eligible: |D|, at least n.
        level: The interval is that of 1 - level.

    Raises:
        ValueError: As `snips_by_value`.
    """
    require(losses, imputed)
    require(np.array([mean_imputed]))
    return _stratified(mean_imputed, losses - imputed, values, slice_counts, n_eligible, level)


def slice_variance(losses: Array, kinds: Array, slice_kinds: Array) -> float:
    """What a mean of `losses` weighted by 1/p owes to the slice that p was learned from: the second part above.

    Added to a variance that takes p for known, such as that of `risks_by_user`.

    Args:
        losses: e of the observed pairs, shape (n,).
        kinds: What tells the values of the same pairs apart: 1/p itself does, shape (n,).
        slice_kinds: The same of the m pairs of the slice, shape (m,). Kinds that were never observed are left out.
    """
    known, codes, n = np.unique(kinds, return_inverse=True, return_counts=True)
    of_slice = slice_kinds[np.isin(slice_kinds, known)]
    if not len(of_slice):
        return 0.0
    share = np.bincount(np.searchsorted(known, of_slice), minlength=len(known)) / len(of_slice)
    return _multinomial(share, np.bincount(codes, losses) / n, len(of_slice))


def _multinomial(share: Array, mean: Array, m: int) -> float:
    """The variance of sum share mean, with the shares of m draws."""
    return float((share * np.square(mean - (share * mean).sum())).sum()) / m


def _stratified(
    start: float, residual: Array, values: Codes, slice_counts: Codes, n_eligible: int, level: float
) -> Risk:
    require(residual)
    require_eligible(n_eligible, residual)
    m, n_values = int(slice_counts.sum()), len(slice_counts)
    if m == 0 or len(values) != len(residual) or (len(values) and int(values.max()) >= n_values):
        raise ValueError("a slice with pairs, and one of its values for each loss, are needed")
    n = np.bincount(values, minlength=n_values).astype(np.float64)
    if len(residual) == 0 or (n[slice_counts > 0] == 0).any():
        return NOTHING
    share, there = slice_counts / m, np.maximum(n, 1.0)
    mean = np.bincount(values, residual, n_values) / there
    squares = np.bincount(values, np.square(residual - mean[values]), n_values)
    value = float((share * mean).sum())
    of_slice = _multinomial(share, mean, m)
    p = np.divide(n, n_eligible * share, out=np.ones(n_values), where=share > 0).clip(max=1)
    of_log = np.square(share) * (1 - p) * squares / (there * np.maximum(n - 1, 1.0))
    known = m > 1 and (n[slice_counts > 0] > 1).all()
    error = float(np.sqrt(of_log.sum() + of_slice)) if known else None
    return with_interval(start + value, error, len(residual), kish((share / there)[values]), level)
