"""A look at uploaded lists before anything is read in: the first rows, and how long the lists are there."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.words import _

SHOWN = 5
MOST_COLUMNS = 4
"""So many columns can be read on a telephone: those that were mapped come first."""
MOST_SIGNS = 40


def show(rows: Sequence[Mapping[str, str]], mapped: Mapping[str, str]) -> None:
    """The first rows, letter by letter."""
    if not rows:
        return
    own = list(dict.fromkeys([*mapped.values(), *(name for row in rows[:SHOWN] for name in row)]))
    names = [name for name in own if name.strip()][:MOST_COLUMNS]
    lines = [
        {plain(name, MOST_SIGNS): plain(row.get(name) or "", MOST_SIGNS) for name in names} for row in rows[:SHOWN]
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The first rows of the file"))
    st.caption(_("The first {n} rows, as they stand in the file.").format(n=len(lines)))


def longest(rows: Sequence[Mapping[str, str]], mapped: Mapping[str, str]) -> int | None:
    """The length of the longest list in these rows; None where the users' column is not known."""
    user = mapped.get("user_id")
    if user is None or not rows:
        return None
    return max(Counter(row.get(user, "") for row in rows).values())
