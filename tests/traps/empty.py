"""Numbers that do not exist, where others report 0 or 1."""

from collections.abc import Mapping
from dataclasses import replace

from engine.config import Comparison
from engine.contracts import AuditRow, AuditTable
from tests.traps.trap import Trap
from tests.traps.world import DISLIKED, MET, World, both, even, groups, liked, served

Rows = Mapping[str, AuditRow]
PAIR = groups(a=100, b=100)
CHOSEN = (Comparison("selection_rate", "g"),)
TRUE = (Comparison("true_positive_rate", "g"),)


def no_number(table: AuditTable, rows: Rows) -> None:
    """Undefined is None, never 0 or 1."""
    assert rows["b"].value is None and rows["b"].gap is None and rows["b"].gap_low is None


def a_flag(table: AuditTable, rows: Rows) -> None:
    assert rows["b"].gap == 0.0 and rows["b"].gap_low is None
    assert {f.severity for f in table.findings if f.code == "gap.zero"} == {"flag"}


def the_counts(table: AuditTable, rows: Rows) -> None:
    """Feedback of 0 is feedback: every user likes four, and half of what is shown at a chance of a half."""
    assert rows["a"].n == rows["b"].n == 100 and abs(rows["a"].value - 0.7) < 0.1 and abs(rows["b"].value - 0.3) < 0.1


def scored(score: float) -> World:
    """Everybody's eight test pairs have one score; 4 accepts."""
    return World({"g": PAIR}, served([0.5] * 200), both(200), scores=lambda row: score)


def without_positives() -> World:
    """All that b rated, b disliked."""
    rows = [*liked(100), *((u, i, 1.0) for u in range(100, 200) for i in DISLIKED), *((0, i, 1.0) for i in DISLIKED)]
    return World({"g": PAIR}, served([0.5] * 200), rows, scores=lambda row: 5.0 - row[0] % 2 * 2)


def nobody_relevant() -> World:
    return replace(even(PAIR), test=liked(200, 1.0), train=[(u, MET[0], 5.0) for u in range(200)])


def clicks() -> World:
    of = even(PAIR)
    return replace(of, test=liked(200, 1.0), relevance=None, span=None)


TRAPS = (
    Trap("one single group", lambda: even(groups(a=100)), error="audit.attribute_constant"),
    Trap("no value at all", lambda: even(groups(none=100)), error="audit.attribute_missing"),
    Trap("a group without positives", without_positives, "refused", {"b": ("refused", "undefined")},
         family=TRUE, also=no_number),
    Trap("nobody relevant", nobody_relevant, "refused",
         {"b": ("refused", "undefined")}, also=no_number),
    Trap("all rejected", lambda: scored(1.0), "refused", {"b": ("refused", "both_zero")}, family=CHOSEN),
    Trap("all accepted", lambda: scored(5.0), "refused", {"b": ("refused", "no_variation")}, family=CHOSEN),
    Trap("labels 0 and 5", lambda: World({"g": PAIR}, served([0.7] * 100 + [0.3] * 100), both(200, 5.0, 0.0)),
         "outside", {"b": ("outside", "")}, "gap.outside", also=the_counts),
    Trap("constant metric", lambda: World({"g": PAIR}, {u: [0, 8, 9, 10] for u in range(200)}, liked(200)),
         "refused", {"b": ("refused", "no_variation")}),
    Trap("a group that gets nothing", lambda: even(PAIR, {"a": 0.5, "b": 0.0}), "refused",
         {"b": ("refused", "zero_value")}, "gap.zero", also=a_flag),
    Trap("a group that gets nothing, as a difference", lambda: even(PAIR, {"a": 0.5, "b": 0.0}), "refused",
         {"b": ("refused", "zero_value")}, "gap.zero",
         family=(Comparison("recall", "g", scale="difference", tolerance=(-0.1, 0.1)),)),
    Trap("the ratio of what has a sign", lambda: scored(2.0), error="audit.scale",
         family=(Comparison("signed_error", "g"),)),
    Trap("clicks have no negatives", clicks, "refused", {"b": ("refused", "negatives_unobserved")}, family=CHOSEN,
         also=no_number),
    Trap("scores that predict no feedback", lambda: replace(scored(2.0), on_scale=False), "refused",
         {"b": ("refused", "not_on_scale")}, family=(Comparison("mae", "g"),), also=no_number),
    Trap("no scores", lambda: even(PAIR), "refused", {"b": ("refused", "no_scores")},
         family=(Comparison("grouped_auc", "g"),), also=no_number),
)  # fmt: skip
