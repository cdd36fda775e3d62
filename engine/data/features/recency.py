"""How long ago a user (or an item) was last active, when training ends."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.data.features.fold import Fold, Side
from engine.data.features.matrix import Input

KEY = "recency"
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Recency:
    """x = log(1 + d), d: days from the last training row of the user (or item) to the last training row of all.

    `side`: of users, or of items. Who has no training row gets the mean of the others.
    """

    TIMED: ClassVar[bool] = True
    side: Side = "user"

    def inputs(self, fold: Fold) -> list[Input]:
        """One input; none on the other side."""
        if fold.side != self.side or fold.times is None or not len(fold.codes):
            return []
        last = np.full(fold.n, np.iinfo(np.int64).min)
        np.maximum.at(last, fold.codes, fold.times)
        days = np.full(fold.n, np.nan)
        days[fold.trained] = (fold.times.max() - last[fold.trained]) / DAY
        values = np.log1p(days)
        return [Input(KEY, values, float(np.nanmean(values)), "number")]
