"""Clip sweep: how much the weighted mean depends on where the heaviest weights are cut."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.diagnostics.levels import Level, level
from engine.diagnostics.outcome import Array, Outcome, mean_by_user
from engine.statistics.inverse_weights import kish

MULTIPLES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, None)
USUAL_CUT = 10.0
WEAK_MOVE, POOR_MOVE = 0.1, 0.25
"""In deviations of the outcome, as for standardised mean differences."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Weights cut at `multiple` times their mean (None: not cut). `estimate`: the self-normalised weighted mean of the
    training pairs' outcome, with its standard error over users (None below two users); `clipped`: the share of rows
    that were cut, `effective`: what the rows are worth.
    """

    multiple: float | None
    estimate: float
    error: float | None
    effective: float
    clipped: float


@dataclass(frozen=True, slots=True)
class Sweep:
    """`observed`: the plain mean. `moved`: by how many deviations of the outcome a cut at 10 times the mean weight
    moves the weighted mean: what depends on a few heavy rows. `good`: at most 0.1, `weak`: at most 0.25, `poor`.
    """

    verdict: Level
    kind: Literal["feedback", "positives"]
    observed: float
    cuts: tuple[Cut, ...]
    moved: float


def sweep(of: Outcome, propensities: Array) -> Sweep:
    """Cut the weights 1/p of the n training pairs at each of `MULTIPLES`; `propensities`: shape (n,)."""
    weights = 1 / propensities
    cuts = tuple(_cut(of, weights, multiple) for multiple in MULTIPLES)
    at = {cut.multiple: cut.estimate for cut in cuts}
    moved = abs(at[USUAL_CUT] - at[None]) / float(of.values.std())
    return Sweep(
        verdict=level(moved > POOR_MOVE, moved > WEAK_MOVE),
        kind=of.kind,
        observed=float(of.values.mean()),
        cuts=cuts,
        moved=moved,
    )


def _cut(of: Outcome, weights: Array, multiple: float | None) -> Cut:
    bound = np.inf if multiple is None else multiple * weights.mean() * (1 + 1e-12)  # equal weights are not cut
    kept = np.minimum(weights, bound)
    mean = mean_by_user(of.values, kept, of.users, of.n_users)
    error = float(mean.error[0])
    return Cut(
        multiple=multiple,
        estimate=float(mean.value[0]),
        error=error if np.isfinite(error) else None,
        effective=kish(kept),
        clipped=float((weights > bound).mean()),
    )
