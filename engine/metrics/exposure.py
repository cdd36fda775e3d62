"""Exposure of items: how much attention do the lists give to a group of items?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import GROUP, NUMERATOR, SCALE, Material, discount, shown

KEY = "exposure"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Exposure of group g = its share of exposure / its share of the catalogue; 1 is proportional.

    A place at rank r receives 1 / log2(1 + r). With E_u(g) the exposure that user u's first k ranks
    give to g: value = (sum_u E_u(g) / |g|) / (sum_u E_u(all) / |catalogue|). Conditional on the
    model: users are resampled, items stay fixed. Source: Singh & Joachims (2018), Fairness of
    exposure in rankings, section 3.
    """

    SIDE: ClassVar[Literal["item"]] = "item"
    USES_FEEDBACK: ClassVar[bool] = False
    k: int = 10

    def units(self, material: Material, membership: Table) -> Table:
        """user_code, group_code, numerator = E_u(g); absent where it is 0.

        `membership`: item_code, group_code; an item may be in several groups.
        """
        rows = shown(material, self.k).join(membership, on=c.ITEM_CODE).group_by(c.USER_CODE, GROUP)
        total = discount(nw.col(c.RANK)).sum().cast(nw.Float64) / float(SCALE)
        return rows.agg(total.alias(NUMERATOR))
