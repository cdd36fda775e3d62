"""The whole model in one table: what each feature contributes over a sample of pairs, nobody named."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from engine.audit.groups import LEAST_PROVIDERS, LEAST_USERS
from engine.contracts import Codes
from engine.explain.explanation import Level, NamedFeature, Summary
from engine.explain.ground import Attributed
from engine.explain.surrogate import spearman

DIGITS = 5
"""Significant digits of a point: what a figure can show."""
Values = NDArray[np.float64]


def summaries(
    features: tuple[NamedFeature, ...],
    found: Attributed,
    owners: tuple[Codes, Codes],
    labels: Mapping[str, tuple[str, ...]],
    hidden: Mapping[str, frozenset[str]],
    rng: np.random.Generator,
) -> tuple[Summary, ...]:
    """One entry a feature, the most important first.

    `owners`: users and items of the pairs; `labels`: of categories, by key; `hidden`: the suppressed groups of
    those categories that can be shown by group at all.
    """
    made = []
    for column, feature in enumerate(features):
        phi, values = found.phi[:, column], found.matrix[:, column]
        category = feature.kind == "category"
        order = rng.permutation(len(phi))
        levels: tuple[Level, ...] = ()
        if feature.key in hidden:
            owner = owners[0] if feature.side == "user" else owners[1]
            least = LEAST_USERS if feature.side == "user" else LEAST_PROVIDERS
            levels = _levels(phi, values, owner, least, labels[feature.key], hidden[feature.key])
        made.append(
            Summary(
                feature=feature.key,
                importance=float(np.abs(phi).mean()),
                direction=None if category else _direction(values, phi),
                phi=tuple(float(f"{value:.{DIGITS}g}") for value in phi[order]),
                shade=(None,) * len(phi) if category else tuple(_shades(values)[i] for i in order),
                levels=levels,
            )
        )
    return tuple(sorted(made, key=lambda s: (-s.importance, s.feature)))


def _levels(
    phi: Values, values: Values, owner: Codes, least: int, labels: tuple[str, ...], hidden: frozenset[str]
) -> tuple[Level, ...]:
    """Mean phi by value, for values that enough users or items of the sample have and that are not suppressed."""
    shown = []
    for code, label in enumerate(labels):
        mine = values == code
        if label not in hidden and len(np.unique(owner[mine])) >= least:
            shown.append(Level(label, float(phi[mine].mean())))
    return tuple(shown)


def _direction(values: Values, phi: Values) -> float | None:
    known = ~np.isnan(values)
    return spearman(values[known], phi[known]) if known.sum() > 1 else None


def _shades(values: Values) -> list[float | None]:
    """The place of each value among the known ones, in tenths, so that no exact value can be read off."""
    known = ~np.isnan(values)
    shades: list[float | None] = [None] * len(values)
    ranks = rankdata(values[known])
    low, high = (ranks.min(), ranks.max()) if len(ranks) else (0.0, 0.0)
    for row, rank in zip(np.flatnonzero(known), ranks, strict=True):
        shades[row] = round(float((rank - low) / (high - low)), 1) if high > low else 0.5
    return shades
