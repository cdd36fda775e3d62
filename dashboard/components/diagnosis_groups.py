"""Who wrote the log: the attribute is chosen once, for the shares and for what the weights leave of each group."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import session
from dashboard.components import chooser, diagnosis_overview, figures, levels, part_terms
from dashboard.components.text import plain
from engine.charts import activity, numbers
from engine.diagnostics import Diagnosis, Part, Support
from engine.words import _, attributes

MOST = 14
"""Groups that are drawn or listed; more are counted."""
SIDE = "user."


def choose(diagnosis: Diagnosis, parts: Sequence[Part]) -> str | None:
    """The section with its chooser; returns the chosen attribute, None where none makes groups."""
    diagnosis_overview.section([], "writers")
    names = [SIDE + of.attribute for of in diagnosis.writers]
    if not names:
        st.info(_("No attribute of users makes groups: bring a users file with attributes to see who wrote the log."))
        return None
    attribute = chooser.one(_("Groups by"), names, session.ATTRIBUTE, _name).removeprefix(SIDE)
    levels.say(next(part for part in parts if part.key == "writers" and part.of == attribute))
    _shares(diagnosis, attribute)
    part_terms.show("writers")
    return attribute


def _shares(diagnosis: Diagnosis, attribute: str) -> None:
    shares = next(of.shares for of in diagnosis.writers if of.attribute == attribute)
    drawn = shares[:MOST]
    figures.draw(activity.writers(drawn, figures.theme()), activity.describe_writers(drawn), "writers")
    text = _(
        "How to read it: a filled bar longer than the hollow one belongs to a group that wrote more than it counts."
        " Described, not tested."
    )
    st.caption(f"{text} {_rest(len(shares))}")


def effective(of: Support, attribute: str) -> None:
    """What the weights leave of each group's rows."""
    groups = [group for group in of.groups if group.attribute == attribute]
    lines = [
        {
            _("Group"): plain(attributes.group(group.group)),
            _("Training rows"): numbers.count(group.rows),
            _("Worth"): _("withheld") if group.rows is None else _worth(group.effective, group.share),
        }
        for group in groups[:MOST]
    ]
    st.markdown(_("**What the weights leave of each group**: {attribute}").format(attribute=plain(_name(attribute))))
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Effective sample by group"))
    text = _("“Worth”: so many equally weighted rows hold as much information. Choose the groups above.")
    st.caption(f"{text} {_rest(len(groups))}")


def _worth(effective: float | None, share: float | None) -> str:
    return numbers.NOTHING if effective is None or share is None else f"{effective:,.0f} ({share:.0%})"


def _name(attribute: str) -> str:
    return attributes.name(attribute.removeprefix(SIDE))


def _rest(n: int) -> str:
    return _("The first {shown} of {n} groups.").format(shown=MOST, n=n) if n > MOST else ""
