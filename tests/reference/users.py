"""Metrics of users read off their definitions, in plain Python: slow, sharing no code with the engine.

Each gives {user: (numerator, denominator)} of the users for whom it is defined; the worlds are those of `items`.
"""

from math import log, log2, sqrt


def positives(world, user):
    return [i for u, i in sorted(world.relevant) if u == user]


def judged(world, candidates="catalogue"):
    """{user: (ranked items, relevant items)} of users with both."""
    return {u: (items, of) for u, items in world.ranked(candidates).items() if (of := positives(world, u))}


def dcg(gains):
    return sum(g / log2(1 + r) for r, g in enumerate(gains, start=1))


def worth(feedback, gain):
    return {"binary": 1.0, "linear": feedback, "exponential": 2.0**feedback - 1}[gain]


def ndcg(world, k, gain="binary", candidates="catalogue"):
    found = {}
    for u, (items, of) in judged(world, candidates).items():
        gains = {i: worth(world.tested[u, i], gain) for i in of}
        best = dcg(sorted(gains.values(), reverse=True)[:k])
        found[u] = (dcg([gains.get(i, 0.0) for i in items[:k]]) / best, 1)
    return found


def recall(world, k, candidates="catalogue"):
    return {u: (len({*items[:k]} & {*of}) / len(of), 1) for u, (items, of) in judged(world, candidates).items()}


def hit_rate(world, k, candidates="catalogue"):
    return {u: (float(bool({*items[:k]} & {*of})), 1) for u, (items, of) in judged(world, candidates).items()}


def precision(world, k, candidates="catalogue"):
    return {u: (len({*items[:k]} & {*of}) / k, 1) for u, (items, of) in judged(world, candidates).items()}


def mrr(world, k, candidates="catalogue"):
    found = {}
    for u, (items, of) in judged(world, candidates).items():
        ranks = [r for r, i in enumerate(items[:k], start=1) if i in of]
        found[u] = (1 / ranks[0] if ranks else 0.0, 1)
    return found


def errors(world, change, per):
    found = {}
    for u in {u for u, _ in world.tested}:
        each = [change(world.scores[p] - f) for p, f in world.tested.items() if p[0] == u]
        found[u] = (sum(each), len(each)) if per == "pair" else (sum(each) / len(each), 1)
    return found


def mae(world, per="user"):
    return errors(world, abs, per)


def mse(world, per="user"):
    return errors(world, lambda e: e * e, per)


rmse = mse


def signed_error(world, per="user"):
    return errors(world, lambda e: e, per)


def grouped_auc(world):
    found = {}
    for u in {u for u, _ in world.tested}:
        good = [world.scores[p] for p in world.tested if p[0] == u and p in world.relevant]
        bad = [world.scores[p] for p in world.tested if p[0] == u and p not in world.relevant]
        if good and bad:
            wins = sum((a > b) + (a == b) / 2 for a in good for b in bad)
            found[u] = (wins / (len(good) * len(bad)), 1)
    return found


def average_ranks(values):
    return [sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values]


def correlation(xs, ys):
    """Pearson's; None where one of them is constant."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    xx, yy = sum((x - mean_x) ** 2 for x in xs), sum((y - mean_y) ** 2 for y in ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sqrt(xx * yy) if xx and yy else None


def interactions(world, item):
    return sum(i == item for _, i in world.history)


def popularity_correlation(world):
    found = {}
    for u in {u for u, _ in world.tested}:
        of = positives(world, u)
        if len(of) >= 3:
            popular = average_ranks([interactions(world, i) for i in of])
            rho = correlation(popular, average_ranks([world.scores[u, i] for i in of]))
            if rho is not None:
                found[u] = (rho, 1)
    return found


def mixture(world, items):
    """Shares of the categories, {} without any."""
    parts = {}
    for i in items:
        for category in world.groups[i]:
            parts[category] = parts.get(category, 0) + 1 / len(world.groups[i])
    return {category: part / sum(parts.values()) for category, part in parts.items()}


def calibration(world, k, smoothing=0.01):
    found = {}
    for u, items in world.lists.items():
        p, q = mixture(world, [i for v, i in world.history if v == u]), mixture(world, items[:k])
        if p and q:
            near = {x: (1 - smoothing) * q.get(x, 0) + smoothing * p[x] for x in p}
            found[u] = (sum(p[x] * log(p[x] / near[x]) for x in p), 1)
    return found


def diversity(world, k):
    found = {}
    for u, items in world.lists.items():
        sets = [world.groups[i] for i in items[:k] if world.groups[i]]
        alike = [len(a & b) / len(a | b) for n, a in enumerate(sets) for b in sets[:n]]
        if alike:
            found[u] = (1 - sum(alike) / len(alike), 1)
    return found


def novelty(world, k):
    n = len({u for u, _ in world.history})
    met = {i: len({u for u, j in world.history if j == i}) or 0.5 for i in range(len(world.groups))}
    return {u: (sum(-log2(met[i] / n) for i in of[:k]) / len(of[:k]), 1) for u, of in world.lists.items()}


def average_popularity(world, k):
    return {u: (sum(interactions(world, i) for i in of[:k]) / len(of[:k]), 1) for u, of in world.lists.items()}


def level(counts, item):
    """The level of one item: what the items before and after it receive together."""
    before = sum(n for i, n in enumerate(counts) if n > counts[item] or (n == counts[item] and i < item))
    after = sum(counts) - before - counts[item]
    if 5 * before < sum(counts):
        return "head"
    return "tail" if 5 * after < sum(counts) or counts[item] == 0 else "mid"


def tail_share(world, k):
    counts = [interactions(world, i) for i in range(len(world.groups))]
    tail = {i for i in range(len(counts)) if level(counts, i) == "tail"}
    return {u: (len({*of[:k]} & tail) / len(of[:k]), 1) for u, of in world.lists.items()}


def accepted(world, among, k, decision):
    """Accepted pairs and pairs of each user, of the pairs in `among`."""
    found = {}
    for u, i in among:
        if decision == "threshold" or u in world.lists:
            taken = world.scores[u, i] >= world.relevance if decision == "threshold" else i in world.lists[u][:k]
            a, n = found.get(u, (0, 0))
            found[u] = (a + taken, n + 1)
    return found


def selection_rate(world, k, decision):
    return accepted(world, world.tested, k, decision)


def true_positive_rate(world, k, decision):
    return accepted(world, world.relevant, k, decision)


def false_positive_rate(world, k, decision):
    return accepted(world, {*world.tested} - world.relevant, k, decision)


def weight(world, item, eta):
    most = max(interactions(world, i) for i in range(len(world.groups)))
    return (most / max(interactions(world, item), 1)) ** eta


def weighted_recall(world, k, eta=0.5):
    found = {}
    for u, (items, of) in judged(world).items():
        weights = {i: weight(world, i, eta) for i in of}
        found[u] = (sum(weights.get(i, 0) for i in items[:k]) / sum(weights.values()), 1)
    return found


def weighted_ndcg(world, k, eta=0.5):
    found = {}
    for u, (items, of) in judged(world).items():
        weights = {i: weight(world, i, eta) for i in of}
        found[u] = (dcg([weights.get(i, 0) for i in items[:k]]) / dcg(sorted(weights.values(), reverse=True)[:k]), 1)
    return found
