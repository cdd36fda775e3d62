"""Words of what an audit decides about a metric: its parameters, which stand beside every number."""

from collections.abc import Mapping

from engine.words import _, mark
from engine.words.terms import Term

PARAMETERS: dict[str, Term] = {
    "k": Term(
        mark("list length k"),
        mark("The places of each list that are judged, from the first on."),
        mark("Numbers at different k are numbers about different lists."),
    ),
    "candidates": Term(
        mark("candidates"),
        mark("What the judged list is drawn from: all items, as it was shown, or the user's own test pairs alone."),
        mark("A list drawn from the test pairs alone is an easier question, and its values are higher."),
    ),
    "gain": Term(
        mark("gain"),
        mark("What a relevant item is worth: 1, its feedback, or 2 to the power of its feedback less 1."),
    ),
    "decision": Term(
        mark("accepted"),
        mark("When a test pair counts as accepted: its score reaches the relevance threshold, or it is on the list."),
    ),
    "per": Term(
        mark("averaged over"),
        mark("Whether each user counts once, or each of a user's test pairs does."),
        mark("Over pairs, the active users speak for all."),
    ),
    "eta": Term(
        mark("power η"),
        mark("How strongly observation is taken to follow popularity: the propensity is popularity to this power."),
        mark("It is assumed and not estimated."),
    ),
    "smoothing": Term(
        mark("smoothing"),
        mark("The share of the history that is mixed into the list's categories, so that none is zero."),
    ),
}
"""By the name of the metric's field."""

VALUES: dict[tuple[str, str], str] = {
    ("candidates", "catalogue"): mark("all items, as shown"),
    ("candidates", "slice"): mark("the user's test pairs"),
    ("gain", "binary"): mark("1 if relevant"),
    ("gain", "linear"): mark("the feedback"),
    ("gain", "exponential"): mark("2^feedback − 1"),
    ("decision", "threshold"): mark("score at the threshold"),
    ("decision", "list"): mark("on the list"),
    ("per", "user"): mark("users"),
    ("per", "pair"): mark("pairs"),
}
"""By parameter and value; numbers are shown as they are."""

RELEVANT: dict[bool, str] = {
    True: mark("relevant: every test pair"),
    False: mark("relevant: feedback of at least {relevance:g}"),
}
"""What counts as relevant, by whether all pairs do."""


def said(parameters: Mapping[str, object]) -> str:
    """The parameters in a line: `list length k: 10 · candidates: all items, as shown`; empty where there are none."""
    shown = {key: value for key, value in parameters.items() if not _unused(key, parameters)}
    order = [key for key in PARAMETERS if key in shown] + [key for key in shown if key not in PARAMETERS]
    return " · ".join(f"{_name(key)}: {value(key, shown[key])}" for key in order)


def value(key: str, given: object) -> str:
    """A parameter's value in words, or as it is."""
    text = VALUES.get((key, str(given)))
    return _(text) if text else f"{given:g}" if isinstance(given, float) else str(given)


def relevant(relevance: float | None) -> str:
    """Which test pairs count as relevant."""
    return _(RELEVANT[relevance is None]).format(relevance=relevance or 0.0)


def _name(key: str) -> str:
    return PARAMETERS[key].name if key in PARAMETERS else key.replace("_", " ")


def _unused(key: str, parameters: Mapping[str, object]) -> bool:
    """A decision by threshold has no list, so no length."""
    return key == "k" and parameters.get("decision") == "threshold"
