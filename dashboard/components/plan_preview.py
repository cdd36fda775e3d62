"""What a plan declares, in words, and what that costs: the smallest gaps that this run could flag."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.components.text import plain
from engine.audit import foresee, guide
from engine.audit.foresee import Foreseen
from engine.charts import numbers
from engine.config import AuditConfig, Comparison
from engine.contracts import AuditTable, Run
from engine.words import _, attributes, metrics, plural

MANY = 40
"""Gaps of one family from which its price is said as a warning; the audit says so too."""


def show(config: AuditConfig, run: Run, tables: Sequence[AuditTable], counts: Mapping[str, int]) -> int:
    """The family with its cost; returns how many gaps it declares.

    `tables`: kept audits of the run, of which the errors are read; `counts`: shown groups by grouping.
    """
    total = sum(guide.gaps(one, counts) for one in config.family)
    if not total:
        st.info(_("This plan declares no comparison yet: choose a harm, and groups of the same side."))
        return 0
    level = config.level / total
    known = foresee.like(tables, config, run)
    k = config.k or run.config["evaluation"]["k"]
    st.markdown(_declared(config, total, k))
    lines = [
        {
            _(
                "Declared comparison"
            ): f"**{plain(metrics.label(one.metric))}**  \n:gray[{plain(_between(one, config), 300)}]",
            _("Gaps"): f"{guide.gaps(one, counts)}",
            _("Smallest gap it could flag"): plain(_cost(one, config, known, level), 400),
        }
        for one in config.family
    ]
    st.table(pd.DataFrame(lines), border="horizontal", hide_index=True, alt=_("The comparisons of this plan"))
    _explain(total, config.level, known is not None)
    if total > MANY:
        st.warning(
            _("That is a lot for one audit: each comparison widens the intervals of all. Ask less, and decide more.")
        )
    return total


def _declared(config: AuditConfig, total: int, k: int) -> str:
    """`You declare 3 comparisons with at most 7 gaps: NDCG by Gender and Age; Exposure by Provider`."""
    by_metric: dict[str, list[str]] = {}
    for one in config.family:
        by_metric.setdefault(metrics.label(one.metric), []).append(_name(one, config))
    told = "; ".join(
        _("{metric} by {attributes}").format(metric=metric, attributes=", ".join(names))
        for metric, names in by_metric.items()
    )
    first = plural("You declare {n} comparison", "You declare {n} comparisons", len(config.family))
    rest = plural("with at most {n} gap", "with at most {n} gaps", total)
    of_lists = _("Lists of {k} are judged.").format(k=k)
    return f"**{first} {rest}**: {plain(told, 600)}. {of_lists}"


def _name(one: Comparison, config: AuditConfig) -> str:
    """A cohort is called as its maker called it."""
    return one.attribute if one.attribute in [of.name for of in config.cohorts] else attributes.name(one.attribute)


def _between(one: Comparison, config: AuditConfig) -> str:
    """The groups, and whom they are compared with."""
    name = _name(one, config)
    if one.scale != "index" and one.attribute in [of.name for of in config.cohorts]:
        return _("the cohort {cohort} and everyone else").format(cohort=name)
    if one.scale == "index":
        most = one.tolerance[1] if one.tolerance else 0.0
        return _("one number for all groups of {attribute}, at most {most:g}").format(attribute=name, most=most)
    if one.against == "best":
        return _("every two groups of {attribute}").format(attribute=name)
    reference = attributes.group(one.reference, one.attribute) if one.reference else _("the largest group")
    return _("groups of {attribute} against {reference}").format(attribute=name, reference=reference)


def _cost(one: Comparison, config: AuditConfig, known: AuditTable | None, level: float) -> str:
    """From the surest group to the least sure one; in words where nothing is known."""
    if one.scale == "index":
        return _("can't be said for an index")
    found = foresee.foresee(known, one, one.tolerance or config.tolerance, level) if known else ()
    if not found:
        return _("not known yet")
    surest, least = (choose(found, key=lambda each: each.below) for choose in (max, min))
    if surest == least:
        return _gap(surest, one)
    return _("{first}; {last}").format(first=_gap(surest, one), last=_gap(least, one))


def _gap(found: Foreseen, one: Comparison) -> str:
    group = attributes.group(found.group, one.attribute)
    below, above = (numbers.gap(end, one.scale) for end in (found.below, found.above))
    return _("{group}: below {below} or above {above}").format(group=group, below=below, above=above)


def _explain(total: int, level: float, known: bool) -> None:
    together = _("All intervals hold together at {sure:g}%, so at the strictest each is at {each:.4g}% (Bonferroni).")
    alone = _("Its interval holds at {sure:g}%.")
    first = (alone if total == 1 else together).format(sure=100 * (1 - level), each=100 * (1 - level / total))
    text = _("The smallest gap is one that would be flagged with 80% power; surest group first, least sure last.")
    source = _(
        "It is read off the widths of intervals in an audit of this run; the gaps themselves were not looked at."
    )
    nothing = _("No audit of this run has these settings yet, so its errors are not known.")
    st.caption(f"{first} {text} {source if known else nothing}")
