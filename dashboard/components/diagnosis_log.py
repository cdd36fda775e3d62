"""The sections of a diagnosis that describe all rows of the log."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import diagnosis_overview, figures, part_terms
from engine.charts import activity, columns, lorenz, numbers
from engine.diagnostics import Diagnosis, Part
from engine.words import _


def quality(diagnosis: Diagnosis) -> None:
    """The counts of the log."""
    of = diagnosis.quality
    counts = (
        (_("Users"), f"{of.users:,}"),
        (_("Items"), f"{of.items:,}"),
        (_("Interactions"), f"{of.interactions:,}"),
        (_("Pairs in the log"), f"{of.density:.2%}"),
        (_("Users without any"), numbers.count(of.users_without_rows)),
        (_("Users with few"), numbers.count(of.users_with_few_rows)),
        (_("Items without any"), f"{of.items_without_rows:,}"),
        (_("On the top 1% of items"), f"{of.top_share:.1%}"),
    )
    with st.container(horizontal=True):
        for label, value in counts:
            st.metric(label, value, border=True, width=165)
    text = _(
        "“Any” and “few” (fewer than {least}) count interactions. “Pairs in the log”: of all pairs of a user and an"
        " item, those with an interaction."
    )
    st.caption(text.format(least=diagnosis.activity.least))
    part_terms.show("quality")


def habits(diagnosis: Diagnosis) -> None:
    """Users by their number of interactions."""
    of = diagnosis.activity
    bars = (of.edges, of.users, of.without)
    figures.draw(activity.activity(*bars, figures.theme()), activity.describe(*bars), "activity")
    text = _(
        "How to read it: each bar counts users with so many interactions, 10 or more of them. Much on the left: little"
        " is known of many."
    )
    top = _("The busiest 1% of users wrote {top:.1%} of the rows.")
    st.caption(text if of.top_share is None else f"{text} {top.format(top=of.top_share)}")
    part_terms.show("activity")


def popularity(diagnosis: Diagnosis) -> None:
    """The Lorenz curve, and how many items make up head, middle and tail."""
    of = diagnosis.popularity
    drawn = lorenz.lorenz(of.curve, of.gini, figures.theme())
    figures.draw(drawn, lorenz.describe(of.curve, of.gini), "lorenz")
    text = _(
        "How to read it: the lower the curve bends, the fewer items hold most interactions. Head: the {head:,} most"
        " popular items, with a fifth of all interactions. Tail: the {tail:,} least popular, with a fifth at most. In"
        " between: {mid:,}. The top 1% of items hold {top_1:.1%}, the top 5% {top_5:.1%}, the top 20% {top_20:.1%}."
    )
    shares = {"top_1": of.top_1, "top_5": of.top_5, "top_20": of.top_20}
    st.caption(text.format(head=of.head, mid=of.mid, tail=of.tail, **shares))
    part_terms.show("popularity")


def feedback(diagnosis: Diagnosis) -> None:
    """Which values were given how often."""
    of = diagnosis.feedback
    bars = (columns.value_labels(of.edges, len(of.rows)), of.rows, _("rows"), _("feedback"))
    figures.draw(columns.columns(*bars, figures.theme()), columns.describe(*bars), "feedback")
    text = _("How to read it: each bar counts rows with that value. The mean is {mean}.")
    more = _("Every row counts as a positive: the log has no threshold of relevance.")
    if of.positive_share is not None:
        more = _("Positives, at or above the threshold of relevance, are {share:.1%} of the rows.")
        more = more.format(share=of.positive_share)
    st.caption(f"{text.format(mean=numbers.number(of.mean))} {more}")
    part_terms.show("feedback")


def times(diagnosis: Diagnosis) -> None:
    """When the log was written; absent times are said by the verdict alone."""
    of = diagnosis.times
    if of is not None:
        labels = columns.period_labels(of.start, of.period, len(of.rows))
        bars = (labels, of.rows, _("rows"), _("beginning of the period (UTC)"))
        figures.draw(columns.columns(*bars, figures.theme()), columns.describe(*bars), "times")
        text = _(
            "How to read it: each bar counts the rows of one period; {empty} of {n} periods have none. Of the users"
            " with at least two rows, {day} wrote all theirs within a day: their order in time says little."
        )
        day = numbers.NOTHING if of.one_day_share is None else f"{of.one_day_share:.1%}"
        st.caption(text.format(empty=of.empty, n=len(of.rows), day=day))
    part_terms.show("times")


def shape(diagnosis: Diagnosis, parts: Sequence[Part]) -> None:
    """Popularity and feedback side by side, time below them."""
    left, right = st.columns(2, gap="large")
    for place, key, draw in ((left, "popularity", popularity), (right, "feedback", feedback)):
        with place:
            diagnosis_overview.section(parts, key)
            draw(diagnosis)
    diagnosis_overview.section(parts, "times")
    times(diagnosis)
