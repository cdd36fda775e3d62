"""What a log can and can't support, at a glance: the worst first, each with the way to its section."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components import levels
from dashboard.components.text import plain
from engine.diagnostics import Part
from engine.words import _, attributes
from engine.words.combinations import PROPENSITIES
from engine.words.diagnostics import PARTS


def show(parts: Sequence[Part]) -> None:
    """A line a part, the worst first; parts of the same level keep the order of the sections."""
    levels.counts(parts)
    places = list(levels.SIGNS)
    lines = [
        {
            _("Part"): f"[{name(part)}](#{anchor(part.key)})  \n{levels.badge(part.verdict)}",
            _("What the log says"): levels.sentence(part),
        }
        for part in sorted(parts, key=lambda part: places.index(part.verdict))
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Parts of the diagnosis, worst first"))
    levels.explain()


def section(parts: Sequence[Part], key: str) -> None:
    """The heading of a part's section, where the overview leads to, and its verdict where it has one alone."""
    st.header(PARTS[key].name, anchor=anchor(key))
    own = [part for part in parts if part.key == key]
    if len(own) == 1:
        levels.say(own[0])


def anchor(key: str) -> str:
    """The place of a part's section on the page."""
    return f"part-{key}"


def name(part: Part) -> str:
    """A part with the attribute or the propensity that it is about."""
    if not part.of:
        return PARTS[part.key].name
    of = attributes.name(part.of) if part.key == "writers" else PROPENSITIES[part.of].name
    return f"{PARTS[part.key].name}: {plain(of, 40)}"
