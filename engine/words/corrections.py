"""Sentences on whether a correction helped, and on whether a randomized test bears the weights out."""

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
        " “{twin}”{apart}: a difference of {difference} (95% interval {low} to {high})."
    ),
    "correction.better": mark(
        "The correction did better. {basis}, {metric} of “{objective}” is {corrected} against {twin_value} of"
        " “{twin}”{apart}: a difference of {difference} (95% interval {low} to {high})."
    ),
    "correction.unclear": mark(
        "No clear difference. {basis}, {metric} of “{objective}” is {corrected} against {twin_value} of"
        " “{twin}”{apart}: a difference of {difference} (95% interval {low} to {high})."
    ),
    "correction.untold": mark(
        "{basis} fewer than {least} users can be compared: whether the correction helped can't be told."
    ),
}
WEIGHTS: dict[str, str] = {
    "weights.agree": mark(
        "The randomized test does not contradict the weights. {numbers} Estimates that agree are no proof that the"
        " propensities are right; they show no error of more than the intervals allow."
    ),
    "weights.differ": mark(
        "The weights do not bring the log to the randomized test. {numbers} What weighted validation says leans on"
        " these weights: believe the randomized test."
    ),
}
ESTIMATES = mark(
    "Mean feedback of held-out pairs is {feedback_plain} as logged, {feedback_weighted} weighted by 1/p, and"
    " {feedback_test} in the randomized test (weighted less test {feedback_difference}, {feedback_low} to"
    " {feedback_high}). Squared error of user and item means: {mse_plain}, {mse_weighted} and {mse_test}"
    " ({mse_difference}, {mse_low} to {mse_high}). Both intervals hold together at 95%."
)
ADVICE: dict[str, str] = {
    "correction.worse": mark(" Use “{twin}”, or other propensities."),
    "correction.unclear": mark(
        " That is no support for correcting: where nothing else speaks for it, “{twin}” is the simpler choice."
    ),
}
DECIDED: dict[str, str] = {
    "better": mark(" The randomized test says better, and it decides."),
    "worse": mark(" The randomized test says worse, and it decides."),
}
TUNED = mark(" with settings of its own search")
LEANS = mark(" This leans on the propensities being right; a randomized test does not.")
FLATTERS = mark(" The same pairs chose when training stopped, and what a search found, which flatters the correction.")
FLATTERS_BOTH = mark(
    " The same pairs chose when either training stopped and what either search found: both are flattered."
)
NUMBERS = ("corrected", "twin_value", "difference", "low", "high")


def say_weights(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of `engine.evaluation.weights_check`."""
    numbers = _(ESTIMATES).format(**{name: f"{value:.3g}" for name, value in facts.items()})
    return _(WEIGHTS[code]).format(numbers=numbers)


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
        "apart": _(TUNED) if facts.get("tuned") else "",
        "least": facts.get("least", "?"),
    }
    decided = str(facts.get("decided", ""))
    text = _(SENTENCES[code]).format(**shown)
    text += _(DECIDED[decided]) if decided else _(ADVICE[code]).format(**shown) if code in ADVICE else ""
    if facts["basis"] != "weighted validation" or code == "correction.untold":
        return text
    flattered = _(FLATTERS_BOTH) if facts.get("tuned") else _(FLATTERS)
    return text + _(LEANS) + ("" if code == "correction.worse" else flattered)
