"""Looking closer at an audited run: one metric at other settings, spreads, places, curves. Nothing is kept."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from engine.audit.crossing import Crossing, crossing
from engine.audit.explore import explore
from engine.audit.family import judged_by, resolve
from engine.audit.inquiry import Inquiry, inquiry
from engine.audit.material import material
from engine.config import AuditConfig, parse
from engine.contracts import AuditRow, AuditTable
from engine.pipeline.audits import system_of
from engine.workspace import Workspace


def config_of(table: AuditTable) -> AuditConfig:
    """The settings of a kept audit."""
    return parse(AuditConfig, dict(table.config))


@contextmanager
def looking(
    workspace: Workspace, run_id: str, config: AuditConfig, only: Collection[str] | None = None
) -> Iterator[Inquiry]:
    """What questions about a run share, under an audit's settings, for the length of a `with`.

    `only`: the metrics that will be asked; None: all of them, which takes longer.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    made = workspace.run(run_id)
    with workspace.dataset(made.dataset_id) as dataset:
        system = system_of(made, config.k, dataset)
        config = resolve(config, dataset, system)
        system = judged_by(config, system)
        yield inquiry(dataset, system, material(dataset, system, config.categories), config, only)


def explore_run(
    workspace: Workspace, run_id: str, config: AuditConfig, metric: str, groupings: Sequence[str]
) -> list[AuditRow]:
    """The rows of one metric by some groupings: exploratory, so without verdicts.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    made = workspace.run(run_id)
    with workspace.dataset(made.dataset_id) as dataset:
        return explore(dataset, system_of(made, config.k, dataset), config, metric, groupings)


def crossing_of(
    workspace: Workspace, run_id: str, config: AuditConfig, metric: str, attributes: Sequence[str]
) -> Crossing:
    """A user metric in the cells of two or three attributes of users.

    Raises:
        InputError: as `engine.audit.crossing.crossing`.
    """
    made = workspace.run(run_id)
    with workspace.dataset(made.dataset_id) as dataset:
        return crossing(dataset, system_of(made, config.k, dataset), config, metric, attributes)
