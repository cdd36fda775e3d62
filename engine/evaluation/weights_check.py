"""Do the weights bring the log to the randomized test? Told by what nothing was chosen by."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Finding, Pairs
from engine.evaluation.influences import LEVEL, Influence, ratio, sums
from engine.statistics.risks_by_value import slice_variance

Array = NDArray[np.float64]
MEASURES = ("feedback", "mse")


def weights_tested(
    valid: Pairs, test: Pairs, weights: Array, errors: tuple[Array, Array], slice_weights: Array | None
) -> Finding | None:
    """Validation pairs weighted by 1/p against randomized test pairs: the mean feedback, and a scorer's squared error.

    Both estimate the mean over all eligible pairs: the first, sum w x / sum w, where p is right, the second whatever p
    is. The difference has an interval over users, who are in both; the two intervals hold together at 95%
    (Bonferroni). The scorer should have been chosen by neither. That two estimates agree is no proof of p: it says
    that the test can't tell them apart. None with fewer than 30 effective users.

    Args:
        valid: Observed pairs that were not trained on.
        test: Pairs that were shown at random.
        weights: 1/p of the former.
        errors: Squared errors of one scorer on the two.
        slice_weights: 1/p of the randomized pairs from which p was learned; None where it was not.
    """
    users = np.unique(np.concatenate([valid.users, test.users]))
    codes = tuple(np.searchsorted(users, of.users) for of in (valid, test))
    ones = tuple(np.ones(len(of)) for of in (valid, test))
    values = ((valid.feedback.astype(np.float64), test.feedback.astype(np.float64)), errors)
    facts: dict[str, float] = {}
    differs = False
    for measure, (of_valid, of_test) in zip(MEASURES, values, strict=True):
        weighted, shown = _mean(of_valid, weights, codes[0], len(users)), _mean(of_test, ones[1], codes[1], len(users))
        if slice_weights is not None:
            weighted = replace(weighted, beside=slice_variance(of_valid, weights, slice_weights))
        difference = weighted.less(shown)
        interval = difference.interval(LEVEL / len(MEASURES))
        if interval is None:
            return None
        differs = differs or not interval[0] <= 0 <= interval[1]
        facts |= {f"{measure}_plain": float(of_valid.mean()), f"{measure}_weighted": weighted.value}
        facts |= {f"{measure}_test": shown.value, f"{measure}_low": interval[0], f"{measure}_high": interval[1]}
        facts[f"{measure}_difference"] = difference.value
    return Finding("weights.differ" if differs else "weights.agree", "caution" if differs else "note", facts)


def _mean(values: Array, weights: Array, codes: NDArray[np.int64], n: int) -> Influence:
    return ratio(sums(codes, weights * values, n), sums(codes, weights, n))
