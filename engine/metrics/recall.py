"""Recall: what share of the relevant items is in the list?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import narwhals as nw

from engine.contracts import Table
from engine.metrics.counts import hits_and_positives
from engine.metrics.material import Material, per_user

KEY = "recall"


@dataclass(frozen=True, slots=True)
class Recall:
    """Recall@k of a user = hits in the first k / relevant test items, in [0, 1].

    Users without relevant test items are left out. It cannot reach 1 for users with more than k.
    """

    SIDE: ClassVar[Literal["user"]] = "user"
    USES_FEEDBACK: ClassVar[bool] = True
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = recall@k, denominator = 1."""
        counts = hits_and_positives(material, self.k)
        return per_user(counts, nw.col("hits").cast(nw.Float64) / nw.col("positives"), nw.lit(1.0))
