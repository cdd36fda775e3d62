"""Comparisons that were made before: under which key they are kept, and how they are read again.

Reading needs neither models nor the lists, so that a page can show a kept comparison at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.audit.comparison import RunComparison
from engine.audit.table import RESULTS_VERSION
from engine.audit.withheld import Hidden, hidden_in, union
from engine.config import AuditConfig, digest
from engine.contracts import AuditTable, Run
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

FORMAT = 3
"""Raised when a comparison says more or other things than before."""


def kept_comparison(
    workspace: Workspace, runs: Sequence[Run], config: AuditConfig | None = None
) -> RunComparison | None:
    """The comparison of these runs, the baseline first, if it was asked before; computes nothing.

    None also where what is kept is damaged or of another version.
    """
    key = key_of(runs, settings(runs, config), hidden_by_audits(workspace, runs))
    try:
        value = made(workspace, "comparison", runs[0].id, key)
        return None if value is None else from_json(RunComparison, value, "comparison")
    except InputError:
        return None


def settings(runs: Sequence[Run], config: AuditConfig | None) -> AuditConfig:
    """The config with the baseline's list length where it names none."""
    config = config or AuditConfig()
    return replace(config, k=config.k or runs[0].config["evaluation"]["k"])


def key_of(runs: Sequence[Run], config: AuditConfig, hidden: Hidden) -> str:
    """The digest of a question: the runs in their order, the config with its k, what their audits hide."""
    withheld = sorted((attribute, sorted(groups)) for attribute, groups in hidden.items())
    return digest(FORMAT, RESULTS_VERSION, [run.id for run in runs], config, withheld)


def hidden_by_audits(workspace: Workspace, runs: Sequence[Run]) -> Hidden:
    """What at least one kept audit of these runs hides: what stands beside them must hide it too."""
    return union(hidden_in(table.rows) for run in runs for table in _audits(workspace, run.id))


def _audits(workspace: Workspace, run_id: str) -> Iterator[AuditTable]:
    """The audits of a run that can be read: one that can't shows nothing either."""
    for name in workspace.run(run_id).audits:
        try:
            yield workspace.audit(run_id, name)
        except InputError:
            continue
