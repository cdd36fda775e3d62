"""A category of users or items as indicators, one for each of its most frequent levels."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import Field

from engine.data.features.fold import Fold
from engine.data.features.matrix import Input
from engine.data.values import split_values

KEY = "one_hot"
MOST_LEVELS = 20
"""Levels of a category that get a column of their own: the most frequent ones."""


@dataclass(frozen=True, slots=True)
class OneHot:
    """x_v = 1 where the user (or item) has the value v, else 0; all 0 where none is known.

    `attribute`: a category, or one of several values. `levels`: the values v are so many, those that most users (or
    items) with a training row have, ties in the order of the text.
    """

    TIMED: ClassVar[bool] = False
    KINDS: ClassVar[tuple[str, ...]] = ("category", "multi")
    attribute: str
    levels: Annotated[int, Field(ge=1, le=200)] = MOST_LEVELS

    def inputs(self, fold: Fold) -> list[Input]:
        """One input a level, named `attribute=level`; none on the side that does not have the attribute."""
        known = fold.attribute(self.attribute)
        if known is None:
            return []
        found = indicators(fold.cells(self.attribute), known.kind == "multi", self.levels, fold.trained)
        return [Input(f"{self.attribute}={level}", values) for level, values in found.items()]


def indicators(
    values: NDArray[Any], several: bool, most: int, among: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """One indicator a level, shape (n,), the most frequent in `among` first, ties in the order of the text."""
    encoded = pa.array(values, from_pandas=True).dictionary_encode()
    distinct = [*encoded.dictionary.to_pylist(), None]  # few, however many users there are; None is the last
    members = [set(split_values(v) if several else [str(v)] if v is not None else []) for v in distinct]
    which = encoded.indices.fill_null(len(distinct) - 1).to_numpy()
    counts: dict[str, int] = {}
    for levels, n in zip(members, np.bincount(which[among], minlength=len(distinct)).tolist(), strict=True):
        for level in levels if n else ():
            counts[level] = counts.get(level, 0) + n
    chosen = sorted(counts, key=lambda level: (-counts[level], level))[:most]
    return {level: np.array([level in of for of in members], dtype=np.float64)[which] for level in chosen}
