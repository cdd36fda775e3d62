"""What each propensity, fitted on the training fold, makes of a log: all at a glance, then one of them in full."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import session
from dashboard.components import chooser, diagnosis_groups, diagnosis_overview, figures, levels, part_terms
from engine.charts import examination, numbers, overlap, tail
from engine.config import SplitConfig
from engine.contracts import Schema
from engine.diagnostics import Diagnosis, Part, Support
from engine.words import _
from engine.words.combinations import PROPENSITIES
from engine.words.findings import say
from engine.words.support import SUPPORT

USUAL = "logistic"
"""The one that knows the attributes is shown first."""
BESIDE = ("support.unseen", "support.random_agree", "support.random_differ")
"""Findings that stand beside the verdict: without them it would be misread."""
AS_LEVEL = {"supports": "good", "weak": "weak", "refuse": "poor"}
"""The sign and colour of each verdict on a correction."""


def choose(diagnosis: Diagnosis, schema: Schema) -> str:
    """The section's beginning: what all of them support, and the choice of the one that is shown."""
    st.header(_("Propensities"))
    st.caption(_basis(schema))
    names = [kind for kind in PROPENSITIES if kind in diagnosis.support]
    _verdicts(diagnosis, names)
    first = USUAL if USUAL in names else names[0]
    kind = chooser.one(_("Propensity"), names, session.PROPENSITY, lambda key: PROPENSITIES[key].name, first)
    term = PROPENSITIES[kind]
    st.markdown(f"{term.definition} :gray[{term.caveat}]")
    return kind


def show(of: Support, own: Sequence[Part], attribute: str | None) -> None:
    """Overlap and weights of one propensity, and what it leaves of each group; `own`: its parts."""
    left, right = st.columns(2, gap="large")
    with left:
        diagnosis_overview.section(own, "overlap")
        _overlap(of)
    with right:
        diagnosis_overview.section(own, "weights")
        _weights(of)
    if of.curve:
        _examination(of)
    if attribute is not None:
        diagnosis_groups.effective(of, attribute)


def _examination(of: Support) -> None:
    """How likely each place is to be examined."""
    st.markdown(_("**How likely each position is examined**"))
    figures.draw(examination.examination(of.curve, figures.theme()), examination.describe(of.curve), "examination")
    text = _(
        "How to read it: of two items that people want alike, one at a place with half the value gets half the clicks."
        " Told from items that stood at several places; places with few clicks are taken together. Where the old system"
        " ranked by each user's own taste, this takes a part of that taste for the place."
    )
    st.caption(text)


def _verdicts(diagnosis: Diagnosis, names: Sequence[str]) -> None:
    """A line a propensity: whether it supports a correction, and why."""
    lines = []
    for kind in names:
        own = [finding for finding in diagnosis.findings if finding.facts.get("propensity") == kind]
        told = " ".join(say(f) for f in own if f is own[0] or f.code in BESIDE)
        verdict = diagnosis.support[kind].verdict
        badge = levels.named(AS_LEVEL[verdict], SUPPORT[verdict].name)
        if any(finding.code == "support.random_differ" for finding in own):
            badge += f"  \n{levels.named('weak', _('contradicted by random rows'))}"
        lines.append({_("Propensity"): f"{PROPENSITIES[kind].name}  \n{badge}", _("Why"): told})
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Propensities and what they support"))


def _basis(schema: Schema) -> str:
    """Which rows the propensities were fitted on."""
    split = SplitConfig()
    text = _(
        "A propensity is how likely a pair of a user and an item was to be observed. Fitted on the training fold of"
        " the default split (seed 0): of each user's rows, {test:.0%} are the test and {valid:.0%} the validation,"
        " drawn at random. The sections above describe all rows."
    )
    if schema.n_randomized:
        text = _(
            "A propensity is how likely a pair of a user and an item was to be observed. Fitted on the training fold of"
            " the default split (seed 0): rows with random exposure are the test, and {valid:.0%} of each user's other"
            " rows the validation, drawn at random; the random rows of a tenth of their users are set aside for the"
            " propensity that compares the log with them. The sections above describe all rows."
        )
    return text.format(test=split.test, valid=split.valid)


def _overlap(of: Support) -> None:
    if of.overlap is not None:
        drawn = (of.overlap.edges, of.overlap.observed, of.overlap.eligible)
        figures.draw(overlap.overlap(*drawn, figures.theme()), overlap.describe(*drawn), "overlap")
        text = _(
            "How to read it: upwards the pairs in the log, downwards a sample of all pairs that could have been. Where"
            " there is much below and nothing above, the log says nothing. They differ by {distance:.0%} (0%: alike;"
            " 100%: nothing in common)."
        )
        st.caption(text.format(distance=of.overlap.distance))
    part_terms.show("overlap")


def _weights(of: Support) -> None:
    figures.draw(tail.tail(of.weights.tail, figures.theme()), tail.describe(of.weights.tail), "tail")
    text = _(
        "How to read it: the farther the curve runs to the right, the more a few rows decide. The {n:,} training rows"
        " are worth {effective:,.0f} equally weighted ones ({share:.1%}). The largest weight is {largest};"
        " {clipped:.1%} of rows are at the lower bound of the propensity."
    )
    facts = {"n": of.weights.n, "effective": of.weights.effective, "share": of.weights.effective_share}
    told = text.format(**facts, largest=numbers.number(of.weights.largest), clipped=of.weights.clipped_share)
    st.caption(f"{told} {_total(of)}")
    part_terms.show("weights")


def _total(of: Support) -> str:
    if of.weights.total is None:
        return _("These propensities are relative, so the weights add up to nothing known.")
    text = _("The weights add up to {total:.2f} times the number of eligible pairs; right propensities give 1.")
    return text.format(total=of.weights.total)
