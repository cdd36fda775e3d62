"""Where the hints come from: the diagnosis with a run's own split, or the way to have it made."""

import json

import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components import job_panel
from engine.contracts import Run
from engine.diagnostics.evidence import evidence
from engine.jobs import Job, Status
from engine.words import _

SPLIT = ("kind", "valid", "test")


def of_run(run: Run, name: str, hints: int) -> None:
    """Say whether the diagnosis that a run's hints need is there; a button has it made. `hints`: how many there are."""
    job_panel.asked(("diagnose",), _made)
    link = {session.DATASET: run.dataset_id}
    if compute.diagnosis(run.dataset_id, run) is not None:
        told = _("“This log” is what the diagnosis has to say. It is a hint, and decides nothing.")
        st.caption(told if hints else _("The diagnosis of this log says nothing about these assumptions."))
        st.page_link("views/diagnose.py", label=_("See the diagnosis →"), query_params=link)
        return
    st.info(_("This log was not diagnosed with the split of this run yet, so there are no hints from it."))
    if st.button(_("Diagnose with this run's split"), key="diagnose_run"):
        job = jobs.ensure("diagnose", "diagnose", run.dataset_id, *_settings(run), dataset=run.dataset_id, about=name)
        st.switch_page("views/assumptions.py", query_params={session.RUN: run.id, session.JOB: job.id})


def of_setup(dataset_id: str, codes: tuple[str, ...]) -> dict[str, str | None]:
    """The hints of a dataset's own diagnosis by code; none where there is no diagnosis yet, which is said."""
    known = compute.diagnosis(dataset_id)
    if known is None:
        st.info(_("This log was not diagnosed yet, so there are no hints from it."))
    link = {session.DATASET: dataset_id}
    st.page_link("views/diagnose.py", label=_("See the diagnosis →"), query_params=link)
    return {} if known is None else {code: evidence(code, known) for code in codes}


def _made(_job: Job, _status: Status) -> None:
    """It is there now: its hints stand with the assumptions below."""


def _settings(run: Run) -> list[str]:
    """What the diagnosis depends on, as the command line takes it; nothing for uploaded lists."""
    if "model" not in run.config:
        return []
    split, propensity = run.config["split"], run.config["propensity"]
    values = {"seed": run.config["seed"], **{f"split.{name}": split[name] for name in SPLIT}}
    if propensity["kind"] != "none":
        values["propensity.kind"] = propensity["kind"]
        values |= {f"propensity.params.{name}": value for name, value in propensity["params"].items()}
    for group in ("eligible", "weighting"):
        told = {
            f"{group}.{name}": value for name, value in run.config.get(group, {}).items() if value not in (None, [])
        }
        values |= {name: json.dumps(value) if isinstance(value, list) else value for name, value in told.items()}
    return [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
