"""Choosers that are kept in the URL, so that a link restores the view, and so do the browser's back and forward.

`bind="query-params"` would put the shown label into the URL, with names that may change or be private;
here the id stands there.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from math import nan
from typing import NoReturn
from urllib.parse import quote, unquote

import streamlit as st

from dashboard import session
from dashboard.components.text import plain
from engine.words import _
from engine.workspace import DatasetRecord


def one(label: str, options: Sequence[str], key: str, shown: Callable[[str], str], first: str | None = None) -> str:
    """Choose one of the options; an id in the URL that is not among them gives the first."""
    _restore(key, options, first or options[0])
    chosen = str(st.selectbox(label, list(options), format_func=shown, key=key, on_change=session.touch))
    session.show(key, chosen)
    return chosen


def pick(label: str, options: Sequence[str], key: str, shown: Callable[[str], str]) -> str:
    """Choose one of a few options that all stand on the page."""
    _restore(key, options, options[0])
    chosen = st.segmented_control(
        label, list(options), required=True, format_func=shown, key=key, on_change=session.touch, wrap=True
    )
    session.show(key, chosen or options[0])
    return chosen or options[0]


def slide(label: str, options: Sequence[str], key: str, shown: Callable[[str], str], first: str) -> str:
    """Choose one of the options on a scale; the URL has it where it is not the first."""
    _restore(key, options, first)
    chosen = str(st.select_slider(label, list(options), format_func=shown, key=key, on_change=session.touch))
    session.show(key, None if chosen == first else chosen)
    return chosen


def dataset(datasets: Mapping[str, DatasetRecord]) -> DatasetRecord:
    """Choose one of the datasets, by name; the newest first."""
    missing(session.DATASET, datasets, _("The dataset {id} of this address is not in this workspace."))
    last = session.at_hand(session.DATASET)
    chosen = one(
        _("Dataset"),
        list(datasets),
        session.DATASET,
        lambda key: f"{datasets[key].schema.name or key} · {key[:8]}",
        last if last in datasets else None,
    )
    session.take_along(session.DATASET, chosen)
    return datasets[chosen]


def missing(key: str, options: Container[str], text: str) -> None:
    """Say that what the address asks for is not there; another one is shown instead."""
    wanted = asked(key)
    if wanted and wanted not in options:
        st.warning(f"{text.format(id=plain(wanted))} {_('Shown is another one.')}")


def maybe(
    label: str,
    options: Sequence[str],
    key: str,
    shown: Callable[[str], str],
    placeholder: str,
    first: str | None = None,
) -> str | None:
    """Choose one of the options or none; `first` where the URL decides and has none."""
    _restore(key, options, first if first in options else None)
    chosen = st.selectbox(label, list(options), None, shown, key=key, on_change=session.touch, placeholder=placeholder)
    session.show(key, chosen)
    return chosen


def several(
    label: str, options: Sequence[str], key: str, shown: Callable[[str], str], first: Sequence[str], most: int
) -> list[str]:
    """Choose some of the options; in the URL their ids stand with commas. `first`: those chosen where it has none."""
    wanted = session.several(key)
    if _moved(key):
        wanted = listed(key) or list(first)
    session.choose_several(key, [one for one in wanted if one in options][:most])
    chosen = st.multiselect(
        label, list(options), format_func=shown, key=key, on_change=session.touch, max_selections=most
    )
    session.show(key, ",".join(chosen) or None)
    return list(chosen)


def switches(options: Sequence[str], key: str, draw: Callable[[str, str], bool]) -> list[str]:
    """A checkbox for each option, on unless the URL names it among those left out; returns what is left out.

    `draw(option, its key)` draws one and returns whether it is on.
    """
    moved = _moved(key)
    for one in options:
        if moved or not session.has(session.switch(key, one)):
            session.turn(key, one, one not in (listed(key) if moved else ()))
    out = [one for one in options if not draw(one, session.switch(key, one))]
    session.choose(key, ",".join(out))
    session.show(key, ",".join(out) or None)
    return out


def ticks(options: Sequence[str], key: str, first: Sequence[str], draw: Callable[[str, str], bool]) -> list[str]:
    """A checkbox for each option, off unless the URL names it; `first` are on where it names none. Returns those on."""
    moved = _moved(key)
    wanted = (listed(key) or first) if moved else ()
    for one in options:
        if moved or not session.has(session.switch(key, one)):
            session.turn(key, one, one in wanted)
    on = [one for one in options if draw(one, session.switch(key, one))]
    session.choose(key, ",".join(on))
    session.show(key, ",".join(on) or None)
    return on


def each(options: Mapping[str, Sequence[str]], key: str, draw: Callable[[str, str], str | None]) -> dict[str, str]:
    """A chooser for each name of `options`, which may stay empty; in the URL stand pairs `name~choice` with commas.

    `draw(name, its key)` draws one and returns its choice; commas and tildes are percent-encoded.
    """
    moved = _moved(key)
    pairs = [[unquote(part) for part in pair.split("~", 1)] for pair in listed(key)] if moved else []
    wanted = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    for name, choices in options.items():
        own = session.switch(key, name)
        if moved or not session.has(own):
            session.choose(own, wanted.get(name))
        session.forget(own, list(choices))
    chosen = {name: choice for name in options if (choice := draw(name, session.switch(key, name)))}
    text = ",".join(f"{encoded(name)}~{encoded(choice)}" for name, choice in chosen.items())
    session.choose(key, text)
    session.show(key, text or None)
    return chosen


def number(label: str, key: str, low: float, high: float, first: float | None, step: float, empty: str = "") -> float:
    """Type a number; the URL has it where it is not `first`. Without a `first` an empty field is NaN."""
    if _moved(key):
        session.put_number(key, _number(asked(key), (low, high), first, step))
    chosen = st.number_input(label, low, high, None, step, key=key, on_change=session.touch, placeholder=empty or None)
    value = first if chosen is None else float(chosen)
    session.show(key, None if value == first else f"{value:g}")
    return nan if value is None else value


def encoded(text: str) -> str:
    """Text that can stand in the URL as one of several."""
    return quote(text, safe=" ").replace("~", "%7E")


def listed(key: str) -> list[str]:
    """The ids that the URL asks for with commas between them."""
    return [one for one in (asked(key) or "").split(",") if one]


def add(key: str, value: str) -> None:
    """Add to a chooser of several before it is drawn, in this session or, where the URL decides, there."""
    if _moved(key):
        st.query_params[key] = ",".join(dict.fromkeys([*listed(key), value]))
    else:
        session.choose_several(key, [*session.several(key), value])


def typed(label: str, key: str, placeholder: str, longest: int) -> str | None:
    """Type an id; None for nothing. What it names is for the page to find."""
    if _moved(key):
        session.choose(key, asked(key))
    text = st.text_input(label, key=key, on_change=session.touch, placeholder=placeholder, max_chars=longest)
    chosen = (text or "").strip() or None
    session.show(key, chosen)
    return chosen


def asked(key: str) -> str | None:
    """What the URL asks for, before the chooser is drawn."""
    return st.query_params.get(key)


def go(key: str, value: str) -> None:
    """Put something into the address, from a button: a link to the page that is shown would not reach it."""
    st.query_params[key] = value


def drop(key: str) -> None:
    """Take something out of the address at once, also where the page is not drawn to its end."""
    if key in st.query_params:
        del st.query_params[key]


def draw(page: Callable[[], None], name: str) -> None:
    """Draw a page and then write all its choices into the URL at once: one step of the browser's history.

    `name` tells pages apart: on another one, this one's choosers do not count, though the session may still have them.
    A page that ends early has not drawn all its choosers: what the URL says about the others stays there for later.
    """
    session.begin(name)
    try:
        page()
    except _EndError:
        _write(kept=set(st.query_params) - session.shown())
    else:
        _write(kept=set(st.query_params) - {*session.IN_URL})


def end() -> NoReturn:
    """Nothing more is drawn of a page; its address is written all the same.

    After `st.stop` Streamlit sends the browser nothing more, and so no address.
    """
    raise _EndError


class _EndError(Exception):
    """A page ends before its last line; `draw` alone sees it."""


def _write(kept: set[str]) -> None:
    """The URL becomes what the choosers have, and those keys of it that are kept."""
    now = st.query_params.to_dict()
    address = {key: value for key, value in now.items() if key in kept} | session.keep()
    if address != now:
        st.query_params.from_dict(address)


def _restore(key: str, options: Sequence[str], default: str | None) -> None:
    """Take the choice from the URL before the first drawing, and where the browser went back or forward.

    A choice that no longer exists is dropped. Where somebody has just chosen, the URL may be one step behind.
    """
    session.forget(key, list(options))
    if _moved(key):
        wanted = asked(key)
        session.choose(key, wanted if wanted in options else default)


def _number(text: str | None, ends: tuple[float, float], first: float | None, step: float) -> float | None:
    """A number of the URL within its limits, whole where the step is; else the usual one."""
    try:
        found = type(step)(text or "")
    except ValueError:
        return first
    return found if ends[0] <= found <= ends[1] else first


def _moved(key: str) -> bool:
    """Whether the URL decides: at the first drawing of a page, and where the browser went back or forward."""
    return session.opened() or not session.has(key) or (asked(key) != session.kept(key) and not session.touched())
