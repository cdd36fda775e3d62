"""The paired differences of a report's runs: kept, or made by a job while the rest can be read already."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import jobs
from dashboard.components import job_panel
from engine.contracts import AuditTable, Run
from engine.report import summary
from engine.words import _


def ensure(runs: Sequence[Run], table: AuditTable, data: Mapping[str, Any]) -> None:
    """Start the comparison of these runs where the report wants it and it was not made yet, and show the job."""
    compared = data["comparison"]
    if compared is None or compared["paired"] is not None:
        return
    st.info(_("The differences between these runs were not computed yet. Until then the report stands without them."))
    k = table.config.get("k")
    usual = runs[0].config.get("evaluation", {}).get("k")
    length = ("--set", f"k={k}") if k is not None and k != usual else ()
    about = _("{baseline} against {others}").format(
        baseline=_named(runs[0]), others=", ".join(_named(run) for run in runs[1:])
    )
    ids = [run.id for run in runs]
    job = jobs.ensure("compare", "compare", *ids, *length, dataset=runs[0].dataset_id, about=about)
    job_panel.show(*jobs.find(job.id))


def _named(run: Run) -> str:
    return f"{summary(run.config)} · {run.id[:6]}"
