"""Too few people: in a group, in a cell, or who differ."""

from collections.abc import Mapping
from dataclasses import replace

from engine.config import Cohort, Comparison
from engine.contracts import AuditRow, AuditTable
from tests.traps.trap import Trap
from tests.traps.world import World, even, groups, liked, served

Rows = Mapping[str, AuditRow]
GONE = ("suppressed", "few_users")


def nothing_told(table: AuditTable, rows: Rows) -> None:
    """Of hidden groups no number is there, in any metric."""
    hidden = {group for group, row in rows.items() if row.n is None}
    assert hidden
    for row in (row for row in table.rows if row.attribute == next(iter(rows.values())).attribute):
        if row.group in hidden:
            numbers = (row.n, row.value, row.low, row.gap, row.gap_low, row.adjusted, row.bound_low, row.corrected)
            assert set(numbers) == {None}, row


def an_interval_is_shown(table: AuditTable, rows: Rows) -> None:
    assert rows["b"].gap_low is not None and rows["b"].n == 20


def crossed() -> World:
    """400 users in twelve cells; 5 have g = a and h = w, 3 have g = a and h = x."""
    sizes = {"w": (5, 50, 45), "x": (3, 40, 57), "y": (52, 38, 40), "z": (35, 20, 15)}
    cells = [(g, h) for h, of in sizes.items() for g, n in zip("abc", of, strict=True) for _user in range(n)]
    return World({"g": [g for g, _h in cells], "h": [h for _g, h in cells]}, served([0.5] * 400), liked(400))


def nearly_alike() -> World:
    """Everybody in b gets all four but three users."""
    chances = [0.9] * 200 + [1.0] * 197 + [0.5] * 3
    return World({"g": groups(a=200, b=200)}, served(chances), liked(400))


def unknown_and_few() -> World:
    return replace(even(groups(b=5, c=8, none=100)), scores=lambda row: 3.0)


COHORT = Cohort("few", (("g", "a"), ("h", "w")))
FIFTY = {f"t{at:02d}": 12 + at % 9 for at in range(50)}
THREE = even(groups(a=100, b=60, c=4))

TRAPS = (
    Trap("group of 1", lambda: even(groups(a=100, b=80, c=1)), "suppressed", {"b": GONE, "c": GONE}, also=nothing_told),
    Trap("group of 9", lambda: even(groups(a=100, b=9)), "suppressed", {"b": GONE}, also=nothing_told),
    Trap("secondary suppression", lambda: THREE, "suppressed", {"b": GONE, "c": GONE}, also=nothing_told),
    Trap("group of 20, no gap", lambda: even(groups(a=200, b=20)), "refused",
         {"b": ("refused", "few_users_for_verdict")}, "gap.refused", also=an_interval_is_shown),
    Trap("group of 29, a gap", lambda: even(groups(a=200, b=29), {"a": 0.8, "b": 0.1}), "refused",
         {"b": ("refused", "few_users_for_verdict")}),
    Trap("group of 30, a gap", lambda: even(groups(a=200, b=30), {"a": 0.8, "b": 0.1}), "outside",
         {"b": ("outside", "")}, "gap.outside"),
    Trap("50 groups of 12 to 20", lambda: even(groups(**FIFTY)), "refused"),
    Trap("hidden reference", lambda: THREE, error="audit.reference", family=(Comparison("recall", "g", "c"),)),
    Trap("cohort of 5", crossed, "suppressed", {"few": GONE, "everyone else": GONE},
         family=(Comparison("recall", "few"),), settings={"cohorts": (COHORT,)}, also=nothing_told),
    Trap("cell of 3", crossed, "inconclusive", {"a × w": GONE, "a × x": GONE}, family=(Comparison("recall", "g*h"),),
         also=nothing_told),
    Trap("an index without a reference", unknown_and_few, "suppressed", {"b": GONE},
         family=(Comparison("value_unfairness", "g", scale="index", tolerance=(0.0, 0.2)),)),
    Trap("one value, and those without", lambda: even(groups(a=150, none=40)), "refused",
         {"unknown": ("refused", "unknown_group")}),
    Trap("one value, and few without", lambda: even(groups(a=150, none=4)), "refused", {"unknown": GONE}),
    Trap("three who differ", nearly_alike, "refused", {"b": ("refused", "few_different")}),
)  # fmt: skip
