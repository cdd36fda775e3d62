"""Metrics of items and providers read off their definitions, in plain Python: slow, sharing no code with the engine.

Undefined is None. Groups are sets of group numbers, one set an item; an item may be in several, or in none.
"""

from dataclasses import dataclass, field
from math import log, log2, sqrt


@dataclass(frozen=True)
class World:
    """Lists (best first), test pairs with feedback and scores, training pairs, and the groups of all items."""

    lists: dict[int, list[int]]
    tested: dict[tuple[int, int], float]
    scores: dict[tuple[int, int], float]
    history: set[tuple[int, int]]
    groups: list[set[int]]
    n_groups: int
    relevance: float | None = None
    relevant: set[tuple[int, int]] = field(init=False)

    def __post_init__(self):
        chosen = {p for p, f in self.tested.items() if self.relevance is None or f >= self.relevance}
        object.__setattr__(self, "relevant", chosen)

    def ranked(self, candidates):
        """The lists that were shown, or the test pairs of each user by score, equal ones by item."""
        if candidates == "catalogue":
            return self.lists
        users = {u for u, _ in self.tested}
        of = {u: [i for v, i in self.tested if v == u] for u in users}
        return {u: sorted(items, key=lambda i: (-self.scores[u, i], i)) for u, items in of.items()}

    def of(self, group):
        return {i for i, groups in enumerate(self.groups) if group in groups}


def places(world, k, candidates="catalogue"):
    """(user, item, rank) of the first k ranks."""
    return [(u, i, r) for u, items in world.ranked(candidates).items() for r, i in enumerate(items[:k], start=1)]


def divided(a, b):
    return a / b if b else None


def by_group(world, value):
    return [value(world.of(g)) for g in range(world.n_groups)]


def exposure(world, k):
    everything = sum(1 / log2(1 + r) for _, _, r in places(world, k))
    total = everything / len(world.groups)

    def of(group):
        own = sum(1 / log2(1 + r) for _, i, r in places(world, k) if i in group)
        return divided(own / len(group), total) if group else None

    return by_group(world, of)


def relevant_pairs(world, group, candidates):
    listed = world.ranked(candidates)
    return sum(u in listed and i in group for u, i in world.relevant)


def treatment(world, k, candidates="catalogue"):
    tested = {u for u, _ in world.tested}

    def of(group):
        own = sum(1 / log2(1 + r) for u, i, r in places(world, k, candidates) if u in tested and i in group)
        return divided(own, relevant_pairs(world, group, candidates))

    return by_group(world, of)


def impact(world, k, candidates="catalogue"):
    def of(group):
        shown = [r for u, i, r in places(world, k, candidates) if i in group and (u, i) in world.relevant]
        return divided(sum(1 / log2(1 + r) for r in shown), relevant_pairs(world, group, candidates))

    return by_group(world, of)


def recommendation_rate(world, k):
    def of(group):
        possible = sum((u, i) not in world.history for u in world.lists for i in group)
        return divided(sum(i in group for _, i, _ in places(world, k)), possible)

    return by_group(world, of)


def hit_share(world, k, candidates="catalogue"):
    def of(group):
        hits = sum(i in group and (u, i) in world.relevant for u, i, _ in places(world, k, candidates))
        return divided(hits, relevant_pairs(world, group, candidates))

    return by_group(world, of)


def variation(values):
    defined = [v for v in values if v is not None]
    if len(defined) < 2 or not sum(defined):
        return None
    mean = sum(defined) / len(defined)
    return sqrt(sum((v - mean) ** 2 for v in defined) / len(defined)) / mean


def rsp(world, k):
    return variation(recommendation_rate(world, k))


def reo(world, k):
    return variation(hit_share(world, k))


def shares(world, weighted):
    """Shares of groups in (item, weight) pairs, an item of several groups split; None where no item has one."""
    amounts = [0.0] * world.n_groups
    for item, weight in weighted:
        for group in world.groups[item]:
            amounts[group] += weight / len(world.groups[item])
    return [a / sum(amounts) for a in amounts] if sum(amounts) else None


def ndkl(world, k):
    target = shares(world, [(i, 1) for i in range(len(world.groups))])
    found = {}
    for user, items in world.lists.items():
        divergence = weights = 0.0
        for place in range(1, len(items[:k]) + 1):
            share = shares(world, [(i, 1) for i in items[:place]])
            if share is not None:
                kl = sum(p * log(p / q) for p, q in zip(share, target, strict=True) if p)
                divergence, weights = divergence + kl / log2(place + 1), weights + 1 / log2(place + 1)
        if weights:
            found[user] = divergence / weights
    return found


def awrf(world, k):
    target = shares(world, [(i, 1) for i in range(len(world.groups))])
    found = {}
    for user, items in world.lists.items():
        share = shares(world, [(i, 1 / log2(r + 1)) for r, i in enumerate(items[:k], start=1)])
        if share is not None:
            found[user] = sum(abs(p - q) for p, q in zip(share, target, strict=True)) / 2
    return found


def exposures(world, k):
    return [sum(1 / log2(1 + r) for _, i, r in places(world, k) if i == item) for item in range(len(world.groups))]


def gini(world, k):
    e = exposures(world, k)
    pairs = sum(abs(a - b) for a in e for b in e)
    return divided(pairs, 2 * (len(e) - 1) * sum(e))


def entropy(world, k):
    e = exposures(world, k)
    return -sum(a / sum(e) * log(a / sum(e)) for a in e if a) / log(len(e)) if sum(e) else None


def catalogue_coverage(world, k):
    return len({i for _, i, _ in places(world, k)}) / len(world.groups)


def exposure_by_rank(world, k):
    """Rows of ranks, columns of groups."""
    at = [[i for _, i, r in places(world, k) if r == rank] for rank in range(1, k + 1)]
    return [
        [divided(sum(g in world.groups[i] for i in items), len(items)) for g in range(world.n_groups)] for items in at
    ]


def bias_disparity(world, users, group, k):
    """B_S, B_R, their relative difference, and the standard error of log(B_R / B_S), of some users and a category."""
    met = {u: [i for v, i in world.history if v == u] for u in users}
    who = [u for u in users if met[u] and world.lists.get(u)]
    category, share = world.of(group), divided(len(world.of(group)), len(world.groups))
    r = [(sum(i in category for i in world.lists[u][:k]), len(world.lists[u][:k])) for u in who]
    s = [(sum(i in category for i in met[u]), len(met[u])) for u in who]
    (rc, rn), (sc, sn) = ([sum(x[j] for x in part) for j in (0, 1)] for part in (r, s))
    source, lists = (divided(a / n, share) if n and share else None for a, n in ((sc, sn), (rc, rn)))
    change = (lists - source) / source if source else None
    if len(who) < 2 or not rc or not sc:
        return source, lists, change, None
    psi = [a / rc - b / rn - c / sc + d / sn for (a, b), (c, d) in zip(r, s, strict=True)]
    return source, lists, change, sqrt(len(psi) / (len(psi) - 1) * sum(x * x for x in psi))
