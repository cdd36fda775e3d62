"""The five verdicts in words and signs, and what the reasons behind a refusal mean."""

from engine.words import _, mark
from engine.words.terms import Term

SYMBOLS: dict[str, str] = {
    "within": "●",
    "outside": "◆",
    "inconclusive": "□",
    "suppressed": "⊘",
    "refused": "×",
    "none": "○",
}

TERMS: dict[str, Term] = {
    "within": Term(
        mark("within"),
        mark("The simultaneous interval of the signed gap lies inside the tolerance."),
        mark("Within this tolerance, for this metric, on this data. It is no statement about anything else."),
    ),
    "outside": Term(
        mark("outside"),
        mark("The simultaneous interval of the gap lies wholly beyond the tolerance: a flagged gap."),
        mark("The size of a gap, not its cause."),
    ),
    "inconclusive": Term(
        mark("inconclusive"),
        mark("The simultaneous interval crosses an edge of the tolerance: this sample can't tell."),
        mark("Not a pass. The gap that this sample could have detected is shown beside it."),
    ),
    "suppressed": Term(
        mark("suppressed"),
        mark(
            "Withheld to protect people: fewer than 10 users (or 3 providers) in the group,"
            " or a number from which such a group could be worked out."
        ),
        mark("Not a pass: nothing is said about this group."),
    ),
    "refused": Term(
        mark("refused"),
        mark("No verdict: the number is undefined, or a condition of the method fails; the reason is given."),
        mark("Not a pass: the question remains open."),
    ),
    "none": Term(
        mark("exploratory"),
        mark("Not in the family that was declared in advance: an interval for this number alone, and no verdict."),
        mark("Among many such numbers some look striking by chance."),
    ),
    "reference": Term(
        mark("reference"),
        mark("The group that the others are compared with."),
    ),
}

REASONS: dict[str, str] = {
    "few_users": mark("fewer than 10 users, or giving such a group away"),
    "few_judged": mark("fewer than 10 of its users can be judged by this metric"),
    "few_providers": mark("fewer than 3 providers"),
    "zero_value": mark("the group gets nothing at all, and zero for everybody has no interval"),
    "no_test": mark("no interaction after the lists were made can judge them (no cutoff was given)"),
    "few_users_for_verdict": mark("10 to 29 users: too few for a verdict"),
    "few_users_for_interval": mark("fewer than 30 users: no interval"),
    "few_users_for_change": mark("10 to 29 users: too few for the interval of a change"),
    "reference_withheld": mark("the group that it would be compared with is withheld here"),
    "undefined": mark("undefined"),
    "unknown_group": mark("those without a value are not a group"),
    "unknown_share": mark("over a fifth have no value"),
    "both_zero": mark("neither group gets anything"),
    "no_variation": mark("no variation in a group, so no interval"),
    "few_different": mark("fewer than 5 users of a group differ from the rest of it, so no interval holds"),
    "descriptive": mark("a description: no interval holds for it, so no verdict"),
    "no_shared_items": mark("no item was judged by both groups"),
    "no_scores": mark("this system gave no scores of the test pairs"),
    "not_on_scale": mark("the scores do not predict feedback"),
    "negatives_unobserved": mark("the log does not say what people turned down, so false alarms can't be counted"),
    "no_categories": mark("items have no categories"),
    "no_history": mark("there is no training history"),
}


def name(verdict: str | None) -> str:
    """The verdict's shown name; `exploratory` for none."""
    return TERMS[verdict or "none"].name


def badge(verdict: str | None) -> str:
    """Sign and name, for example `◆ outside`: never the colour alone."""
    return f"{SYMBOLS[verdict or 'none']} {name(verdict)}"


def reason(code: str) -> str:
    """The reason in words; a code without words is shown as it is."""
    return _(REASONS[code]) if code in REASONS else code.replace("_", " ")
