"""Each assumption: what it says, what breaks without it, how to check it, and what people here think of it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import compute, session
from dashboard.components import notices
from dashboard.components.text import plain
from engine.diagnostics.stated import Stated
from engine.errors import EquipoiseError
from engine.words import _, assumptions, mark
from engine.words.exposure_assumptions import OF_EXPOSURE
from engine.workspace.judgements import MOST_NOTE

PARTS = {
    mark("What the recommender learns from"): assumptions.OF_TRAINING,
    mark("What the weights need"): {**assumptions.OF_WEIGHTS, **OF_EXPOSURE},
    mark("What the test can tell"): assumptions.OF_TESTS,
    mark("What an audit takes for granted"): assumptions.OF_AUDITS,
}
ORDER = ("open", "holds", "doubted")
SIGNS = {"doubted": "▲", "holds": "●", "open": "○"}
COLORS = {"doubted": "orange", "holds": "blue"}


def summary(stated: Sequence[Stated]) -> None:
    """How many hold, are doubted and are open, and what that means for a reader of the numbers."""
    counts = Counter[str](one.judgement.answer for one in stated)
    st.markdown(" &emsp; ".join(f"{_badge(answer)} {counts[answer]}" for answer in SIGNS))
    st.caption(
        _(
            "A doubt changes no number. It says where the numbers may be wrong, and how: read under “If it fails”. An"
            " open assumption is one that nobody has thought about yet; that is not a pass. One voice is kept for each:"
            " the last one counts."
        )
    )


def show(run_id: str, stated: Sequence[Stated]) -> None:
    """The assumptions of a run, with an answer and a note each, kept at once."""
    known = {one.code: one for one in stated}
    for title, part in PARTS.items():
        own = [known[code] for code in part if code in known]
        if own:
            st.header(_(title))
        for one in own:
            with st.container(border=True, key=f"assumption_{one.code}"):
                left, right = st.columns((3, 2), gap="large")
                with left:
                    words(one.code, one.hint)
                with right:
                    _judge(run_id, one)


def read(codes: Sequence[str], hints: dict[str, str | None]) -> None:
    """The assumptions of a set-up that is not trained yet: nothing to answer there."""
    for title, part in PARTS.items():
        own = [code for code in part if code in codes]
        if own:
            st.header(_(title))
        for code in own:
            with st.container(border=True):
                words(code, hints.get(code))


def words(code: str, hint: str | None) -> None:
    """Name, statement, what breaks, how to check, the source, and what the diagnosis has to say."""
    one = assumptions.ASSUMPTIONS[code]
    st.markdown(f"**{one.name}**  \n{one.statement}")
    st.markdown(f"**{_('If it fails')}** &ensp; {one.breaks}")
    st.markdown(f"**{_('How to check')}** &ensp; {one.check}")
    if hint is not None:
        st.markdown(f"**{_('This log')}** &ensp; {assumptions.hint(hint)}")
    if one.source:
        st.caption(_("Source: {source}").format(source=plain(one.source, 200)))


def _judge(run_id: str, one: Stated) -> None:
    """The answer and the note as they are kept now, whichever tab gave them."""
    answer, note = (session.judged(what, run_id, one.code) for what in ("answer", "note"))
    session.choose(answer, one.judgement.answer)
    session.choose(note, one.judgement.note)
    name = assumptions.ASSUMPTIONS[one.code].name
    st.radio(
        _("Does it hold here? {name}").format(name=name),
        ORDER,
        key=answer,
        horizontal=True,
        format_func=_option,
        on_change=_keep_answer,
        args=(run_id, one.code),
    )
    st.text_area(
        _("Why? {name}").format(name=name),
        key=note,
        height=80,
        max_chars=MOST_NOTE,
        placeholder=_("Why you think so, in a line"),
        label_visibility="collapsed",
        on_change=_keep_note,
        args=(run_id, one.code),
    )
    if one.judgement.when:
        when = one.judgement.when[:16].replace("T", " ")
        st.caption(_("✓ Saved {when} UTC").format(when=plain(when)))


def _keep_answer(run_id: str, code: str) -> None:
    _keep(run_id, code, session.chosen(session.judged("answer", run_id, code)), None)


def _keep_note(run_id: str, code: str) -> None:
    _keep(run_id, code, None, session.chosen(session.judged("note", run_id, code)))


def _keep(run_id: str, code: str, answer: str | None, note: str | None) -> None:
    """Keep what was just said before the page is drawn again; what was not said stays as it is."""
    try:
        compute.judge(run_id, code, answer, note)
    except EquipoiseError as error:
        notices.failed(str(error))
    else:
        st.toast(_("Saved"))


def _option(answer: str) -> str:
    return f"{SIGNS[answer]} {assumptions.answer(answer)}"


def _badge(answer: str) -> str:
    return f":{COLORS.get(answer, 'gray')}[**{_option(answer)}**]".replace(" ", "\N{NO-BREAK SPACE}")
