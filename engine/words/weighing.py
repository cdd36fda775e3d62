"""Words of the settings of weights, of what could have been observed, of the search and of the uncorrected twin."""

from engine.words import _, mark, plural
from engine.words.terms import Term

SETTINGS: dict[str, Term] = {
    "validation.kind": Term(
        mark("Validation weighted by"),
        mark(
            "The propensity whose weights stand in the scores that stop training and choose settings, and in the"
            " weighted test. Unweighted scores favour what fits the log's own selection."
        ),
    ),
    "weighting.clip": Term(
        mark("Cut weights at"),
        mark(
            "Weights 1/p in training are cut at so many times their mean: less noise, more of the selection stays."
            " Left empty, they are not cut. Validation is never cut."
        ),
    ),
    "weighting.calibrate": Term(
        mark("Calibration"),
        mark(
            "Isotonic: propensities are replaced by how often pairs with such propensities are observed, on rows held"
            " back. It needs a propensity that unobserved pairs have too."
        ),
    ),
    "eligible.windows": Term(
        mark("Who could meet what"),
        mark("Which pairs could have been observed at all. Pairs that could not are neither negatives nor missing."),
    ),
    "eligible.available_from": Term(
        mark("Items available from"), mark("The item attribute with the time from which an item could be met.")
    ),
    "eligible.available_until": Term(
        mark("Items available until"), mark("The item attribute with the time until which an item could be met.")
    ),
    "eligible.filters": Term(
        mark("Only pairs with"),
        mark(
            "Conditions that users or items must meet to count, one a line: attribute=value, several values as"
            " attribute=one|two. Empty: everybody and everything."
        ),
    ),
    "tune": Term(
        mark("Search for settings first"),
        mark(
            "Tries values of vector length, regularisation, step size and cut of weights one after the other, and"
            " trains with those that score best on weighted validation. What is set by hand is left alone."
        ),
    ),
    "twin": Term(
        mark("Train the uncorrected twin beside it"),
        mark(
            "The same without the correction, so that the run can say whether the correction helped or made it worse."
            " It takes about as long as training itself, and so does its search, if settings are searched for."
        ),
    ),
}

CHOICES: dict[str, dict[str, str]] = {
    "validation.kind": {"auto": mark("as in training"), "none": mark("nothing (unweighted)")},
    "weighting.calibrate": {"none": mark("none"), "isotonic": mark("isotonic")},
    "eligible.windows": {
        "none": mark("any user, any item"),
        "log": mark("by their first and last rows"),
        "stated": mark("by dates of the items"),
    },
}
NOT_CUT = mark("not cut")
NO_BOUND = mark("no bound")
EXAMPLE = mark("attribute=value")
NOTHING = mark("With these parts nothing is weighted in training.")


def cost(trials: int) -> str:
    """What a search costs."""
    text = plural("It trains about {n} time before the run.", "It trains about {n} times before the run.", trials)
    return f"{text} {_('Asked again with the same settings, the kept answer is taken.')}"


def choice(setting: str, value: str) -> str:
    """The shown name of a choice of a setting."""
    return _(CHOICES[setting][value])
