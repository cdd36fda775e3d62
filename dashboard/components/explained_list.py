"""One user's list, item by item: why the model gave each its score."""

import pandas as pd
import streamlit as st

from dashboard import session
from dashboard.components import chooser, figures, findings, sums
from dashboard.components.explained_model import define
from dashboard.components.text import plain
from engine.charts import numbers, waterfall
from engine.explain import ExplainedPair, Explanation, shown
from engine.words import _, plural
from engine.words import findings as words

MOST_ITEMS = 50
"""Rows of a list that are drawn; any of its items can be chosen."""


def show(found: Explanation) -> None:
    """What was done to the list, the list, and one item of it: the sum, the figure, and the same as a table."""
    for finding in found.findings:
        if finding.code in ("explain.reranked", "explain.seen"):
            findings.line(finding.severity, words.say(finding))
    left, right = st.columns((3, 2), gap="large")
    with left:
        _list(found)
    with right:
        pair = _chosen(found)
        sums.line(found, pair)
        with st.popover(_("What these features are")):
            for part in pair.contributions[: waterfall.MOST_BARS]:
                define(part.feature)
    left, right = st.columns((3, 2), gap="large")
    with left:
        bars, rest = shown.bars(found, pair)
        alt = waterfall.describe(found.base, bars, rest)
        figures.draw(waterfall.waterfall(found.base, bars, rest, figures.theme()), alt, "waterfall")
    with right:
        sums.table(found, pair)


def _list(found: Explanation) -> None:
    """The items that the user gets, best first, with the model's scores."""
    lines = [
        {_("Place"): str(pair.rank), _("Item"): _item(pair), _("Score"): numbers.number(pair.score)}
        for pair in found.pairs[:MOST_ITEMS]
    ]
    st.table(
        pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The user's list with the model's scores")
    )
    hidden = len(found.pairs) - MOST_ITEMS
    if hidden > 0:
        st.caption(plural("{n} more item is not drawn.", "{n} more items are not drawn.", hidden))


def _chosen(found: Explanation) -> ExplainedPair:
    """The item to look at; the first one of the list at first."""
    pairs = {pair.item: pair for pair in found.pairs}
    chooser.missing(session.ITEM, pairs, _("The item {id} of this address is not in the list of this user."))
    return pairs[chooser.one(_("Item"), list(pairs), session.ITEM, lambda key: _option(pairs[key]))]


def _item(pair: ExplainedPair) -> str:
    """The name with the id below it; the id alone where there is no name."""
    return f"{plain(pair.name, 60)}  \n:gray[{plain(pair.item, 40)}]" if pair.name else plain(pair.item, 60)


def _option(pair: ExplainedPair) -> str:
    """An item as its chooser names it; a chooser interprets nothing."""
    return f"{pair.rank} · {pair.name or pair.item}"
