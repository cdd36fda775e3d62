"""Which runs a report is about: one, or several with the baseline first, each with its audit."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import compute, session
from dashboard.components import chooser, context
from dashboard.components.text import plain
from dashboard.compute import Pair
from engine.contracts import AuditTable, Run
from engine.report import summary
from engine.words import _, comparisons
from engine.workspace.alike import differences

MOST = 4
"""Runs before the one that the report is about: more columns can't be read on paper."""


def choose(runs: Mapping[str, Run]) -> list[Pair]:
    """Run and audit of each, the baseline first; the last is what the report is about."""
    chooser.missing(session.RUN, runs, _("The run {id} of this address is not in this workspace."))
    names = {record.id: record.schema.name or record.id for record in compute.datasets()}

    def shown(run_id: str) -> str:
        return f"{names.get(runs[run_id].dataset_id, runs[run_id].dataset_id)} · {_named(runs[run_id])}"

    left, right = st.columns(2)
    with left:
        run = runs[chooser.one(_("Report about"), list(runs), session.RUN, shown, context.usual(runs))]
        context.remember(run)
    reasons = differences(run, runs.values())
    _refuse(chooser.listed(session.AGAINST), run, runs, reasons)
    alike = [run_id for run_id, reason in reasons.items() if reason is None]
    with right:
        label = _("Beside it, the baseline first")
        beside = chooser.several(label, alike, session.AGAINST, lambda one: _named(runs[one]), (), MOST)
        if not alike:
            st.caption(_("No other run of this dataset was judged on the same test."))
    return _audited([runs[one] for one in beside], run)


def order(chosen: Sequence[Run]) -> None:
    """The runs in the order of the report, where there are several."""
    if len(chosen) < 2:
        return
    roles = [_("baseline"), *[""] * (len(chosen) - 2), _("what the report is about")]
    lines = [
        f"{place}. {plain(_named(run))}" + (f" :gray[{role}]" if role else "")
        for place, (run, role) in enumerate(zip(chosen, roles, strict=True), 1)
    ]
    st.markdown("\n".join(lines))


def _audited(beside: Sequence[Run], run: Run) -> list[Pair]:
    """The last run's audit as chosen, and of each other run the one with the same settings."""

    def shown(audit_id: str) -> str:
        own = audit_id == run.audit
        return f"{audit_id[:8]} · {_('made with the run') if own else _('made later, with other settings')}"

    table = compute.latest_audit(run)
    if len(run.audits) > 1:
        table = compute.audit(run.id, chooser.one(_("Audit"), list(run.audits), session.AUDIT, shown, table.id))
    pairs = [pair for other in beside if (pair := _like(other, table))]
    return [*pairs, (run.id, table.id)]


def _like(run: Run, table: AuditTable) -> Pair | None:
    found = compute.audit_like(run, table)
    if found is None:
        text = _("{run} has no audit with these settings and is left out. Choose the audit that was made with the run.")
        st.info(text.format(run=plain(_named(run))))
        return None
    return run.id, found.id


def _refuse(wanted: Sequence[str], run: Run, runs: Mapping[str, Run], reasons: Mapping[str, str | None]) -> None:
    """Say why a run that the address asks for does not stand beside this one."""
    for run_id in (one for one in wanted if one != run.id):
        if run_id not in runs:
            st.warning(_("The run {id} of this address is not in this workspace.").format(id=plain(run_id)))
        elif reason := reasons.get(run_id, "dataset" if run_id not in reasons else None):
            text = _("{run} can't stand beside it: {reason}.")
            st.warning(text.format(run=plain(_named(runs[run_id])), reason=comparisons.different(reason)))


def _named(run: Run) -> str:
    return f"{summary(run.config)} · {run.id[:8]}"
