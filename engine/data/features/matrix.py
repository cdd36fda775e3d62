"""What is known of users or items as numbers: one column an input, in the order of the codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Told = Literal["", "share", "number"]


@dataclass(frozen=True, slots=True)
class Input:
    """One number of each user or item: `values` of shape (n,), NaN where it is unknown.

    `missing`: what a model reads where it is unknown. `told`: how an explanation tells it; empty where the attribute
    behind it is told instead.
    """

    name: str
    values: NDArray[np.float64]
    missing: float = 0.0
    told: Told = ""


@dataclass(frozen=True, slots=True)
class Features:
    """A matrix of shape (n, d) in the order of the codes, with the name of each column."""

    matrix: NDArray[np.float32]
    names: tuple[str, ...]


def encode(inputs: Sequence[Input], n: int) -> Features:
    """The inputs side by side, shape (n, inputs), without anything unknown."""
    columns = [np.nan_to_num(one.values, nan=one.missing).astype(np.float32)[:, None] for one in inputs]
    matrix = np.concatenate(columns, axis=1) if columns else np.zeros((n, 0), dtype=np.float32)
    return Features(matrix, tuple(one.name for one in inputs))
