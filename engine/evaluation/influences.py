"""What each user adds to each number of `judged`: for intervals, and for paired differences between scorers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from engine.evaluation.judged import Judged, K, auc_parts, by_user_auc, by_user_ndcg
from engine.statistics.inverse_weights import kish

Array = NDArray[np.float64]
LEVEL = 0.05
LEAST_USERS = 30
"""Below it an interval over users is not told."""


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """A number and the influence psi_u of each of the U users behind it, shape (U,), which sum to 0.

    The users are the sampled units, so that pairs of one user may hang together as they like: the variance is
    U / (U - 1) sum psi_u^2, plus `beside`, that of another sample which the value leans on too. `effective`: Kish's
    effective number of the users, by what each brings to the denominator.
    Source: Särndal, Swensson & Wretman (1992), Model assisted survey sampling, section 5.6.
    """

    value: float
    users: Array
    effective: float
    beside: float = 0.0

    def less(self, other: "Influence") -> "Influence":
        """The paired difference to another scorer on the same pairs."""
        effective = min(self.effective, other.effective)
        return Influence(self.value - other.value, self.users - other.users, effective, self.beside + other.beside)

    def interval(self, level: float = LEVEL) -> tuple[float, float] | None:
        """Value +- t se at 1 - level, with effective users - 1 degrees of freedom; None with fewer than 30 of them, or
        where users do not differ at all.
        """
        n = len(self.users)
        if self.effective < LEAST_USERS:
            return None
        error = float(np.sqrt(n / (n - 1) * np.square(self.users).sum() + self.beside))
        if error == 0:
            return None
        reach = float(stdtrit(self.effective - 1, 1 - level / 2)) * error
        return self.value - reach, self.value + reach


def influences(of: Judged, on_scale: bool) -> dict[str, Influence]:
    """By the keys of `judged`, without those that are undefined. The same pairs give the same users in each."""
    codes = np.unique(of.users, return_inverse=True)[1]
    if not len(codes):
        return {}
    found = _errors(of, codes) if on_scale else {}
    if of.relevant.all() or not of.relevant.any():
        return found
    ranked = np.zeros(int(codes.max()) + 1)
    some, values = by_user_ndcg(of)
    ranked[np.searchsorted(np.unique(of.users), some)] = values
    within = by_user_auc(of)[1]
    return {
        **found,
        "auc": _auc(of, codes),
        **({"gauc": mean(within)} if len(within) else {}),
        f"ndcg@{K}": mean(values),
        f"ndcg@{K}_all": mean(ranked),
    }


def mean(values: Array) -> Influence:
    """The mean over users."""
    return ratio(values, np.ones(len(values)))


def ratio(top: Array, bottom: Array) -> Influence:
    """Sum of `top` over sum of `bottom`, both of shape (U,): psi_u = (top_u - value bottom_u) / sum bottom."""
    value = float(top.sum() / bottom.sum())
    return Influence(value, (top - value * bottom) / bottom.sum(), kish(bottom))


def differences(first: Mapping[str, Influence], second: Mapping[str, Influence]) -> dict[str, Influence]:
    """First - second, of the numbers that both have."""
    return {key: first[key].less(second[key]) for key in first if key in second}


def sums(codes: NDArray[np.int64], values: Array, n: int = 0) -> Array:
    """Sums of `values` by code, shape (n,) at least."""
    return np.bincount(codes, values, n).astype(np.float64)


def _errors(of: Judged, codes: NDArray[np.int64]) -> dict[str, Influence]:
    weights = sums(codes, of.weights)
    found = {}
    for key, losses in (("mse", np.square(of.scores - of.feedback)), ("mae", np.abs(of.scores - of.feedback))):
        lost = sums(codes, of.weights * losses)
        found[key], found[f"{key}_by_pair"] = mean(lost / weights), ratio(lost, weights)
    return found


def _auc(of: Judged, codes: NDArray[np.int64]) -> Influence:
    """Pooled over users: each pair's own part, less the AUC, summed by user over the pairs of its kind.

    Source: Obuchowski (1997), Nonparametric analysis of clustered ROC curve data, Biometrics 53; DeLong, DeLong &
    Clarke-Pearson (1988), Comparing the areas under two or more correlated ROC curves: a nonparametric approach.
    """
    parts = auc_parts(of.scores, of.relevant, of.weights)
    value = float(np.average(parts[of.relevant], weights=of.weights[of.relevant]))
    of_kind = [sums(codes, of.weights * kind) for kind in (of.relevant, ~of.relevant)]
    totals = np.where(of.relevant, of_kind[0].sum(), of_kind[1].sum())
    users = sums(codes, of.weights * (parts - value) / totals)
    return Influence(value, users, min(kish(of_one) for of_one in of_kind))
