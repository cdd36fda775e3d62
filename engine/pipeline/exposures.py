"""Exposure by rank and its Lorenz curves of an audited run, kept beside it."""

from engine.audit.exposed import Exposed, exposed, kept_exposed
from engine.contracts import AuditTable
from engine.pipeline.audits import system_of
from engine.pipeline.exploring import config_of
from engine.workspace import Workspace
from engine.workspace.made import keep_made
from engine.workspace.records import to_json

__all__ = ["expose_run", "kept_exposed"]


def expose_run(workspace: Workspace, table: AuditTable) -> Exposed:
    """Who stands at which place in the lists that were audited; asked again, the kept answer is returned.

    Raises:
        InputError: `workspace.unknown` where the run or its dataset are no longer there.
    """
    known = kept_exposed(workspace, table)
    if known is not None:
        return known
    run, config = workspace.run(table.run_id), config_of(table)
    with workspace.dataset(run.dataset_id) as dataset:
        found = exposed(dataset, system_of(run, config.k, dataset), config)
    keep_made(workspace, "exposure", run.id, found.id, to_json(found))
    return found
