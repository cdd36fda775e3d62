"""How the numbers were made and what they don't say: the sentences of pages and reports."""

from engine.words import _, mark

ESTIMANDS: dict[str, str] = {
    "observed feedback": mark(
        "The numbers describe the feedback that was logged. They mix how good the lists are with what was"
        " shown and recorded at all; they are not about what people would prefer."
    ),
    "weighted": mark(
        "The numbers are weighted by the inverse of the stated propensities, to describe all eligible pairs and"
        " not only the logged ones. They are right as far as the propensities are."
    ),
    "randomized exposure": mark(
        "The numbers come from pairs whose exposure was random, so what was shown doesn't depend on the old"
        " system or on the user's own choice."
    ),
    "given lists": mark(
        "The numbers describe the lists themselves: what was put in front of people, whatever they would prefer."
    ),
}

METHOD: tuple[str, ...] = (
    mark(
        "The unit is the user, never the row. Intervals are linearised (delta method) with users as clusters, and"
        " Wilson's and Newcombe's where each user has one yes or no; on the item side too the uncertainty is over"
        " users, while items and the model stay fixed."
    ),
    mark(
        "A group's own value has an interval at 95% for itself. Gaps with a verdict have simultaneous intervals over"
        " the family of comparisons that the audit declared (with groups that are shown and have a value), at error"
        " rate {level:g} for all of them together: a studentised bootstrap over the shared users, above 20,000 users"
        " its normal limit, Bonferroni where it has no value. Other gaps have an interval for themselves alone, and no"
        " verdict."
    ),
    mark(
        "Ratios are judged on the log scale against the tolerance {low:g} to {high:g} unless a comparison declares its"
        " own; differences and indices against the tolerance that is declared with them. “within”: the simultaneous"
        " interval lies inside it. “outside”: wholly beyond it. “inconclusive”: neither."
    ),
    mark(
        "A reference that the data choose (the best served group) is paid for: all pairs of groups are counted, so"
        " that intervals are wider. Adjusted gaps, bounds for unknown groups and corrections for wrong labels stand"
        " beside the plain gap and never instead of it."
    ),
    mark(
        "Groups under 10 users (users) or 3 providers (items; 3 items where providers aren't known) are suppressed"
        " for every metric, and with them the next smallest group where subtraction would give them away."
        " What one audit of several runs side by side withholds, or their comparison, is withheld for all of them."
        " With 10 to 29 users in the group or its reference there is an interval and no verdict;"
        " nor is there one where more than a fifth have no value of the attribute."
    ),
)

LIMITS: tuple[str, ...] = (
    mark("It does not say that a system is fair or lawful. A gap within the tolerance is that and nothing more."),
    mark("Inconclusive, suppressed and refused are not passes: they say that the question is open."),
    mark("A gap is not a cause. Why groups differ is a question that this table can't answer."),
    mark("It covers the groups and metrics named here. Groups that the data doesn't name were not looked at."),
    mark(
        "One training run has one seed. Its intervals cover the choice of users, not the luck of training; before"
        " two methods are compared, several seeds are needed."
    ),
    mark("Suppression lowers the risk that a person is recognised; it is not anonymity."),
)

COMPARISON: dict[str, str] = {
    "described": mark(
        "Each interval holds for its own run. The change between two runs is described and not tested: what was"
        " trained has one seed."
    ),
    "other_test": mark(
        "These two were not judged by the same test interactions (another split, seed, cutoff or threshold of"
        " relevance): a difference may come from that as well as from the systems."
    ),
    "other_estimand": mark("Their estimands differ, so their numbers answer different questions."),
}


def comparison(code: str) -> str:
    """What is to be kept in mind where two runs stand side by side."""
    return _(COMPARISON[code])


def estimand(key: str) -> str:
    """What the numbers are about, in words."""
    return _(ESTIMANDS[key])


def method(level: float, tolerance: tuple[float, float]) -> list[str]:
    """How intervals and verdicts were made, with this audit's level and tolerance."""
    low, high = tolerance
    return [_(text).format(level=level, low=low, high=high) for text in METHOD]


def limits() -> list[str]:
    """What is not claimed."""
    return [_(text) for text in LIMITS]
