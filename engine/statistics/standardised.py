"""Directly standardised values: what groups would have if their strata had the shares of all together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.statistics.ratios import Ratios, by_code

Array = NDArray[np.float64]
Codes = NDArray[np.integer]

LEAST_SUPPORT = 10
"""Users of a group in a stratum below which the stratum's value says too little of the group."""


def standardised(
    numerator: Array, denominator: Array, codes: Codes, groups: int, strata: Codes, n_strata: int
) -> Ratios:
    """theta_g = sum_s w_s theta_gs by disjoint groups and strata of users.

    theta_gs is the ratio of sums over the users of group g in stratum s, w_s the stratum's share of all
    denominators: of the users that count where these are 1, of all rows where they are rows. Users without a group or
    stratum (code -1) take no part. The variance is sum_s w_s^2 var(theta_gs), the weights taken as given;
    groups share no users, so the covariance is diagonal; effective users by Satterthwaite's rule. Shapes:
    numerator, denominator, codes and strata (N,).

    NaN for a group with fewer than 10 users in a stratum of positive weight: no common support, and a mean over
    the others would compare something else.
    Source: Keiding & Clayton (2014), Standardization and control for confounding in observational studies: a
    historical perspective, Statistical Science 29; Satterthwaite (1946), Biometrics Bulletin 2.
    """
    both = np.where((codes >= 0) & (strata >= 0), codes * n_strata + strata, -1)
    cells = by_code(numerator, denominator, both, groups * n_strata)
    shape = (groups, n_strata)
    value, variance, n = cells.value.reshape(shape), np.square(cells.error).reshape(shape), cells.n.reshape(shape)
    inside = strata[both >= 0]
    totals = np.bincount(inside, denominator[both >= 0], minlength=n_strata)
    weights = totals / max(float(totals.sum()), np.finfo(float).tiny)
    supported = ((n >= LEAST_SUPPORT) | (weights == 0)).all(axis=1) & (weights.sum() > 0)
    parts = np.where(weights > 0, np.square(weights) * variance, 0.0)
    total = np.where(supported, parts.sum(axis=1), np.nan)
    spent = (np.square(parts) / np.maximum(cells.effective.reshape(shape) - 1, 1)).sum(axis=1, where=weights > 0)
    effective = np.divide(np.square(total), spent, out=np.full(groups, np.nan), where=spent > 0) + 1
    mean = np.where(supported, np.where(weights > 0, weights * value, 0.0).sum(axis=1), np.nan)
    return Ratios(mean, n.sum(axis=1), np.diag(total), effective)


def standardised_columns(
    numerators: Sequence[Array], denominators: Sequence[Array], weights: Sequence[float]
) -> tuple[Array, Array]:
    """Numerators (N, G) and denominators (N, 1) whose ratio of sums is sum_s w_s theta_gs, for strata of items.

    `numerators` and `denominators`: one a stratum, each (N, G), the latter also (N, 1); `weights`: their
    shares, which sum to 1. The same user stands behind every stratum, so what is handed back has the linearised
    error of the weighted sum with all covariances between strata: b_u = 1 for the M users who have a denominator
    anywhere, and a_ug = b_u sum_s w_s theta_gs + sum_s w_s residual_ugs M / sum_u b_ugs. NaN in the column of a group
    whose denominator is 0 in a stratum of positive weight.
    """
    counts = np.logical_or.reduce([(below != 0).any(axis=1) for below in denominators]).astype(np.float64)[:, None]
    found = np.zeros_like(numerators[0])
    for numerator, denominator, weight in zip(numerators, denominators, weights, strict=True):
        if weight > 0:
            total = np.broadcast_to(denominator.sum(axis=0), found.shape[1:])
            per = np.divide(1.0, total, out=np.full(found.shape[1:], np.nan), where=total != 0)
            mean = numerator.sum(axis=0) * per
            found += weight * (counts * mean + (numerator - mean * denominator) * (counts.sum() * per))
    return found, counts
