"""Did the correction help? A corrected model against its twin, the same set-up without the correction."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Finding
from engine.evaluation.influences import LEAST_USERS, ratio
from engine.evaluation.judged import Judged, by_user_ndcg
from engine.statistics.risks_by_value import slice_variance

Array = NDArray[np.float64]
Basis = Literal["weighted validation", "randomized test"]
Metric = Literal["mse", "ndcg", "place"]


@dataclass(frozen=True, slots=True)
class Correction:
    """The paired difference corrected - twin in `metric` over the same pairs, with its interval over users at 95%.

    `metric`: `mse`, which is better when smaller, `ndcg` among judged pairs, or `place`, the share of candidates that a
    positive stands above. `verdict`: `better` or `worse` where the interval lies
    beyond 0, else `unclear`. `basis`: the pairs: validation pairs weighted by 1/p, which depend on the propensities
    being right, or the randomized test, which does not. All None with fewer than 30 effective users.
    """

    basis: Basis
    metric: Metric
    corrected: float | None
    twin: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: Literal["better", "worse", "unclear"]


def correction(
    corrected: Judged, twin: Judged, on_scale: bool, basis: Basis, slice_weights: Array | None = None
) -> Correction:
    """Compare two systems on the same judged pairs.

    Squared errors: D = sum w (e_c - e_t) / sum w, a ratio of sums over users, linearised by user; rankings: the mean
    over users of the difference of their NDCG among judged pairs. `slice_weights`: as for `compared`.
    """
    if on_scale:
        metric: Metric = "mse"
        users, weights = corrected.users, corrected.weights
        losses = [np.square(of.scores - of.feedback) for of in (corrected, twin)]
    else:
        metric = "ndcg"
        users, first = by_user_ndcg(corrected)
        losses, weights = [first, by_user_ndcg(twin)[1]], np.ones(len(first))
    return compared(basis, metric, users, losses[0], losses[1], weights, slice_weights if on_scale else None)


def compared(
    basis: Basis,
    metric: Metric,
    users: NDArray[np.int32],
    first: Array,
    second: Array,
    weights: Array,
    slice_weights: Array | None = None,
) -> Correction:
    """Compare `metric` of n pairs (or users) under two systems: D = sum w (a_c - a_t) / sum w, linearised by user.

    Args:
        basis: Which pairs these are.
        metric: What was measured.
        users: Of each pair, shape (n,).
        first: The corrected system's values.
        second: The twin's.
        weights: w of each pair.
        slice_weights: 1/p of the randomized pairs from which p was learned, which the interval then counts too.
    """
    codes = np.unique(users, return_inverse=True)[1]
    top, bottom = (np.bincount(codes, of).astype(np.float64) for of in (weights * (first - second), weights))
    found = ratio(top, bottom) if len(codes) else None
    if found is None or found.effective < LEAST_USERS:
        return Correction(basis, metric, None, None, None, None, None, "unclear")
    if slice_weights is not None:
        found = replace(found, beside=slice_variance(first - second, weights, slice_weights))
    low, high = found.interval() or (found.value, found.value)
    return Correction(
        basis,
        metric,
        float(np.average(first, weights=weights)),
        float(np.average(second, weights=weights)),
        found.value,
        low,
        high,
        _verdict(low, high, metric == "mse"),
    )


def _verdict(low: float, high: float, smaller_is_better: bool) -> Literal["better", "worse", "unclear"]:
    if low <= 0 <= high:
        return "unclear"
    return "better" if (high < 0) == smaller_is_better else "worse"


def findings(compared: tuple[Correction, ...], objective: str, twin: str, tuned: bool = False) -> tuple[Finding, ...]:
    """One finding for each basis: a correction that made things worse is a flag, unless a randomized test, which
    decides, says better. `tuned`: the twin has settings of its own, found by a search of its own.
    """
    test = next((of.verdict for of in compared if of.basis == "randomized test" and of.difference is not None), "")
    return tuple(
        Finding(
            f"correction.{of.verdict}" if of.difference is not None else "correction.untold",
            _severity(of, test),
            {
                "objective": objective,
                "twin": twin,
                "tuned": tuned,
                "decided": test if of.basis == "weighted validation" and test != "unclear" else "",
                "basis": of.basis,
                "metric": of.metric,
                "corrected": of.corrected,
                "twin_value": of.twin,
                "difference": of.difference,
                "low": of.low,
                "high": of.high,
                "least": LEAST_USERS,
            },
        )
        for of in compared
    )


def _severity(of: Correction, test: str) -> Literal["flag", "caution", "note"]:
    if of.verdict == "better":
        return "note"
    overruled = test == "better" and of.basis == "weighted validation"
    if of.verdict == "worse":
        return "caution" if overruled else "flag"
    return "note" if overruled else "caution"
