"""What a probe of a run holds, under which key it is kept, and how it is read again."""

from dataclasses import dataclass, replace

from engine.audit.flip import Flip
from engine.audit.kept import hidden_by_audits
from engine.audit.leakage import Leakage
from engine.audit.seeds import Seeds, seeds
from engine.audit.withheld import Hidden
from engine.config import digest
from engine.contracts import Run
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

PROBE_VERSION = 1
"""Raised when probes would come out differently."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a run gives away of its users (`leakage`), what its model reads (`flips`), what its seed changes (`seeds`).

    `probed` of the `with_list` users with a list were probed. `seeds` is read anew each time, since other runs come
    and go; None for fewer than two.
    """

    id: str
    run_id: str
    with_list: int
    probed: int
    leakage: tuple[Leakage, ...]
    flips: tuple[Flip, ...]
    seeds: Seeds | None = None


def kept_probe(workspace: Workspace, run_id: str) -> Probe | None:
    """The probe if it was asked for before, with what other seeds say now; computes nothing.

    Raises:
        InputError: `workspace.unknown` for the run.
    """
    run = workspace.run(run_id)
    try:
        value = made(workspace, "probe", run.id, probe_key(run, hidden_by_audits(workspace, [run])))
        return None if value is None else with_seeds(workspace, run, from_json(Probe, value, "probe"))
    except InputError:
        return None


def probe_key(run: Run, hidden: Hidden) -> str:
    """The digest of a question: the run, and what its audits hide, which must be hidden here too."""
    withheld = sorted((attribute, sorted(groups)) for attribute, groups in hidden.items())
    return digest(PROBE_VERSION, run.id, withheld)


def with_seeds(workspace: Workspace, run: Run, probe: Probe) -> Probe:
    """The probe with what the runs say that differ in the seed alone, by the audit that was made with the run."""
    try:
        table = workspace.audit(run.id, run.audit)
    except InputError:
        return probe
    return replace(probe, seeds=seeds(workspace, run, table))
