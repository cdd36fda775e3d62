"""The inputs that a dataset without a recipe gives: every attribute that can be grouped by."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.data.features.fold import Fold
from engine.data.features.matrix import Input
from engine.data.features.one_hot import MOST_LEVELS, indicators
from engine.data.features.standardise import standardised

KEY = "usual"


@dataclass(frozen=True, slots=True)
class Usual:
    """Numbers standardised over everybody, an indicator for each of a category's 20 most frequent levels.

    Texts, attributes of one value and attributes that are kept apart are left out. What is unknown is 0.
    """

    TIMED: ClassVar[bool] = False

    def inputs(self, fold: Fold) -> list[Input]:
        """The inputs of each attribute, in the order of the attributes."""
        everybody = np.ones(fold.n, dtype=bool)
        made: list[Input] = []
        for attribute in fold.attributes:
            if attribute.kind == "text" or attribute.n_values < 2:
                continue
            values, name = fold.cells(attribute.name), attribute.name
            if attribute.kind == "number":
                made.append(Input(name, standardised(values, everybody)))
            else:
                levels = indicators(values, attribute.kind == "multi", MOST_LEVELS, everybody)
                made += [Input(f"{name}={level}", column) for level, column in levels.items()]
        return made
