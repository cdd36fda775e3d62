"""What was done to an upload's values, or would be: choices with their counts, spellings, words for no value."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import findings
from dashboard.components.text import plain
from engine.words import _, attributes, cleaning, plural

MOST_SPELLINGS = 200
"""Spellings that a page lists; the dataset's record has up to 500."""
FEWEST = 10
"""Below that a count may be of one person."""


def show(tidied: Mapping[str, Any], effects: Mapping[str, int]) -> None:
    """Everything that is not zero; `effects`: what choices would touch that are not in force."""
    _noticed(tidied)
    _choices(tidied.get("choices") or {}, effects)
    _spellings(tidied.get("spellings") or (), int(tidied.get("spellings_left_out") or 0))
    _words(_("Cells that were taken as “no value”"), tidied.get("nulls") or {})
    _words(_("Words that were taken as “nobody knows”"), tidied.get("unknown") or {})
    if tidied.get("left_out"):
        findings.line("note", cleaning.left_out(tidied["left_out"]))
    for attribute, n in (tidied.get("conflicts") or {}).items():
        findings.line("caution", f"{attributes.name(attribute)}: {cleaning.conflict(n)}")


def _noticed(tidied: Mapping[str, Any]) -> None:
    """What the import passed over or judged by itself."""
    told = [cleaning.unused(name, column) for name, column in (tidied.get("unused") or {}).items()]
    told += [cleaning.other_sheets(file, names) for file, names in (tidied.get("sheets") or {}).items()]
    told += [cleaning.judged(file, encoding) for file, encoding in (tidied.get("encodings") or {}).items()]
    for text in told:
        findings.line("caution", text)


def _choices(choices: Mapping[str, int], effects: Mapping[str, int]) -> None:
    """What the choices in force have touched, then what others would."""
    for code, n in choices.items():
        if n:
            st.markdown(f"● {plain(cleaning.choice(code, n), 300)}")
    others = [(code, n) for code, n in effects.items() if n and code not in choices]
    if others:
        with st.expander(_("What other choices would touch"), key="effects"):
            for code, n in others:
                st.markdown(f"○ {plain(cleaning.effect(code, n), 300)}")


def _spellings(found: Sequence[Mapping[str, Any]], left_out: int) -> None:
    if not found:
        return
    more = len(found) + left_out
    with st.expander(plural("{n} spelling was changed", "{n} spellings were changed", more), key="spellings"):
        st.caption(_("Spellings that differ only in width, case or spaces are one group; the most frequent is shown."))
        lines = [
            {
                _("Attribute"): plain(attributes.name(str(one["attribute"]))),
                _("Was"): plain(repr(one["was"])[1:-1]),
                _("Is now"): plain(one["shown"]),
                _("Cells"): f"{one['n']:,}" if one["n"] >= FEWEST else _("fewer than {n}").format(n=FEWEST),
            }
            for one in found[:MOST_SPELLINGS]
        ]
        st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("Spellings that were changed"))
        if more > MOST_SPELLINGS:
            st.caption(_("The first {shown} of {n}.").format(shown=MOST_SPELLINGS, n=f"{more:,}"))


def _words(title: str, counts: Mapping[str, int]) -> None:
    told = [f"{plain(word) or _('empty')}: {n:,}" for word, n in counts.items() if n]
    if told:
        st.caption(f"{title}: {', '.join(told)}")
