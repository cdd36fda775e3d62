"""How far a part of a log can be leaned on: sign, word and colour of a level, never red or green."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard.components.text import plain
from engine.diagnostics import Part
from engine.words import _
from engine.words.diagnostics import LEVELS, verdict

SIGNS = {"poor": "◆", "weak": "▲", "unknown": "○", "good": "●"}
"""The worst first: the order of an overview."""
COLORS = {"poor": "orange", "weak": "yellow", "good": "blue"}


def badge(level: str) -> str:
    """Sign, word and colour of a level, as Markdown."""
    return named(level, LEVELS[level].name)


def named(level: str, word: str) -> str:
    """Sign and colour of a level with a word of its own, as Markdown."""
    return f":{COLORS.get(level, 'gray')}[**{SIGNS[level]} {word}**]".replace(" ", "\N{NO-BREAK SPACE}")


def counts(parts: Sequence[Part]) -> None:
    """How many parts have each level, on one line."""
    found = Counter[str](part.verdict for part in parts)
    st.markdown(" &emsp; ".join(f"{badge(level)} {found[level]}" for level in SIGNS if found[level]))


def sentence(part: Part) -> str:
    """The verdict on a part as a sentence; names of groups are shown letter by letter."""
    return plain(verdict(part.key, part.verdict, part.facts), 400)


def say(part: Part) -> None:
    """The level of a part and its sentence."""
    st.markdown(f"{badge(part.verdict)} &ensp; {sentence(part)}")


def explain() -> None:
    """What the levels mean, one click away."""
    with st.popover(_("What the words mean")):
        for level in SIGNS:
            st.markdown(f"{badge(level)}: {LEVELS[level].definition}")
        st.markdown(_("They follow rules of thumb, which stand with each part. They are not tests."))
