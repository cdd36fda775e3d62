"""The estimators of `risks` with the users as what is sampled: pairs of one user may hang together as they like.

Symbols and values are those of `engine.statistics.risks`. Each estimate is a ratio of sums over users, a_u / b_u, and
its error is linearised by user (`engine.statistics.ratios`): it counts both which users there are and which of their
pairs were seen, and needs no p in its variance. It is the error for other users of the same kind; for these users alone
it is mostly too large. Intervals are those of t with as many degrees of freedom as there are effective users, less one.
Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 5.6; Cameron & Miller (2015), A
practitioner's guide to cluster-robust inference.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.statistics.gaps import value_interval
from engine.statistics.inverse_weights import inverse
from engine.statistics.ratios import by_code
from engine.statistics.risks import LEVEL, NOTHING, Risk, require

Array = NDArray[np.float64]
Codes = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Users:
    """Whose the pairs are. `codes`: the user of each observed pair, 0 … U - 1, shape (n,); `eligible`: the eligible
    pairs of each user, shape (U,), 0 where a user has none.
    """

    codes: Codes
    eligible: Array

    def sums(self, values: Array) -> Array:
        """Sums over each user's observed pairs, shape (U,).

        Raises:
            ValueError: A user who is not there, or with more observed pairs than eligible ones.
        """
        seen = np.bincount(self.codes, minlength=len(self.eligible))
        if len(seen) > len(self.eligible) or (seen > self.eligible).any():
            raise ValueError("a user has more observed pairs than eligible ones")
        return np.bincount(self.codes, values, minlength=len(self.eligible)).astype(np.float64)


def naive_by_user(losses: Array, users: Users, level: float = LEVEL) -> Risk:
    """The mean of the observed losses: a_u = sum o e, b_u = sum o. As `risks.naive`."""
    require(losses)
    return _ratio(users.sums(losses), users.sums(np.ones(len(losses))), users, level)


def ips_by_user(losses: Array, propensities: Array, users: Users, level: float = LEVEL) -> Risk:
    """Inverse propensity scoring: a_u = sum o e / p, b_u = the user's eligible pairs. As `risks.ips`."""
    require(losses, propensities)
    return _ratio(users.sums(inverse(propensities) * losses), users.eligible, users, level)


def snips_by_user(losses: Array, propensities: Array, users: Users, level: float = LEVEL) -> Risk:
    """Self-normalised IPS: a_u = sum o e / p, b_u = sum o / p. As `risks.snips`; here the error too needs p only up to
    a factor.
    """
    require(losses, propensities)
    w = inverse(propensities)
    return _ratio(users.sums(w * losses), users.sums(w), users, level)


def eib_by_user(losses: Array, imputed: Array, imputed_sums: Array, users: Users, level: float = LEVEL) -> Risk:
    """Error imputation: a_u = sum of ehat over the user's eligible pairs + sum o (e - ehat), b_u = those pairs.

    Args:
        losses: e of the observed pairs, shape (n,).
        imputed: ehat of the same pairs.
        imputed_sums: The sums of ehat over each user's eligible pairs, shape (U,).
        users: Whose the pairs are.
        level: The interval is that of 1 - level.
    """
    require(losses, imputed)
    require(imputed_sums, users.eligible)
    return _ratio(imputed_sums + users.sums(losses - imputed), users.eligible, users, level)


def dr_by_user(
    losses: Array, imputed: Array, propensities: Array, imputed_sums: Array, users: Users, level: float = LEVEL
) -> Risk:
    """Doubly robust: a_u = sum of ehat over the user's eligible pairs + sum o (e - ehat) / p, b_u = those pairs.

    Arguments as for `eib_by_user`; `propensities`: p of the observed pairs, shape (n,). As `risks.dr`.
    """
    require(losses, imputed, propensities)
    require(imputed_sums, users.eligible)
    corrections = users.sums(inverse(propensities) * (losses - imputed))
    return _ratio(imputed_sums + corrections, users.eligible, users, level)


def _ratio(top: Array, bottom: Array, users: Users, level: float) -> Risk:
    if len(users.codes) == 0:
        return NOTHING
    found = by_code(top, bottom, np.zeros(len(bottom), dtype=np.int64), 1)
    value, error = float(found.value[0]), float(found.error[0])
    interval = value_interval(found, 0, level)
    return Risk(
        value,
        error if np.isfinite(error) else None,
        interval.low if interval else None,
        interval.high if interval else None,
        int(found.n[0]),
        float(found.effective[0]),
    )
