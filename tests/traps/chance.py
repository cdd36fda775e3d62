"""What chance, confounding and missing rows can feign."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.config import Comparison
from engine.contracts import AuditRow, AuditTable
from tests.traps.trap import Trap
from tests.traps.world import MET, World, even, groups, liked, served

Rows = Mapping[str, AuditRow]
SAME = groups(a=400, b=400)
FOUR = groups(a=60, b=60, c=60, d=60)
FIVE = groups(a=60, b=60, c=60, d=60, e=60)
METRICS = ("recall", "ndcg", "mrr", "average_popularity", "novelty", "hit_rate", "tail_share", "weighted_recall")


def comparisons(n: int) -> object:
    def check(table: AuditTable, rows: Rows) -> None:
        assert table.method["comparisons"] == n and table.method["level"] < 0.05
        assert not [row for row in table.rows if row.verdict == "outside"]

    return check


def of_five() -> World:
    """Lists, histories and likes drawn for all alike."""
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.ones(16))
    drawn = [rng.choice(16, 8, replace=False, p=shares).tolist() for _user in FIVE]
    train = [(u, i, 5.0) for u, of in enumerate(drawn) for i in of[: rng.integers(1, 5)]]
    test = [(u, i, 5.0) for u, of in enumerate(drawn) for i in of[4:]]
    return World({"g": FIVE}, {u: rng.choice(16, 4, replace=False).tolist() for u in range(300)}, test, train)


def clustered() -> World:
    """Each user accepts all of 60 or nothing: 24 of 40 in a, 16 of 40 in b. By rows the gap is certain."""
    rows = [(u, i, float(1 + 4 * (i % 2))) for u in range(80) for i in range(60)]
    accepts = lambda row: 5.0 if (row[0] < 24 or row[0] >= 64) else 1.0  # noqa: E731
    return World({"g": groups(a=40, b=40)}, served([0.5] * 80), rows, scores=accepts)


def few_bring_most() -> World:
    """Three of 40 users bring most rows of their group, and in a two of them accept all."""
    busy, eager = (0, 1, 2, 40, 41, 42), (0, 1)
    rows = [(u, i, float(1 + 4 * (i % 2))) for u in range(80) for i in range(120 if u in busy else 2)]
    accepts = lambda row: 5.0 if row[0] in eager or (row[0] + row[1] // 2) % 2 else 1.0  # noqa: E731
    return World({"g": groups(a=40, b=40)}, served([0.5] * 80), rows, scores=accepts)


def unknown(share: float) -> World:
    """No value, written in three ways."""
    n = round(400 * share / (1 - share))
    ways = [("", "NaN", "unknown")[at % 3] for at in range(n)]
    return even([*groups(a=200, b=200), *ways], 0.5)


def bounds_are_wider(table: AuditTable, rows: Rows) -> None:
    assert rows["unknown"].reason == "unknown_group" and rows["unknown"].n
    assert rows["b"].bound_low < rows["b"].gap < rows["b"].bound_high


def unserved() -> World:
    """Every second user of b has no list."""
    of = even(SAME)
    return replace(of, lists={u: items for u, items in of.lists.items() if u < 400 or u % 2})


def simpson() -> World:
    """At each level of activity b is served better; yet b has more users of low activity, who are served badly."""
    chances = {"a": (0.2, 0.5, 0.8), "b": (0.26, 0.6, 0.95)}
    sizes = {"a": (40, 100, 160), "b": (160, 100, 40)}
    people = [(g, level) for g, of in sizes.items() for level, n in enumerate(of) for _user in range(n)]
    train = [(u, MET[j], 5.0) for u, (_g, level) in enumerate(people) for j in range(level + 1)]
    lists = served([chances[g][level] for g, level in people])
    return World({"g": [g for g, _level in people]}, lists, liked(600), train)


def reversed_gap(table: AuditTable, rows: Rows) -> None:
    assert rows["b"].gap < 0.9 and rows["b"].adjusted > 1.05 and rows["b"].adjusted_low is not None


def heavy() -> World:
    """Half of all like an item that the other half met; three in each group one that a single user met."""
    rare = (0, 1, 2, 100, 101, 102)
    item = {u: 1 if u in rare else (0, 2)[u % 2] for u in range(200)}
    train = [(u, (2, 0)[u % 2], 5.0) for u in range(200) if u not in rare] + [(50, 1, 5.0)]
    lists = {u: [9 if u % 3 else item[u], 8, 10, 11] for u in range(200)}
    return World({"g": groups(a=100, b=100)}, lists, [(u, i, 5.0) for u, i in item.items()], train)


def effective(table: AuditTable, rows: Rows) -> None:
    assert all(row.n_effective < 60 < row.n == 100 for row in rows.values())


def few_providers() -> World:
    """16 items; those of genre x come from two providers."""
    genres = ["x"] * 4 + ["y"] * 6 + ["z"] * 6
    providers = [f"p{at % 2}" if at < 4 else f"p{at}" for at in range(16)]
    return replace(even(SAME[:200]), goods={"genre": genres, "provider": providers})


TRAPS = (
    Trap("32 comparisons without a gap", of_five, "inconclusive", family=tuple(Comparison(m, "g") for m in METRICS),
         also=comparisons(32)),
    Trap("33 groups without a gap", lambda: even(groups(**{f"t{at:02d}": 40 for at in range(33)})), "inconclusive",
         also=comparisons(32)),
    Trap("the best group as reference", lambda: even(FOUR), "inconclusive",
         family=(Comparison("recall", "g", against="best"),), also=comparisons(6)),
    Trap("rows that are not independent", clustered, "inconclusive", {"b": ("inconclusive", "")},
         family=(Comparison("selection_rate", "g"),)),
    Trap("few users with most rows", few_bring_most, "inconclusive", {"b": ("inconclusive", "")},
         family=(Comparison("selection_rate", "g"),)),
    Trap("5% unknown", lambda: unknown(0.05), "within", {"unknown": ("refused", "unknown_group")}, "groups.unknown",
         also=bounds_are_wider),
    Trap("25% unknown", lambda: unknown(0.25), "refused", {"b": ("refused", "unknown_share")}, also=bounds_are_wider),
    Trap("users without a list", unserved, "within", {"b": ("within", "")}, "lists.missing_group"),
    Trap("a reversal", simpson, "inconclusive", {"b": ("inconclusive", "")}, "gap.reversed", also=reversed_gap),
    Trap("few heavy weights", heavy, "inconclusive", {"b": ("inconclusive", "")},
         family=(Comparison("weighted_ndcg", "g"),), also=effective),
    Trap("two providers", few_providers, "suppressed", {"x": ("suppressed", "few_providers")},
         family=(Comparison("exposure", "genre"),)),
)  # fmt: skip
