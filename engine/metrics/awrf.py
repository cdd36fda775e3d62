"""AWRF: how far is the attention that a list gives to groups from the catalogue's mixture?"""

from dataclasses import dataclass

import numpy as np

from engine.contracts import Table
from engine.metrics.base import Array, ItemGroups, OfLists
from engine.metrics.material import Material
from engine.metrics.mixture import Mixture, mixture, per_list

KEY = "awrf"


@dataclass(frozen=True, slots=True)
class AWRF(OfLists):
    """AWRF of a list = 1/2 sum_g |e_u(g) - D(g)|, total variation in [0, 1), 0 as the catalogue; mean over users.

    e_u(g): group g's share of the attention that the first k ranks of u's list give, 1 / log2(1 + r) at rank r;
    D(g): the group's share of the catalogue. For two groups it is |e_u(g) - D(g)| of either. An item of several groups
    is split evenly among them; items without a known group are in neither share; lists without any known
    have no value. Sources: Sapiezynski et al. (2019), Quantifying the impact of user attention on fair group
    representation in ranked lists (with geometric attention); Raj & Ekstrand (2022), Measuring fairness in ranked
    results (attention and distance as parameters; logarithmic attention here).
    """

    k: int = 10

    def units(self, material: Material, groups: ItemGroups) -> Table:
        """user_code, numerator = AWRF(u), denominator = 1."""
        return per_list(mixture(material, groups, self.k), _awrf)


def _awrf(of: Mixture) -> Array:
    """Shape (n,), NaN where no item has a group."""
    attention = np.zeros((len(of.users), len(of.target)))
    for place, items in enumerate(of.items.T, start=1):
        attention += of.weights[items] / np.log2(1 + place)
    total = attention.sum(axis=1)
    known = total > 0
    distance = np.full(len(total), np.nan)
    distance[known] = np.abs(attention[known] / total[known, None] - of.target).sum(axis=1) / 2
    return distance
