"""Finished runs side by side, on users that they share; kept with the baseline."""

from collections.abc import Sequence
from dataclasses import replace

from engine.audit import RunComparison, compare
from engine.audit.comparison import Cost
from engine.audit.kept import hidden_by_audits, kept_comparison, key_of, settings
from engine.config import AuditConfig
from engine.contracts import Run
from engine.errors import InputError
from engine.models.checkpoint import stored_numbers
from engine.pipeline.audits import system_of
from engine.workspace import Workspace
from engine.workspace.arrays import comparable
from engine.workspace.made import keep_made
from engine.workspace.records import to_json


def compare_runs(
    workspace: Workspace, run_ids: Sequence[str], audit_config: AuditConfig | None = None
) -> RunComparison:
    """Compare two or more runs; the first is the baseline. Asked again, the kept comparison is returned.

    `audit_config`: list length (without one: the baseline's), level, and reference groups where its family
    names them.

    Raises:
        InputError: `compare.runs` where not two or more different runs of one dataset are named,
            `report.different` where they were not judged alike, and those of an audit.
    """
    runs = [workspace.run(run_id) for run_id in run_ids]
    if len(runs) < 2 or not distinct(runs):
        raise InputError("compare.runs", n=len(runs))
    check_judged_alike(runs)
    config = settings(runs, audit_config)
    known = kept_comparison(workspace, runs, config)
    if known is not None:
        return known
    hidden = hidden_by_audits(workspace, runs)
    with workspace.dataset(runs[0].dataset_id) as dataset:
        found = compare(dataset, [system_of(run, config.k, dataset) for run in runs], config, hidden)
    found = replace(found, costs=tuple(cost(run) for run in runs))
    keep_made(workspace, "comparison", runs[0].id, key_of(runs, config, hidden), to_json(found))
    return found


def distinct(runs: Sequence[Run]) -> bool:
    """Whether these are different runs of one dataset."""
    return len({run.id for run in runs}) == len(runs) and len({run.dataset_id for run in runs}) == 1


def check_judged_alike(runs: Sequence[Run]) -> None:
    """Every run must have been judged on the test pairs of the first.

    Raises:
        InputError: `report.different`.
    """
    if not all(comparable(runs[0], run) for run in runs[1:]):
        raise InputError("report.different")


def cost(run: Run) -> Cost:
    """What a run took and keeps; nothing is known of lists that were made elsewhere."""
    model = run.path / "model.safetensors"
    return Cost(run.id, dict(run.seconds), stored_numbers(model) if model.exists() else None)
