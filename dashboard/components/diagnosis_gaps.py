"""Groups of one attribute: what popularity and activity do to their means, and how firm weighted gaps are."""

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.charts import numbers
from engine.diagnostics import Diagnosis, Support
from engine.diagnostics.adjusted import Mean
from engine.diagnostics.sensitivity import Conclusion
from engine.words import _, attributes
from engine.words.support import OUTCOMES

MOST = 14
"""Groups that are listed; more are counted."""


def adjusted(diagnosis: Diagnosis, attribute: str) -> None:
    """Each group's mean as it is, and with popularity or activity held equal."""
    if diagnosis.adjusted is None:
        return
    name = _(OUTCOMES[diagnosis.adjusted.kind])
    st.markdown(
        _("**{name} by group, with popularity or activity held equal**: {attribute}").format(
            name=name.capitalize(), attribute=plain(attributes.name(attribute))
        )
    )
    groups = [one for one in diagnosis.adjusted.groups if one.attribute == attribute]
    lines = [
        {
            _("Group"): plain(attributes.group(one.group)),
            _("As it is"): _mean(one.plain, one.hidden),
            _("Popularity equal"): _mean(one.popularity, one.hidden),
            _("Activity equal"): _mean(one.activity, one.hidden),
        }
        for one in groups[:MOST]
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Adjusted means by group"))
    text = _(
        "How to read it: the mean of all rows with its 95% interval over users; then as if the group's rows fell on"
        " popular, middling and unpopular items as all rows do, or came from users as active as all are. Where a"
        " difference shrinks, it was one of popularity or activity. Described, not tested. A dash: the group lacks one"
        " of the levels."
    )
    st.caption(f"{text} {_rest(len(groups))}")


def hidden(of: Support, attribute: str) -> None:
    """How strong hidden causes would have to be to undo the weighted gap of each group to the largest."""
    if of.sensitivity is None:
        return
    groups = [one for one in of.sensitivity.groups if one.attribute == attribute]
    if not groups:
        return
    name, reference = _(OUTCOMES[of.sensitivity.kind]), plain(attributes.group(groups[0].reference))
    st.markdown(
        _("**Weighted {name} of each group less that of “{reference}”**: {attribute}").format(
            name=name, reference=reference, attribute=plain(attributes.name(attribute))
        )
    )
    lines = [
        {
            _("Group"): plain(attributes.group(one.group)),
            _("Difference"): _difference(one),
            _("Sign is lost at"): _flips(one),
            _("E-value"): _e_value(one),
        }
        for one in groups[:MOST]
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Weighted gaps and hidden causes"))
    text = _(
        "How to read it: the difference under these propensities with its 95% interval; by how much hidden causes would"
        " have to change the odds of observation until its sign is not known; and the E-value of the ratio of shares of"
        " positives, in brackets that of its interval's limit. Close to 1: next to nothing would do."
    )
    st.caption(f"{text} {_rest(len(groups))}")


def _mean(of: Mean | None, is_hidden: bool) -> str:
    if of is None:
        return _("withheld") if is_hidden else numbers.NOTHING
    return f"{numbers.number(of.value, 2)} {_brackets(of.low, of.high)}".strip()


def _brackets(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return plain(f"[{numbers.number(low, 2)}, {numbers.number(high, 2)}]")


def _difference(of: Conclusion) -> str:
    if not of.reaches:
        return _("withheld") if of.hidden else numbers.NOTHING
    first = of.reaches[0]
    return plain(f"{first.least:+.3f} {numbers.interval(first.low, first.high, 'difference')}")


def _flips(of: Conclusion) -> str:
    if not of.reaches:
        return numbers.NOTHING
    if of.flips is None:
        return _("more than {most:g}").format(most=of.reaches[-1].odds)
    return _("1: sampling error") if of.flips == 1 else f"{of.flips:.2f}"


def _e_value(of: Conclusion) -> str:
    if of.e_value is None:
        return numbers.NOTHING
    return f"{numbers.number(of.e_value, 2)} ({numbers.number(of.e_limit, 2)})"


def _rest(n: int) -> str:
    return _("The first {shown} of {n} groups.").format(shown=MOST, n=n) if n > MOST else ""
