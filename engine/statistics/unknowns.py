"""What users whose group is unknown, or wrongly labelled, could do to a gap."""

import numpy as np
from numpy.typing import NDArray

from engine.statistics.gaps import GapScale

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

WORST = 1e6
"""A mixing matrix of a greater condition number is taken as singular: the groups can no longer be told apart."""


def unknown_bounds(
    numerator: Array, denominator: Array, group: Mask, reference: Mask, unknown: Mask, scale: GapScale
) -> tuple[float, float] | None:
    """The least and greatest gap over all ways to place the unknown users in the group, the reference or neither.

    Numerators, denominators (not negative) and masks have the shape (N,); a user who is unknown is in neither
    of the other two. Each end takes the group's most extreme value and the reference's opposite one, found
    separately. Where that would need a user on both sides, the end is beyond every possible gap (an outer bound);
    else some placement attains it. Says nothing of chance. None where the gap of the known users is undefined, or
    negative values leave no ratio; the upper end is infinite where the reference could be 0.
    Source: Manski (2003), Partial identification of probability distributions, chapter 1.
    """
    if not (denominator[group].sum() > 0 and denominator[reference].sum() > 0):
        return None
    first, second = (_extremes(numerator, denominator, mask, unknown) for mask in (group, reference))
    if scale == "difference":
        return first[0] - second[1], first[1] - second[0]
    if first[0] < 0 or second[1] <= 0:
        return None
    return first[0] / second[1], first[1] / second[0] if second[0] > 0 else float("inf")


def _extremes(numerator: Array, denominator: Array, inside: Mask, unknown: Mask) -> tuple[float, float]:
    """The least and greatest ratio of sums that some of the unknown users, added to those inside, can make.

    Adding a user moves a ratio of sums towards the user's own ratio. So the extreme adds a run from one end of
    the unknown users sorted by their ratios: the best of all such runs is the best of all subsets.
    """
    asked = np.flatnonzero(unknown & (denominator > 0))
    a, b = numerator[asked], denominator[asked]
    order = np.argsort(a / b, kind="stable")
    start = np.array([[numerator[inside].sum()], [denominator[inside].sum()]])
    runs = [np.cumsum(np.column_stack([start, np.stack([a, b])[:, way]]), axis=1) for way in (order, order[::-1])]
    return float((runs[0][0] / runs[0][1]).min()), float((runs[1][0] / runs[1][1]).max())


def corrected(values: Array, counts: Array, error_rate: float) -> Array:
    """Group means if each label is wrong with probability e, whatever the user's value; both of shape (G,).

    Wrong labels are spread over the other groups in proportion to their sizes: of the n_h users of true group h a
    share e n_g / (n - n_h) is found in group g. The true sizes m solve M m = n for the observed sizes n, with
    M_gg = 1 - e and M_gh = e s_g / (1 - s_h), s the observed shares; then M (m * mu) = n * values gives the means
    mu. NaN everywhere where M cannot be inverted or a true size would not be positive: the rate is more than
    the data can bear. A gap under such a rate is larger than the plain one: errors at random blur groups.

    Raises:
        ValueError: an error rate outside 0 to 1, below 1.
    """
    if not 0 <= error_rate < 1:
        raise ValueError(f"error rate {error_rate} is not in [0, 1)")
    nothing = np.full(len(values), np.nan)
    shares = counts / counts.sum()
    if len(values) < 2 or (shares >= 1).any():
        return values.copy() if error_rate == 0 else nothing
    mixing = error_rate * shares[:, None] / (1 - shares)[None, :]
    np.fill_diagonal(mixing, 1 - error_rate)
    if np.linalg.cond(mixing) > WORST:
        return nothing
    sizes, totals = np.linalg.solve(mixing, np.column_stack([counts, counts * values])).T
    return totals / sizes if (sizes > 0).all() else nothing
