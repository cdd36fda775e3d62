"""What a part of a diagnosis is, and the rule of thumb behind its word, one click away."""

from collections.abc import Mapping

import streamlit as st

from engine.diagnostics import (
    activity,
    balance,
    calibration,
    feedback,
    overlap,
    popularity,
    sensitivity,
    sweep,
    times,
    weights,
    writers,
)
from engine.words import _, mark
from engine.words.diagnostics import PARTS

RULES: dict[str, tuple[str, Mapping[str, object]]] = {
    "quality": (mark("Weak: there is a caution about the data. Poor: there is a flag."), {}),
    "activity": (
        mark(
            "Weak: more than {weak_few:.0%} of users have fewer than {least} interactions, or the busiest 1% wrote more"
            " than {weak_top:.0%} of the rows. Poor: more than {poor_few:.0%}, or more than {poor_top:.0%}."
        ),
        {
            "least": activity.FEW_ROWS,
            "weak_few": activity.WEAK_FEW,
            "poor_few": activity.POOR_FEW,
            "weak_top": activity.WEAK_TOP,
            "poor_top": activity.POOR_TOP,
        },
    ),
    "writers": (
        mark(
            "A group's share of the rows divided by its share of the users. No worry: {even[0]} to {even[1]} for every"
            " group. Weak: {half[0]} to {half[1]}. Poor: beyond."
        ),
        {"even": writers.EVEN, "half": writers.HALF},
    ),
    "popularity": (
        mark("Weak: the most popular 20% of items hold more than {weak:.0%} of the rows. Poor: more than {poor:.0%}."),
        {"weak": popularity.WEAK_TOP, "poor": popularity.POOR_TOP},
    ),
    "feedback": (
        mark("Weak: one value has more than {weak:.0%} of the rows. Poor: all are the same, or all or none positive."),
        {"weak": feedback.WEAK_MODE},
    ),
    "times": (
        mark(
            "Weak: one period holds more than {weak:.0%} of the rows, or more than {day:.0%} of users wrote all theirs"
            " within a day. Poor: one period holds more than {poor:.0%}."
        ),
        {"weak": times.WEAK_BUSIEST, "poor": times.POOR_BUSIEST, "day": times.MANY_ONE_DAY},
    ),
    "overlap": (
        mark(
            "A pair had no real chance where its propensity is below {floor:.0%} of the mean. Weak: more than"
            " {weak:.0%} of the eligible pairs. Poor: more than {poor:.0%}."
        ),
        {"floor": overlap.POSITIVITY_FLOOR, "weak": overlap.WEAK_BELOW, "poor": overlap.POOR_BELOW},
    ),
    "weights": (
        mark(
            "The effective sample is (sum of weights)² / sum of squared weights (Kish, 1965). Weak: below {weak:.0%} of"
            " the rows. Poor: below {least} rows, or {poor:.0%} of them."
        ),
        {"weak": weights.WEAK_SHARE, "poor": weights.LEAST_SHARE, "least": weights.LEAST_EFFECTIVE},
    ),
    "balance": (
        mark(
            "By the covariate that is farthest apart after weighting. Weak: more than {weak} deviations. Poor: more"
            " than {poor} (Austin, 2009; Stuart, 2010)."
        ),
        {"weak": balance.WEAK_APART, "poor": balance.POOR_APART},
    ),
    "calibration": (
        mark(
            "The sum over bins of what is observed too much or too little, as a share of all; from it, what chance"
            " gives is subtracted. Weak: more than {weak:.0%}. Poor: more than {poor:.0%}."
        ),
        {"weak": calibration.WEAK_ERROR, "poor": calibration.POOR_ERROR},
    ),
    "sweep": (
        mark(
            "How far a cut at 10 times the mean weight moves the weighted mean. Weak: more than {weak} deviations of"
            " the outcome. Poor: more than {poor}."
        ),
        {"weak": sweep.WEAK_MOVE, "poor": sweep.POOR_MOVE},
    ),
    "sensitivity": (
        mark(
            "The factor by which a hidden cause would have to change the odds of observation to hide the sign of what"
            " weighting does to the mean. Weak: below {weak}. Poor: below {poor}."
        ),
        {"weak": sensitivity.WEAK_ODDS, "poor": sensitivity.POOR_ODDS},
    ),
}


def show(key: str) -> None:
    """A popover: what the part is, what to beware of, and when it is called weak or poor."""
    term = PARTS[key]
    text, facts = RULES[key]
    with st.popover(_("What “{part}” means").format(part=term.name)):
        st.markdown(term.definition)
        st.markdown(_(text).format(**facts))
        if term.caveat:
            st.markdown(f":gray[{term.caveat}]")
