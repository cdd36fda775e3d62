"""Ratios of sums over users for several groups at once, with the covariance of their estimates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

CELLS = 2**20
"""Influences that are held at once: 8 MiB, whatever the number of users."""


@dataclass(frozen=True, slots=True)
class Ratios:
    """theta_g = sum_u a_ug / sum_u b_ug of G groups, linearised by user.

    The users are the sampled units: psi_ug = (a_ug - theta_g b_ug) / sum_u b_ug is the influence of user u, and
    covariance_gh = f_g f_h sum_u psi_ug psi_uh with f_g = sqrt(n_g / (n_g - 1)). A mean over users has b = 1; a
    mean over rows has b = the user's rows, which makes users the clusters.
    Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 5.6.
    """

    value: Array
    """Shape (G,); NaN where the denominators sum to 0."""
    n: Counts
    """Shape (G,): the users whose denominator is not 0."""
    covariance: Array
    """Of the estimates, shape (G, G); NaN in the rows and columns of groups with fewer than two users."""
    effective: Array
    """Kish's effective number of users, (sum b)^2 / sum b^2, shape (G,): n where all count alike, fewer where a few
    users bring most rows. Source: Kish (1965), Survey sampling, section 11.2."""

    @property
    def error(self) -> Array:
        """Standard errors, shape (G,)."""
        return np.sqrt(self.covariance.diagonal())

    def root(self) -> "Ratios":
        """The square root of each value by the delta method: cov_gh / (4 sqrt(theta_g theta_h)).

        Makes root mean squared errors of mean squared ones. NaN for values below 0; a value of 0 has no
        covariance, since the root has no slope there.
        """
        value = np.sqrt(np.where(self.value >= 0, self.value, np.nan))
        slope = np.divide(0.5, value, out=np.full_like(value, np.nan), where=value > 0)
        return replace(self, value=value, covariance=np.outer(slope, slope) * self.covariance)


def by_code(numerator: Array, denominator: Array, codes: NDArray[np.integer], groups: int) -> Ratios:
    """Disjoint groups, codes 0 … groups - 1 of shape (N,), -1 for users in none; the covariance is diagonal.

    Needs no array of shape (N, groups). Residuals are squared, not raw moments, so that nothing cancels.
    """
    a, b = _sums(numerator, codes, groups), _sums(denominator, codes, groups)
    n = _sums((denominator != 0).astype(np.float64), codes, groups).astype(np.int64)
    value = _divided(a, b)
    residual = numerator - np.append(value, 0.0)[codes] * denominator  # code -1 reads the 0 at the end
    squares = _sums(np.square(np.where(codes < 0, 0.0, residual)), codes, groups)
    effective = _divided(np.square(b), _sums(np.square(denominator), codes, groups))
    return Ratios(value, n, np.diag(squares * np.square(_divided(_factor(n), b))), effective)


def by_member(numerator: Array, denominator: Array, member: NDArray[np.bool_]) -> Ratios:
    """Groups that may share users: numerators and denominators of shape (N,), `member` of shape (N, G)."""
    return _overlapping(
        len(numerator),
        member.shape[1],
        lambda rows: (numerator[rows, None] * member[rows], denominator[rows, None] * member[rows]),
    )


def by_columns(numerator: Array, denominator: Array) -> Ratios:
    """One ratio a column: numerators of shape (N, G), denominators of that shape or (N, 1) for all columns."""
    return _overlapping(len(numerator), numerator.shape[1], lambda rows: (numerator[rows], denominator[rows]))


def _overlapping(n_users: int, groups: int, columns: Callable[[slice], tuple[Array, Array]]) -> Ratios:
    """Two passes over chunks of users: the sums, then the products of the influences."""
    a, b, b_b, n = np.zeros(groups), np.zeros(groups), np.zeros(groups), np.zeros(groups, dtype=np.int64)
    for rows in _chunks(n_users, groups):
        top, bottom = columns(rows)
        a, b, b_b = a + top.sum(axis=0), b + bottom.sum(axis=0), b_b + np.square(bottom).sum(axis=0)
        n = n + (bottom != 0).sum(axis=0)
    value = _divided(a, b)
    products = np.zeros((groups, groups))
    for rows in _chunks(n_users, groups):
        top, bottom = columns(rows)
        residual = np.ascontiguousarray((top - value * bottom).T)
        products += np.einsum("gu,hu->gh", residual, residual)  # not BLAS: its last digits depend on the threads
    scale = _divided(_factor(n), b)
    return Ratios(value, n, products * np.outer(scale, scale), _divided(np.square(b), b_b))


def _chunks(n_users: int, groups: int) -> Iterator[slice]:
    step = max(1, CELLS // max(1, groups))
    return (slice(start, start + step) for start in range(0, n_users, step))


def _sums(values: Array, codes: NDArray[np.integer], groups: int) -> Array:
    return np.bincount(codes + 1, values, minlength=groups + 1)[1:].astype(np.float64)


def _divided(top: Array, bottom: Array) -> Array:
    quotient: Array = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom != 0)
    return quotient


def _factor(n: Counts) -> Array:
    """sqrt(n / (n - 1)); NaN below two users."""
    factor: Array = np.sqrt(_divided(n.astype(np.float64), np.where(n > 1, n - 1, 0).astype(np.float64)))
    return factor
