"""What a run leans on, what the kept diagnosis says of it, and what people say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.contracts import Run
from engine.diagnostics.assumptions import assumptions as leans_on
from engine.diagnostics.diagnosis import Diagnosis
from engine.diagnostics.evidence import USUAL_PROPENSITY, evidence
from engine.diagnostics.graph import Graph, graph
from engine.diagnostics.kept import kept_diagnosis, settings
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.judgements import Judgement, judge, judgements


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption of a run, what somebody said of it, and what the kept diagnosis says (None: nothing)."""

    code: str
    judgement: Judgement
    hint: str | None


def assumptions(workspace: Workspace, run_id: str) -> tuple[Stated, ...]:
    """The assumptions of a run in a fixed order. Hints come from a diagnosis that was made before, if any.

    Raises:
        InputError: `workspace.unknown` for the run, `workspace.damaged` or `workspace.stale` for its judgements.
    """
    run = workspace.run(run_id)
    return state(run, judgements(workspace, run.id), kept_diagnosis(workspace, run.dataset_id, settings(run)))


def state(run: Run, told: Mapping[str, Judgement], known: Diagnosis | None) -> tuple[Stated, ...]:
    """The same from judgements and a diagnosis that are at hand already."""
    return tuple(
        Stated(code, told.get(code, Judgement()), _hint(code, known, run.config)) for code in leans_on(run.config)
    )


def judge_assumption(
    workspace: Workspace, run_id: str, code: str, answer: str | None, note: str | None = None
) -> Judgement:
    """Say whether an assumption of a run `holds`, is `doubted` or `open`, with a note; None leaves what was there.

    Raises:
        InputError: `assumption.unknown` where the run does not lean on it, and those of `engine.workspace.judgements`.
    """
    run = workspace.run(run_id)
    codes = leans_on(run.config)
    if code not in codes:
        raise InputError("assumption.unknown", name=code, known=list(codes))
    return judge(workspace, run.id, code, answer, note)


def causal_graph(workspace: Workspace, run_id: str) -> Graph:
    """The causal graph of a run's set-up on its log."""
    run = workspace.run(run_id)
    return graph(run.config, workspace.dataset_record(run.dataset_id).schema)


def _hint(code: str, known: Diagnosis | None, config: Mapping[str, Any]) -> str | None:
    return None if known is None else evidence(code, known, config.get("propensity", {}).get("kind", USUAL_PROPENSITY))
