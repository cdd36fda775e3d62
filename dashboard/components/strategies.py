"""Mitigations next to their baseline: one click adds the run with it, training it first where there is none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import compute, jobs, session
from dashboard.components import chooser, job_panel, made, notices, train_strategies
from dashboard.components.text import plain
from engine.contracts import Run
from engine.errors import InputError
from engine.report import summary
from engine.words import _, combinations, settings
from engine.workspace.variants import acts, same, steps, toggled

if TYPE_CHECKING:
    from engine.pipeline.offer import Offer, Strategy

AT_ONCE = 6
"""Buttons that stand on the page; the others are one click away."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A strategy on an attribute, as a step of the baseline's config. `flagged`: it has a gap beyond the tolerance."""

    stage: str
    step: dict[str, Any]
    flagged: bool

    @property
    def key(self) -> str:
        """The key of its button."""
        return f"switch_{self.step['kind']}_{self.step['params']['attribute']}"


def follow() -> None:
    """The training that a switch has started: shown while it lives; its run is added once it is done."""
    job_id = session.chosen(session.FOLLOWED) or chooser.asked(session.JOB)
    session.forget(session.FOLLOWED, [])
    if not job_id:
        return
    try:
        job, status = jobs.find(job_id)
    except InputError as error:
        notices.failed(str(error))
        return
    if job.kind != "run":
        return
    if status.state == "done":
        _done(made.named(status, "run_id"))
        return
    session.show(session.JOB, job_id)
    job_panel.show(job, status)


def _done(run_id: str) -> None:
    if not run_id:
        made.say_lost()
        return
    chooser.add(session.OTHERS, run_id)
    chooser.drop(session.JOB)


def show(base: Run, others: Sequence[Run], runs: Sequence[Run]) -> None:
    """A button for each strategy and attribute; nothing where the baseline was not trained here."""
    record = next((one for one in compute.datasets() if one.id == base.dataset_id), None)
    if "model" not in base.config or record is None:
        return
    switches = _switches(base, compute.offer(record.schema), train_strategies.attributes(record))
    switches.sort(key=lambda one: not any(_acts(one, run) for run in (base, *others)))  # those that are on come first
    if not switches:
        st.caption(_("No mitigation to turn on: this dataset has no attribute that makes groups."))
        return
    text = _("Turn a mitigation on or off next to the baseline. A run that is not here yet is trained first.")
    sign = _("▲: this attribute has a flagged gap.") if any(one.flagged for one in switches) else ""
    st.caption(f"{text} {sign}")
    with st.container(horizontal=True):
        for one in switches[:AT_ONCE]:
            _button(one, base, others, runs)
        if len(switches) > AT_ONCE:
            with st.popover(_("More mitigations")):
                for one in switches[AT_ONCE:]:
                    _button(one, base, others, runs)


def _switches(base: Run, offer: "Offer", groups: train_strategies.Attributes) -> list[Switch]:
    """Those on attributes with flagged gaps first; what acts in training is left out where nothing is trained."""
    rows = compute.latest_audit(base).rows if base.audits else ()
    flagged = {(row.side, row.attribute) for row in rows if row.verdict == "outside"}
    closed = base.config["model"]["kind"] in offer.closed_form
    found = [
        Switch(strategy.stage, _step(strategy, attribute), (strategy.side, attribute) in flagged)
        for strategy in offer.strategies
        if not (closed and strategy.stage == "inprocessing")
        for attribute in groups[strategy.side]
    ]
    return sorted(found, key=lambda one: not one.flagged)


def _acts(one: Switch, run: Run) -> bool:
    """Whether a run has this mitigation on."""
    kind, attribute = str(one.step["kind"]), str(one.step["params"]["attribute"])
    return any(acts(step, kind, attribute) for step in steps(run.config, one.stage))


def _step(strategy: "Strategy", attribute: str) -> dict[str, Any]:
    """The strategy with its usual parameters."""
    own = {p.name: attribute if p.kind == "attribute" else p.default for p in strategy.parameters}
    return {"kind": strategy.key, "params": own}


def _button(one: Switch, base: Run, others: Sequence[Run], runs: Sequence[Run]) -> None:
    """Takes the run with the switch turned out of the comparison, adds it, or has it trained."""
    wanted = toggled(base.config, one.stage, one.step)
    run, chosen = same(runs, base.dataset_id, wanted), [other.id for other in others]
    kind, attribute = str(one.step["kind"]), str(one.step["params"]["attribute"])
    in_base = any(acts(step, kind, attribute) for step in steps(base.config, one.stage))
    beside = run is not None and run.id in chosen
    action = _("Turn on {strategy}") if in_base == beside else _("Turn off {strategy}")
    label = plain(action.format(strategy=settings.step(one.step)))
    term = combinations.MITIGATIONS[kind]
    pressed = st.button(
        f"▲ {label}" if one.flagged else label,
        key=one.key,
        help=f"{term.definition} {term.caveat}",
        type="primary" if beside else "secondary",
        on_click=_take if run is not None else None,
        args=([other for other in chosen if other != run.id] if beside else [*chosen, run.id],) if run else None,
    )
    if pressed and run is None:
        _train(base, one, wanted)


def _take(ids: list[str]) -> None:
    session.take_several(session.OTHERS, ids)


def _train(base: Run, one: Switch, wanted: dict[str, Any]) -> None:
    """Start or join the training of the baseline with the switch turned; the page follows it."""
    setting = f"{one.stage}={json.dumps(wanted[one.stage])}"
    line = ("run", base.dataset_id, "--like", base.id, "--set", setting)
    job = jobs.ensure("run", *line, dataset=base.dataset_id, about=summary(wanted))
    session.choose(session.FOLLOWED, job.id)  # what the URL is told before a rerun may never reach the browser
    st.rerun()
