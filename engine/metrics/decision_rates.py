"""Rates of accept/reject decisions by group, in one pass over the rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.metrics.base import Array


@dataclass(frozen=True, slots=True)
class DecisionRates:
    """One number a group, each of shape (n_groups,); NaN where the denominator is empty, never 0.

    `count`: rows; `selection`: accepted / rows; `true_positive` and `false_negative`: accepted and rejected / actual
    ones; `false_positive` and `true_negative`: the same / actual zeros; `precision`: actual ones / accepted;
    `accuracy`: decisions that equal the actual value / rows.
    """

    count: NDArray[np.int64]
    selection: Array
    true_positive: Array
    false_positive: Array
    true_negative: Array
    false_negative: Array
    precision: Array
    accuracy: Array


def decision_rates(actual: NDArray[Any], decided: NDArray[Any], codes: NDArray[Any], n_groups: int) -> DecisionRates:
    """The rates of `decided` against `actual`, both 0 or 1 (or bool), by the group codes 0 to n_groups - 1.

    All three have the shape (n,). Definitions as fairlearn's, but for empty denominators.

    Raises:
        ValueError: shapes that differ, codes outside the groups, or values other than 0 and 1.
    """
    _check(actual, decided, codes, n_groups)
    cell = np.left_shift(codes, 2, dtype=np.intp)
    cell += _bits(actual) << 1 | _bits(decided)
    table = np.bincount(cell, minlength=4 * n_groups).reshape(n_groups, 4).astype(np.float64)
    tn, fp, fn, tp = table.T
    with np.errstate(invalid="ignore"):
        return DecisionRates(
            count=table.sum(axis=1).astype(np.int64),
            selection=(tp + fp) / (tp + fp + tn + fn),
            true_positive=tp / (tp + fn),
            false_positive=fp / (fp + tn),
            true_negative=tn / (fp + tn),
            false_negative=fn / (tp + fn),
            precision=tp / (tp + fp),
            accuracy=(tp + tn) / (tp + fp + tn + fn),
        )


def _bits(values: NDArray[Any]) -> NDArray[np.int8]:
    return values.view(np.int8) if values.dtype.itemsize == 1 else values.astype(np.int8)


def _check(actual: NDArray[Any], decided: NDArray[Any], codes: NDArray[Any], n_groups: int) -> None:
    if not (actual.shape == decided.shape == codes.shape) or codes.ndim != 1:
        raise ValueError(f"shapes differ: {actual.shape}, {decided.shape}, {codes.shape}")
    if len(codes) and not (codes.min() >= 0 and codes.max() < n_groups):
        raise ValueError(f"codes are not within 0 to {n_groups - 1}")
    if not all(_is_binary(values) for values in (actual, decided)):
        raise ValueError("actual and decided values are 0 or 1")


def _is_binary(values: NDArray[Any]) -> bool:
    if values.dtype == np.bool_ or not len(values):
        return True
    whole = values.dtype.kind in "iu" or bool((values == np.floor(values)).all())
    return whole and bool(values.min() >= 0 and values.max() <= 1)
