"""A score as a sum, with its numbers: what the figure shows, to be checked by hand."""

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.charts import waterfall
from engine.explain import ExplainedPair, Explanation, shown
from engine.words import _, plural
from engine.words import explanations as words


def line(found: Explanation, pair: ExplainedPair) -> None:
    """The sum in four lines, and how exactly it holds."""
    features = plural("Contributions of {n} feature", "Contributions of {n} features", len(pair.contributions))
    lines = (
        (_("Average score"), _fixed(found.base)),
        (features, _signed(sum(part.phi for part in pair.contributions))),
        (words.rest(), _signed(pair.rest)),
        (f"**{_('= score of the model')}**", f"**{_fixed(pair.score)}**"),
    )
    rows = [{_("The score as a sum"): name, _("Number"): number} for name, number in lines]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=_("The score as a sum"))
    text = _(
        "Rounded for reading. Average and contributions make what the surrogate says, {surrogate}; the largest error"
        " of that sum in this explanation is {error}."
    )
    st.caption(text.format(surrogate=_fixed(pair.surrogate), error=plain(f"{found.largest_error:.1g}")))


def table(found: Explanation, pair: ExplainedPair) -> None:
    """From the average score over the bars of the figure to the model's score."""
    bars, rest = shown.bars(found, pair)
    lines = [(_("Average score"), "", _fixed(found.base))]
    lines += [(plain(bar.name), bar.value, _signed(bar.phi)) for bar in (*waterfall.most(bars), rest)]
    lines.append((f"**{_('Score of the model')}**", "", f"**{_fixed(pair.score)}**"))
    rows = [{_("Part"): name, _("Value"): plain(value), _("Contribution"): number} for name, value, number in lines]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=_("The contributions to this score"))


def _fixed(value: float) -> str:
    """Three decimals everywhere, so that the sum can be checked."""
    return plain(f"{value:,.3f}".replace("-", "−"))


def _signed(value: float) -> str:
    return plain(f"{value:+,.3f}".replace("-", "−"))
