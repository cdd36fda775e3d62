"""Choosers that are kept in the URL, so that a link restores the view.

`bind="query-params"` would put the shown label into the URL, with names that may change or be private;
here the id stands there.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import session


def one(label: str, options: Sequence[str], key: str, shown: Callable[[str], str], first: str | None = None) -> str:
    """Choose one of the options; an id in the URL that is not among them gives the first."""
    _restore(key, options, first or options[0])
    chosen = str(st.selectbox(label, list(options), format_func=shown, key=key))
    _remember(key, chosen)
    return chosen


def maybe(label: str, options: Sequence[str], key: str, shown: Callable[[str], str], placeholder: str) -> str | None:
    """Choose one of the options or none."""
    _restore(key, options, None)
    chosen = st.selectbox(label, list(options), index=None, format_func=shown, key=key, placeholder=placeholder)
    _remember(key, chosen)
    return chosen


def asked(key: str) -> str | None:
    """What the URL asks for, before the chooser is drawn."""
    return st.query_params.get(key)


def _restore(key: str, options: Sequence[str], default: str | None) -> None:
    """Before the first drawing, take the choice from the URL; drop one that no longer exists."""
    session.forget(key, list(options))
    wanted = asked(key)
    if not session.has(key):
        session.choose(key, wanted if wanted in options else default)


def _remember(key: str, chosen: str | None) -> None:
    if chosen is None:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
