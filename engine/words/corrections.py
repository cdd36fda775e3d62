"""Sentences on whether a correction helped: a corrected model against the same set-up without its correction."""

from collections.abc import Mapping
from typing import Any

from engine.words import _, mark
from engine.words.combinations import OBJECTIVES

BASES: dict[str, str] = {
    "weighted validation": mark("On validation pairs, weighted by the same propensities"),
    "randomized test": mark("On the randomized test"),
}
SENTENCES: dict[str, str] = {
    "correction.worse": mark(
        "The correction made it worse. {basis}, {metric} of “{objective}” is {corrected} against {twin_value} of"
        " “{twin}”: a difference of {difference} (95% interval {low} to {high}). Use “{twin}”, or other propensities."
    ),
    "correction.better": mark(
        "The correction did better. {basis}, {metric} of “{objective}” is {corrected} against {twin_value} of “{twin}”:"
        " a difference of {difference} (95% interval {low} to {high})."
    ),
    "correction.unclear": mark(
        "No clear difference. {basis}, {metric} of “{objective}” is {corrected} against {twin_value} of “{twin}”: a"
        " difference of {difference} (95% interval {low} to {high}). Nothing is claimed for the correction."
    ),
    "correction.untold": mark(
        "{basis} fewer than {least} users can be compared: whether the correction helped can't be told."
    ),
}
LEANS = mark(" This leans on the propensities being right; a randomized test does not.")
FLATTERS = mark(" The same pairs chose when training stopped, and what a search found, which flatters the correction.")
NUMBERS = ("corrected", "twin_value", "difference", "low", "high")


def say(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a finding about a correction; `facts` as `engine.evaluation.correction.findings` gives them."""
    shown = {
        **{name: "?" if facts.get(name) is None else f"{facts[name]:.3g}" for name in NUMBERS},
        "basis": _(BASES[facts["basis"]]),
        "metric": {
            "mse": _("mean squared error"),
            "ndcg": _("NDCG among judged pairs"),
            "place": _("the mean place of positives (1 first, 0 last)"),
        }[facts["metric"]],
        "objective": OBJECTIVES[facts["objective"]].name,
        "twin": OBJECTIVES[facts["twin"]].name,
        "least": facts.get("least", "?"),
    }
    text = _(SENTENCES[code]).format(**shown)
    if facts["basis"] != "weighted validation" or code == "correction.untold":
        return text
    return text + _(LEANS) + ("" if code == "correction.worse" else _(FLATTERS))
