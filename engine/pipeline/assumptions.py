"""What a run, or a set-up that is not trained yet, leans on: assumptions, evidence, judgements, graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.config import RunConfig, parse
from engine.contracts import Run
from engine.diagnostics import Diagnosis
from engine.diagnostics.assumptions import assumptions as leans_on
from engine.diagnostics.evidence import USUAL_PROPENSITY, evidence
from engine.diagnostics.graph import Graph, graph
from engine.errors import InputError
from engine.pipeline.diagnoses import kept_diagnosis
from engine.pipeline.resolve import resolve
from engine.workspace import Workspace
from engine.workspace.judgements import Judgement, judge, judgements


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption of a run, what somebody said of it, and what the kept diagnosis says (None: nothing)."""

    code: str
    judgement: Judgement
    hint: str | None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a set-up leans on before anything is trained: the codes of its assumptions, and its graph."""

    codes: tuple[str, ...]
    graph: Graph


def assumptions(workspace: Workspace, run_id: str) -> tuple[Stated, ...]:
    """The assumptions of a run in a fixed order. Hints come from a diagnosis that was made before, if any.

    Raises:
        InputError: `workspace.unknown` for the run, `workspace.damaged` or `workspace.stale` for its judgements.
    """
    run = workspace.run(run_id)
    told = judgements(workspace, run.id)
    known = kept_diagnosis(workspace, run.dataset_id, _settings(run))
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


def setup(workspace: Workspace, dataset_id: str, config: RunConfig | None = None) -> Setup:
    """The assumptions and the graph of a set-up that need not be trained yet.

    Raises:
        InputError: where config and dataset do not go together (`engine.pipeline.resolve`).
    """
    with workspace.dataset(dataset_id) as dataset:
        canonical = resolve(config or RunConfig(), dataset).canonical
        return Setup(leans_on(canonical), graph(canonical, dataset.schema))


def _settings(run: Run) -> RunConfig:
    """What a diagnosis depends on: split, seed and propensity; the defaults for uploaded lists."""
    if "model" not in run.config:
        return RunConfig()
    asked = {name: run.config[name] for name in ("split", "seed", "propensity")}
    return parse(RunConfig, asked)


def _hint(code: str, known: Diagnosis | None, config: Mapping[str, Any]) -> str | None:
    return None if known is None else evidence(code, known, config.get("propensity", {}).get("kind", USUAL_PROPENSITY))
