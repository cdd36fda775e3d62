"""When uploaded lists were made: what came later judges them; without a day only exposure is measured."""

from datetime import UTC, date, datetime

import streamlit as st

from dashboard import compute, session
from dashboard.components import findings
from engine.diagnostics.times import Times
from engine.words import _, mark
from engine.workspace import DatasetRecord

WAYS = {
    "day": mark("By what users did from a day on"),
    "none": mark("Without a day: only exposure is measured"),
}


def choose(record: DatasetRecord) -> tuple[str | None, bool]:
    """The day on which the lists were made as ISO text, None without one; and whether that is answered."""
    st.markdown(f"**{_('How they are judged')}**")
    if record.schema.time_range is None:
        st.info(_("This dataset has no times, so nothing can be called later than the lists."))
        _exposure_only()
        return None, True
    way = st.radio(
        _("Judge these lists"), list(WAYS), format_func=lambda key: _(WAYS[key]), key=f"{session.JUDGED}_{record.id}"
    )
    if way == "none":
        _exposure_only()
        return None, True
    day = _day(record, record.schema.time_range)
    findings.line(
        "caution",
        _(
            "Interactions after the lists were shown may be caused by them: what is shown gets clicked. Then lists look"
            " better than they are, and the audit says how many such interactions there are."
        ),
    )
    return (day.isoformat() if day else None), day is not None


def _exposure_only() -> None:
    st.caption(
        _(
            "Measured: how lists share out attention between items, and how popular what they show is. Refused:"
            " usefulness, such as NDCG or recall, since no interaction can judge it. Refused is not zero."
        )
    )


def _day(record: DatasetRecord, span: tuple[int, int]) -> date | None:
    """The day, within the log, and what it leaves as the test."""
    first, last = (datetime.fromtimestamp(seconds, UTC).date() for seconds in span)
    key = f"{session.CUTOFF}_{record.id}"
    day = st.date_input(_("Day your lists were made (UTC)"), value=None, min_value=first, max_value=last, key=key)
    st.caption(
        _(
            "Interactions from the beginning of this day on are the test: they judge the lists. Earlier ones are not"
            " used for that. The log spans {first} to {last}."
        ).format(first=first, last=last)
    )
    diagnosis = compute.diagnosis(record.id)
    if day is not None and diagnosis is not None and diagnosis.times is not None:
        st.caption(left(diagnosis.times, day))
    return day


def left(times: Times, day: date) -> str:
    """How many interactions a day leaves as the test, from the counts by period of the kept diagnosis."""
    cut = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    begins = [(times.start + place * times.period, n) for place, n in enumerate(times.rows)]
    least = sum(n for begin, n in begins if begin >= cut)
    most = sum(n for begin, n in begins if begin + times.period > cut)
    total = sum(times.rows)
    if least == most:
        return _("That leaves {n:,} of {total:,} interactions as the test.").format(n=least, total=total)
    text = _("That leaves {least:,} to {most:,} of {total:,} interactions as the test, counted by periods of the log.")
    return text.format(least=least, most=most, total=total)
