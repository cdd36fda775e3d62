"""Tables about items and categories that are drawn: who stands at which place, how exposure is spread, leanings."""

from dataclasses import dataclass

import numpy as np

from engine import columns as c
from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.audit.inquiry import Inquiry
from engine.audit.units import item_groups
from engine.metrics.bias_disparity import bias_disparity
from engine.metrics.exposure_by_rank import exposure_by_rank
from engine.metrics.exposure_lorenz import Lorenz, lorenz_of_items, lorenz_of_providers


@dataclass(frozen=True, slots=True)
class Places:
    """Of a group of items: its share at each rank of all lists, and of the catalogue. NaN is None."""

    group: str
    shares: tuple[float | None, ...]
    catalogue: float


@dataclass(frozen=True, slots=True)
class Leaning:
    """A group of users and a category: how far lists strengthen (above 0) or weaken its leaning, with its interval."""

    group: str
    category: str
    source: float
    disparity: float
    low: float | None
    high: float | None


def places(of: Inquiry, attribute: str) -> tuple[Places, ...]:
    """The groups of an item attribute that are shown, by rank."""
    groups = of.groups[attribute].groups
    if of.material.served < LEAST_USERS:
        return ()
    found = exposure_by_rank(of.material, item_groups(of.dataset, groups), of.parameters.k)
    return tuple(
        Places(label, tuple(None if np.isnan(s) else float(s) for s in found.share[:, g]), float(found.catalogue[g]))
        for g, label in enumerate(groups.labels)
        if label not in groups.hidden
    )


def exposure_curves(of: Inquiry) -> dict[str, Lorenz]:
    """The Lorenz curves of exposure over items and, where providers are known, over them."""
    if of.material.served < LEAST_USERS:
        return {}
    curves = {"items": lorenz_of_items(of.material, of.parameters.k)}
    if any(a.name == c.PROVIDER for a in of.dataset.schema.item_attributes):
        names = of.dataset.items.sort(c.ITEM_CODE).collect()[c.PROVIDER].to_numpy()
        known = np.array([name is not None for name in names])
        codes = np.full(len(names), -1)
        codes[known] = np.unique(names[known].astype(str), return_inverse=True)[1]
        curves["providers"] = lorenz_of_providers(of.material, of.parameters.k, codes)
    return curves


def leanings(of: Inquiry, attribute: str, categories: str) -> tuple[Leaning, ...]:
    """Bias disparity of the shown groups of users by the shown categories, each with its pointwise 95% interval."""
    users, items = of.groups[attribute].groups, of.groups[categories].groups
    found = bias_disparity(of.material, users.member, item_groups(of.dataset, items), of.parameters.k)
    made = []
    for g, group in enumerate(users.labels):
        if group in users.hidden or group == UNKNOWN or found.n[g] < LEAST_USERS:
            continue
        for place, category in enumerate(items.labels):
            value, error = float(found.disparity[g, place]), float(found.log_error[g, place])
            if category in items.hidden or category == UNKNOWN or np.isnan(value):
                continue
            told = np.isfinite(error) and value > -1 and found.n[g] >= 30
            ends = [(1 + value) * float(np.exp(side * 1.96 * error)) - 1 for side in (-1, 1)] if told else [None, None]
            made.append(Leaning(group, category, float(found.source[g, place]), value, ends[0], ends[1]))
    return tuple(made)
