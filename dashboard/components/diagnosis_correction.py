"""Whether a correction by one propensity holds: balance, calibration, where weights are cut, and hidden causes."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import diagnosis_overview, figures, part_terms
from engine.charts import love, numbers, propensity_calibration
from engine.charts import sensitivity as reach
from engine.charts import sweep as cuts
from engine.diagnostics import Part, Support
from engine.diagnostics.sensitivity import Conclusion
from engine.words import _
from engine.words.support import OUTCOMES, covariate

MOST = 10
"""Covariates that are drawn; more are counted."""


def show(of: Support, own: Sequence[Part]) -> None:
    """Four parts, two side by side; `own`: the parts of the propensity."""
    for pair in (("balance", _balance), ("calibration", _calibration)), (("sweep", _sweep), ("sensitivity", _hidden)):
        for place, (key, draw) in zip(st.columns(2, gap="large"), pair, strict=True):
            with place:
                diagnosis_overview.section(own, key)
                draw(of)
                part_terms.show(key)


def _balance(of: Support) -> None:
    if of.balance is None or not of.balance.covariates:
        return
    shown = of.balance.covariates[:MOST]
    rows = [love.Covariate(covariate(one.name), one.before, one.after) for one in shown]
    figures.draw(love.love(rows, figures.theme()), love.describe(rows), "balance")
    text = _(
        "How to read it: hollow marks are the log as it is, filled ones the log as weighted. Right weights bring the"
        " filled ones left of the first line (0.1). A mark that weighting moves to the right is made worse by it."
    )
    rest = _("The {shown} of {n} covariates that are farthest apart.").format(shown=len(rows), n=of.balance.n)
    st.caption(f"{text} {rest if of.balance.n > len(rows) else ''}")


def _calibration(of: Support) -> None:
    if of.calibration is None or not of.calibration.bins:
        return
    points = [propensity_calibration.Point(b.predicted, b.observed, b.low, b.high) for b in of.calibration.bins]
    drawn = propensity_calibration.calibration(points, figures.theme())
    figures.draw(drawn, propensity_calibration.describe(points), "calibration")
    text = _(
        "How to read it: each point is a bin of eligible pairs with like propensity, with its 95% interval over users."
        " On the dotted line, {n:,} held-out pairs fall there as often as said. Slope {slope}: 1 is right, below it"
        " propensities are too extreme."
    )
    st.caption(text.format(n=of.calibration.n, slope=numbers.number(of.calibration.slope, 2)))


def _sweep(of: Support) -> None:
    if of.sweep is None:
        return
    name = _(OUTCOMES[of.sweep.kind])
    rows = [cuts.Cut(c.multiple, c.estimate, c.error, c.clipped, c.effective) for c in of.sweep.cuts]
    drawn = (rows, of.sweep.observed, name)
    figures.draw(cuts.sweep(*drawn, figures.theme()), cuts.describe(*drawn), "sweep")
    text = _(
        "How to read it: the weighted {name} of the training rows, with a 95% interval over users. The farther to the"
        " left, the more the heaviest weights are cut. A level line: a few heavy rows decide nothing."
    )
    st.caption(text.format(name=name))


def _hidden(of: Support) -> None:
    if of.sensitivity is None:
        return
    overall = of.sensitivity.overall
    name = _("weighted less observed {name}").format(name=_(OUTCOMES[of.sensitivity.kind]))
    rows = [reach.Reach(r.odds, r.least, r.most, r.low, r.high) for r in overall.reaches]
    drawn = (rows, overall.flips, name)
    figures.draw(reach.sensitivity(*drawn, figures.theme()), reach.describe(*drawn), "sensitivity")
    text = _(
        "How to read it: at 1 nothing is hidden. To the right, something that the log does not hold may change the odds"
        " of observation of any pair by up to Λ; the band is all that the difference can then be, the dotted lines add"
        " the sampling error. Where they hold 0, nobody knows whether people think more or less of what was not"
        " observed."
    )
    st.caption(f"{text} {_e_value(overall)}")


def _e_value(of: Conclusion) -> str:
    if of.e_value is None or of.e_limit is None:
        return ""
    text = _(
        "E-value of the shares of positives: {value} (of the interval's limit: {limit}). A hidden cause that is linked"
        " to observation and to being a positive by risk ratios below it cannot explain their ratio away."
    )
    return text.format(value=numbers.number(of.e_value, 2), limit=numbers.number(of.e_limit, 2))
