"""Attributes of users or items as numbers: standardised numbers, one column a category."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Attribute, Table
from engine.data.values import split_values

MOST_LEVELS = 20
"""Levels of a category that get a column of their own: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Features:
    """A matrix of shape (n, d) in the order of the codes, with the name of each column."""

    matrix: NDArray[np.float32]
    names: tuple[str, ...]


def features(table: Table, code: str, attributes: tuple[Attribute, ...]) -> Features:
    """Encode the groupable attributes of `users` or `items`; texts are left out.

    Numbers are standardised to mean 0 and deviation 1, a missing one becomes 0; a category has an
    indicator for each of its `MOST_LEVELS` most frequent levels, all 0 where it is missing.
    """
    frame = table.sort(code).collect()
    matrices: list[NDArray[np.float32]] = []
    names: list[str] = []
    for attribute in attributes:
        if attribute.kind == "text" or attribute.n_values < 2:
            continue
        values = frame[attribute.name].to_numpy()
        columns = _number(values) if attribute.kind == "number" else _indicators(values, attribute.kind == "multi")
        matrices.extend(column[:, None] for column in columns.values())
        names.extend(f"{attribute.name}={level}" if level else attribute.name for level in columns)
    matrix = np.concatenate(matrices, axis=1) if matrices else np.zeros((len(frame), 0), dtype=np.float32)
    return Features(matrix, tuple(names))


def _number(values: NDArray[np.float64]) -> dict[str, NDArray[np.float32]]:
    numbers = values.astype(np.float64)
    deviation = np.nanstd(numbers)
    standardised = (numbers - np.nanmean(numbers)) / (deviation if deviation > 0 else 1.0)
    return {"": np.nan_to_num(standardised).astype(np.float32)}


def _indicators(values: NDArray[np.object_], several: bool) -> dict[str, NDArray[np.float32]]:
    """One indicator a level, the most frequent first, ties in the order of the text."""
    members = [set(split_values(v) if several else [str(v)] if v is not None else []) for v in values]
    counts: dict[str, int] = {}
    for levels in members:
        for level in levels:
            counts[level] = counts.get(level, 0) + 1
    chosen = sorted(counts, key=lambda level: (-counts[level], level))[:MOST_LEVELS]
    return {level: np.array([level in m for m in members], dtype=np.float32) for level in chosen}
