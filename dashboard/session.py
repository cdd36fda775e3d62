"""The only place that names session and URL keys. It keeps ids and choices, never tables or models."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import streamlit as st

# Kept in the URL too: a link restores the view.
DATASET = "dataset"
RUN = "run"
AUDIT = "audit"
BEFORE = "before"
BASELINE = "baseline"
OTHERS = "others"
AGAINST = "against"
WITHOUT = "without"
ATTRIBUTE = "attribute"
METRIC = "metric"
JOB = "job"
PROPENSITY = "propensity"
USER = "user"
ITEM = "item"
COHORT = "cohort"
LOOK = "look"
K = "k"
TOLERANCE = "tolerance"
DOWN = "down"
ACROSS = "across"
WITHIN = "within"
ONLY = "only"
CELL = "cell"
PLACED = "placed"
LEANS = "leans"
PROMISED = "promised"
CATEGORY = "category"
READ = "read"
WHO = "who"
HARMS = "harms"
COMPARED = "compared"
NAMED = "references"
BAND = "band"
LOWER = "lower"
UPPER = "upper"
LISTS_OF = "plan_k"
POSITIVE = "positive"
GAIN = "gain"
CANDIDATES = "candidates"
CATEGORIES = "categories"
WRONG = "wrong"
BESIDE = "beside"
DRAFT = "draft"
IN_URL = (
    *(DATASET, RUN, AUDIT, BEFORE, ATTRIBUTE, METRIC, JOB, USER, ITEM, PROPENSITY),
    *(BASELINE, OTHERS, AGAINST, WITHOUT, COHORT, DRAFT),
    *(LOOK, K, TOLERANCE, DOWN, ACROSS, WITHIN, ONLY, CELL, PLACED, LEANS, CATEGORY, PROMISED, READ),
    *(WHO, HARMS, COMPARED, NAMED, BAND, LOWER, UPPER),
    *(LISTS_OF, POSITIVE, GAIN, CANDIDATES, CATEGORIES, WRONG, BESIDE),
)

# This session only.
CUTOFF = "recommendations_cutoff"
JUDGED = "recommendations_judged"
LENGTH = "recommendations_length"
COHORT_NAME = "cohort_name"
NOTICE = "notice"
ROUND = "upload_round"
SHOWN = "url_shown"
KEPT = "url_kept"
TOUCHED = "url_touched"
CHOSE = "url_chose"
FOLLOWED = "compare_followed"
AT_HAND = "at_hand"
PAGE = "page_shown"
OPENED = "page_opened"


def uploader(role: str) -> str:
    """The key of an uploader in its present round; a new round starts with empty ones."""
    return f"upload_{role}_{st.session_state.get(ROUND, 0)}"


def field(name: str) -> str:
    """The key of a field of the training form."""
    return f"train_{name}"


def put(values: Mapping[str, object]) -> None:
    """Set fields of the training form before they are drawn."""
    for name, value in values.items():
        st.session_state[field(name)] = value


def filled(name: str) -> object:
    """What a field of the training form has; None before it was drawn."""
    return st.session_state.get(field(name))


def among(name: str, options: Sequence[str], usual: str | None) -> None:
    """A field of the training form whose choice is no longer offered takes the usual one, else the first."""
    if filled(name) not in options:
        put({name: usual if usual in options else options[0]})


def condition(part: str, place: int) -> str:
    """The key of the attribute or of the value of a condition in the form for cohorts."""
    return f"cohort_{part}_{place}"


def column(role: str, name: str, names: Sequence[str]) -> str:
    """The key of the chooser that maps a column; a file with another header starts with new guesses."""
    return f"map_{role}_{name}_{crc32(repr(list(names)).encode()):x}"


def drafted(draft_id: str, name: str) -> str:
    """The key of a field of a draft."""
    return f"draft_{draft_id}_{name}"


def press(key: str) -> None:
    """A button was pressed. Kept until the page has drawn it: another change may begin the drawing anew before."""
    st.session_state[key] = True


def pressed(key: str) -> bool:
    """Whether a button was pressed, once."""
    return bool(st.session_state.pop(key, False))


def cared(what: str, dataset_id: str) -> str:
    """The key of a field that names a dataset anew, or its end."""
    return f"care_{what}_{dataset_id}"


def begin_with(key: str, value: object) -> None:
    """What a field has before anybody has used it; a field that is there already keeps its value."""
    st.session_state.setdefault(key, value)


def put_value(key: str, value: object) -> None:
    """Set a field before it is drawn."""
    st.session_state[key] = value


def value_of(key: str, usual: object) -> object:
    """What a field has, also before it is drawn."""
    return st.session_state.get(key, usual)


def next_round() -> None:
    """Let go of the uploaded bytes: the uploaders get new keys on the next run."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def notice(text: str) -> None:
    """Keep a message for the next run of the page."""
    st.session_state[NOTICE] = text


def take_notice() -> str:
    """The kept message, once."""
    return str(st.session_state.pop(NOTICE, ""))


def take_along(key: str, value: str | None) -> None:
    """Remember a choice for the pages that are opened next, whose choosers are others."""
    st.session_state.setdefault(AT_HAND, {})[key] = value


def at_hand(key: str) -> str | None:
    """What was chosen last on any page; None where nothing was."""
    return st.session_state.get(AT_HAND, {}).get(key)  # type: ignore[no-any-return]


def begin(page: str) -> None:
    """A page begins to be drawn: none of its choosers is there yet."""
    st.session_state[OPENED] = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page
    st.session_state[SHOWN] = {}
    st.session_state[CHOSE] = st.session_state.pop(TOUCHED, False)


def opened() -> bool:
    """Whether another page was shown before this drawing."""
    return bool(st.session_state.get(OPENED))


def touch() -> None:
    """Somebody has chosen in a chooser of the URL; the page is about to be drawn again."""
    st.session_state[TOUCHED] = True


def touched() -> bool:
    """Whether a choice is why the page is drawn."""
    return bool(st.session_state.get(CHOSE))


def show(key: str, value: str | None) -> None:
    """A chooser of the URL stands on the page with this value."""
    st.session_state[SHOWN][key] = value


def shown() -> set[str]:
    """The choosers of the URL that stand on the page so far."""
    return set(st.session_state[SHOWN])


def keep() -> dict[str, str]:
    """The page is drawn: what its choosers have, and what the URL is to say from now on."""
    st.session_state[KEPT] = {key: value for key, value in st.session_state[SHOWN].items() if value is not None}
    return dict(st.session_state[KEPT])


def kept(key: str) -> str | None:
    """What the URL said when the page was last drawn: another value now means that the browser moved."""
    value = st.session_state.get(KEPT, {}).get(key)
    return None if value is None else str(value)


def choose(key: str, value: str | None) -> None:
    """Set a chooser before it is drawn."""
    st.session_state[key] = value


def put_number(key: str, value: float | None) -> None:
    """Set a field for a number before it is drawn."""
    st.session_state[key] = value


def choose_several(key: str, values: Sequence[str]) -> None:
    """Set a chooser of several before it is drawn; each value once, in the order given."""
    st.session_state[key] = list(dict.fromkeys(values))


def several(key: str) -> list[str]:
    """What a chooser of several has; nothing before it was drawn."""
    return list(st.session_state.get(key) or ())


def take_several(key: str, values: Sequence[str]) -> None:
    """Somebody has chosen these values by a button beside the chooser."""
    choose_several(key, values)
    touch()


def take(key: str, value: str | None) -> None:
    """Somebody has chosen this value of a chooser by a button beside it."""
    choose(key, value)
    touch()


def chosen(key: str) -> str:
    """The value of a chooser that its callback is to keep."""
    return str(st.session_state.get(key, ""))


def switch(key: str, option: str) -> str:
    """The key of a checkbox that belongs to a chooser of the URL."""
    return f"{key}_{option}"


def turn(key: str, option: str, on: bool) -> None:
    """Set such a checkbox before it is drawn."""
    st.session_state[switch(key, option)] = on


def judged(what: str, run_id: str, code: str) -> str:
    """The key of the answer to an assumption of a run, or of the note on it."""
    return f"judged_{what}_{run_id}_{code}"


def has(key: str) -> bool:
    """Whether a chooser has a value in this session."""
    return key in st.session_state


def forget(key: str, options: list[str]) -> None:
    """Drop a choice that is no longer among the options; to have chosen nothing is a choice and stays."""
    if st.session_state.get(key) is not None and st.session_state[key] not in options:
        del st.session_state[key]
