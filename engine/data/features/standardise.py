"""A number of users or items, standardised by those who are in the training fold."""

import warnings
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.data.features.fold import Fold
from engine.data.features.matrix import Input

KEY = "standardise"


@dataclass(frozen=True, slots=True)
class Standardise:
    """z = (x - mean) / deviation, mean and deviation over users (or items) with a training row; unknown is 0.

    `attribute`: a number. A number that is the same for all of them becomes 0.
    """

    TIMED: ClassVar[bool] = False
    KINDS: ClassVar[tuple[str, ...]] = ("number",)
    attribute: str

    def inputs(self, fold: Fold) -> list[Input]:
        """One input, named like the attribute; none on the side that does not have it."""
        if fold.attribute(self.attribute) is None:
            return []
        return [Input(self.attribute, standardised(fold.cells(self.attribute), fold.trained))]


def standardised(values: NDArray[Any], among: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The values less the mean of those in `among`, over their deviation; all shapes (n,), NaN stays."""
    numbers = values.astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nobody known: mean and deviation are NaN, so is the input
        mean, deviation = np.nanmean(numbers[among]), np.nanstd(numbers[among])
    return (numbers - mean) / (deviation if deviation > 0 else 1.0)
