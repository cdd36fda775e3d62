"""Attributes of users and items as columns of numbers that keep their names."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.contracts import Attribute
from engine.data.features import MOST_LEVELS
from engine.data.values import split_values
from engine.explain.explanation import NamedFeature


@dataclass(frozen=True, slots=True)
class Column:
    """A feature of users or items: `values` by code, NaN where unknown; `labels` name a category's codes."""

    feature: NamedFeature
    values: NDArray[np.float64]
    labels: tuple[str, ...] = ()


def attribute_columns(
    cells: dict[str, NDArray[Any]], side: Literal["user", "item"], attributes: tuple[Attribute, ...]
) -> list[Column]:
    """A number as it is, a category as codes in the order of its labels, a flag for each frequent value of a `multi`.

    `cells`: the raw values of each attribute in the order of the codes. Texts are left out.
    """
    columns: list[Column] = []
    for attribute in attributes:
        key, values = f"{side}.attribute.{attribute.name}", cells.get(attribute.name)
        if attribute.kind == "text" or values is None:
            continue
        if attribute.kind == "number":
            columns.append(Column(NamedFeature(key, "number", side), values.astype(np.float64)))
        elif attribute.kind == "multi":
            columns += _flags(key, side, members(values, several=True))
        else:
            columns.append(_category(key, side, members(values, several=False)))
    return columns


def members(values: NDArray[Any], several: bool) -> list[list[str]]:
    """The values of each cell; the text `unknown` is no value but the lack of one, as in groups."""
    of = [split_values(v) if several else [str(v)] if v is not None else [] for v in values]
    return [[label for label in labels if label.casefold() != UNKNOWN] for labels in of]


def _category(key: str, side: Literal["user", "item"], of: list[list[str]]) -> Column:
    labels = tuple(sorted({label for own in of for label in own}))
    place = {label: float(i) for i, label in enumerate(labels)}
    values = np.array([place[own[0]] if own else np.nan for own in of], dtype=np.float64)
    return Column(NamedFeature(key, "category", side), values, labels)


def _flags(key: str, side: Literal["user", "item"], of: list[list[str]]) -> list[Column]:
    """The most frequent values, ties in the order of the text; a value of few users is not named."""
    counts: dict[str, int] = {}
    for own in of:
        for label in own:
            counts[label] = counts.get(label, 0) + 1
    least = LEAST_USERS if side == "user" else 1
    named = [label for label in sorted(counts, key=lambda label: (-counts[label], label)) if counts[label] >= least]
    known = np.array([bool(own) for own in of])
    return [
        Column(
            NamedFeature(f"{key}={label}", "flag", side),
            np.where(known, np.array([label in own for own in of], dtype=np.float64), np.nan),
        )
        for label in named[:MOST_LEVELS]
    ]
