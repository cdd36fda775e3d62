"""When a user (or an item's audience) is active: the share of training interactions by part of the day."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.data.features.fold import Fold, Side
from engine.data.features.matrix import Input

KEY = "time_of_day"
HOUR, DAY = 3600, 86_400


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """x_p = (training rows in part p of the day) / (training rows), in [0, 1], adding up to 1 over the parts.

    `side`: of users, or of items. `parts`: the day from midnight in so many equal parts. `offset`: hours that local
    time is ahead of UTC, in which the log's times are. Who has no training row gets the mean of the others.
    """

    TIMED: ClassVar[bool] = True
    side: Side = "user"
    parts: Literal[2, 3, 4, 6, 8, 12, 24] = 4
    offset: Annotated[float, Field(ge=-14, le=14)] = 0.0

    def inputs(self, fold: Fold) -> list[Input]:
        """One input a part, named by its hours, for example `time_of_day.18–24`; none on the other side."""
        if fold.side != self.side or fold.times is None:
            return []
        part = self._part(fold.times)
        counts = np.zeros((fold.n, self.parts))
        np.add.at(counts, (fold.codes, part), 1.0)
        total = counts.sum(axis=1, keepdims=True)
        shares = np.divide(counts, total, out=np.full_like(counts, np.nan), where=total > 0)
        hours = 24 // self.parts
        means = shares[fold.trained].mean(axis=0) if len(fold.codes) else np.zeros(self.parts)
        return [
            Input(f"{KEY}.{p * hours:02d}–{(p + 1) * hours:02d}", shares[:, p], float(means[p]), "share")
            for p in range(self.parts)
        ]

    def _part(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        """The part of each time's local day."""
        local = times + round(self.offset * HOUR)
        return (local % DAY) * self.parts // DAY
