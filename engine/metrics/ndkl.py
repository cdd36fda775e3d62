"""NDKL: how far is every beginning of a list from the catalogue's mixture of groups?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import rel_entr

from engine.contracts import Table
from engine.metrics.base import Array, ItemGroups, OfLists
from engine.metrics.material import Material
from engine.metrics.mixture import Mixture, mixture, per_list

KEY = "ndkl"


@dataclass(frozen=True, slots=True)
class NDKL(OfLists):
    """NDKL of a list = 1/Z sum_{i <= k} KL(D_i || D) / log2(1 + i), Z = sum_{i <= k} 1 / log2(1 + i); mean over users.

    D_i: the groups' shares of the first i places of the list; D: of the catalogue; KL(p || q) = sum_g p_g ln(p_g / q_g)
    in nats (natural logarithm). In [0, -ln(min_g D_g)]: 0 is the catalogue's mixture at every place, which a list whose
    first item has one group can't reach. An item of several groups is split evenly among them. Items without a known
    group are in neither D_i nor D. Places up to the list's end count, from the first item with a known group on;
    lists without any have no value.
    Source: Geyik, Ambler & Kenthapadi (2019), Fairness-aware ranking in search & recommendation systems with
    application to LinkedIn Talent Search, equation 4.
    """

    k: int = 10

    def units(self, material: Material, groups: ItemGroups) -> Table:
        """user_code, numerator = NDKL(u), denominator = 1."""
        return per_list(mixture(material, groups, self.k), _ndkl)


def _ndkl(of: Mixture) -> Array:
    """Shape (n,), NaN where no item has a group; rank by rank."""
    so_far = np.zeros((len(of.users), len(of.target)))
    divergence, weight = np.zeros(len(of.users)), np.zeros(len(of.users))
    for place, items in enumerate(of.items.T, start=1):
        so_far += of.weights[items]
        total = so_far.sum(axis=1)
        counts = (items >= 0) & (total > 0)
        share = so_far[counts] / total[counts, None]
        divergence[counts] += np.maximum(rel_entr(share, of.target).sum(axis=1), 0) / np.log2(1 + place)
        weight[counts] += 1 / np.log2(1 + place)
    value: Array = np.divide(divergence, weight, out=np.full(len(weight), np.nan), where=weight > 0)
    return value
