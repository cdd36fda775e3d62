"""Tables about items and categories that are drawn: who stands at which place, how exposure is spread, leanings."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from engine import columns as c
from engine.audit.groups import LEAST_PROVIDERS, LEAST_USERS, UNKNOWN, providers_of
from engine.audit.inquiry import Inquiry
from engine.audit.units import item_groups
from engine.metrics.bias_disparity import bias_disparity
from engine.metrics.exposure_by_rank import exposure_by_rank
from engine.metrics.exposure_lorenz import Lorenz, lorenz_of_items, lorenz_of_providers
from engine.statistics.gaps import TINY

LEAST_IN_CURVE = 10
"""A curve, and the Gini index, of fewer providers would nearly tell each one's exposure."""
LEAST_FOR_INTERVAL = 30
LEVEL = 0.05


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
    """The Lorenz curves of exposure over items and, where providers are known, over them.

    None over fewer than 10. From point to point there are three providers at least, so that the most exposed one,
    who is easily named, is not told alone; the same for items, which may have a provider each.
    """
    if of.material.served < LEAST_USERS:
        return {}
    k, n_items = of.parameters.k, of.dataset.schema.n_items
    found = {"items": (lorenz_of_items(of.material, k), n_items)}
    if any(a.name == c.PROVIDER for a in of.dataset.schema.item_attributes):
        codes = providers_of(of.dataset)
        found["providers"] = (lorenz_of_providers(of.material, k, codes), int(codes.max(initial=-1)) + 1)
    return {name: _coarse(curve, n) for name, (curve, n) in found.items() if n >= LEAST_IN_CURVE}


def _coarse(curve: Lorenz, n: int) -> Lorenz:
    """The curve over n units, without the points that leave fewer than three between two, or before either end."""
    kept: list[int] = []
    last = 0
    for at, count in enumerate(np.rint(curve.units * n).astype(int).tolist()):
        if count in (0, n) or (count - last >= LEAST_PROVIDERS and n - count >= LEAST_PROVIDERS):
            kept.append(at)
            last = count
    return Lorenz(curve.units[kept], curve.exposure[kept], curve.gini)


def leanings(of: Inquiry, attribute: str, categories: str) -> tuple[Leaning, ...]:
    """Bias disparity of the shown groups of users by the shown categories, each with its pointwise 95% interval.

    (1 + disparity) exp(+- t se) - 1 for se the standard error of log(B_R / B_S) and t the quantile with n - 1
    degrees of freedom; none below 30 users, nor where all lean alike, so that se is no more than rounding.
    """
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
            low, high = _ends(value, error, int(found.n[g]))
            made.append(Leaning(group, category, float(found.source[g, place]), value, low, high))
    return tuple(made)


def _ends(disparity: float, error: float, n: int) -> tuple[float, float] | tuple[None, None]:
    if not (np.isfinite(error) and error > TINY and disparity > -1 and n >= LEAST_FOR_INTERVAL):
        return None, None
    width = float(np.exp(special.stdtrit(n - 1, 1 - LEVEL / 2) * error))
    return (1 + disparity) / width - 1, (1 + disparity) * width - 1
