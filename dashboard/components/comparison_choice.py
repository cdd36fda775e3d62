"""Which run is the baseline and which are compared with it: only runs that were judged alike."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, context
from dashboard.components.text import plain
from engine.contracts import Run
from engine.report import summary
from engine.words import _, comparisons, plural
from engine.workspace.alike import differences
from engine.workspace.variants import baseline, variants

MOST = 4
"""Runs beside the baseline: more can't be told apart in one figure."""
NAMED = 20
"""Runs that are named with the reason against them; more are counted."""


def choose(runs: Mapping[str, Run]) -> tuple[Run, list[Run]]:
    """Two choosers, both in the URL; `run` in the URL means "this one", with its baseline where it has one."""
    for key in (session.RUN, session.BASELINE):
        chooser.missing(key, runs, _("The run {id} of this address is not in this workspace."))
    first, beside = _wanted(runs)
    names = {record.id: record.schema.name or record.id for record in compute.datasets()}

    def shown(run_id: str) -> str:
        run = runs[run_id]
        return f"{names.get(run.dataset_id, run.dataset_id)} · {summary(run.config)} · {run_id[:8]}"

    def short(run_id: str) -> str:
        return f"{summary(runs[run_id].config)} · {run_id[:8]}"

    left, right = st.columns(2)
    with left:
        base = runs[chooser.one(_("Baseline"), list(runs), session.BASELINE, shown, first)]
        session.take_along(session.DATASET, base.dataset_id)
    against = differences(base, runs.values())
    _refuse(chooser.listed(session.OTHERS), runs, against)
    alike = [run_id for run_id, reason in against.items() if reason is None]
    near = [run.id for run in variants(runs.values(), base) if run.id in alike]
    with right:
        options = list(dict.fromkeys([*near, *alike]))
        chosen = chooser.several(_("Compared with it"), options, session.OTHERS, short, beside, MOST)
    _excluded({run_id: reason for run_id, reason in against.items() if reason}, runs)
    return base, [runs[run_id] for run_id in chosen]


def _wanted(runs: Mapping[str, Run]) -> tuple[str, list[str]]:
    """The baseline and the others where the URL has none: a run with a mitigation stands beside the one without."""
    if chooser.asked(session.BASELINE):
        return next(iter(runs)), []
    usual = context.usual(runs) or next(iter(runs))
    this = runs.get(chooser.asked(session.RUN) or usual, runs[usual])
    without = baseline(runs.values(), this)
    if without is not None:
        return without.id, [this.id]
    return this.id, [run.id for run in variants(runs.values(), this)][:1]


def _refuse(wanted: Sequence[str], runs: Mapping[str, Run], against: Mapping[str, str | None]) -> None:
    """Say why a run that the URL asks for does not stand beside the baseline."""
    for run_id in wanted:
        if run_id not in runs:
            st.warning(_("The run {id} of this address is not in this workspace.").format(id=plain(run_id)))
        elif reason := against.get(run_id, "dataset" if run_id not in against else None):
            text = _("{run} can't be compared with this baseline: {reason}.")
            st.warning(text.format(run=_name(runs[run_id]), reason=comparisons.different(reason)))


def _excluded(against: Mapping[str, str], runs: Mapping[str, Run]) -> None:
    """The other runs on the dataset, each with the reason why it is not offered."""
    if not against:
        return
    count = plural("{n} run can't be compared with it", "{n} runs can't be compared with it", len(against))
    with st.popover(count):
        lines = [f"- {_name(runs[one])}: {comparisons.different(reason)}" for one, reason in against.items()]
        st.markdown("\n".join(lines[:NAMED]))
        if len(lines) > NAMED:
            st.caption(_("The newest {shown} of {n} are shown.").format(shown=NAMED, n=len(lines)))


def _name(run: Run) -> str:
    return f"{plain(summary(run.config))} · `{plain(run.id[:8])}`"
