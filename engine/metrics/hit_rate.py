"""Hit rate: how many users find at least one relevant item?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import narwhals as nw

from engine.contracts import Table
from engine.metrics.counts import hits_and_positives
from engine.metrics.material import Material, per_user

KEY = "hit_rate"


@dataclass(frozen=True, slots=True)
class HitRate:
    """1 for a user with a relevant item in the first k, else 0; users without relevant items are left out."""

    SIDE: ClassVar[Literal["user"]] = "user"
    USES_FEEDBACK: ClassVar[bool] = True
    k: int = 10

    def units(self, material: Material) -> Table:
        """user_code, numerator = 0 or 1, denominator = 1."""
        counts = hits_and_positives(material, self.k)
        return per_user(counts, (nw.col("hits") > 0).cast(nw.Int8), nw.lit(1.0))
