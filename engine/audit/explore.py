"""One metric by some groupings at other settings than the audit's: intervals that hold alone, and no verdict."""

from collections.abc import Sequence
from dataclasses import replace

from engine.audit.asked import user_metrics
from engine.audit.family import judged_by, resolve
from engine.audit.inquiry import inquiry
from engine.audit.material import material
from engine.audit.questions import questions
from engine.audit.rows import rows
from engine.audit.system import System
from engine.config import AuditConfig, Comparison
from engine.contracts import AuditRow, Dataset


def explore(dataset: Dataset, system: System, config: AuditConfig, metric: str, names: Sequence[str]) -> list[AuditRow]:
    """The rows of one user or item metric by these groupings, with the pattern of suppression of the whole audit.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    config = replace(config, family=(Comparison(metric, names[0]),), groupings=tuple(names))
    config = resolve(config, dataset, system)
    system = judged_by(config, system)
    of = inquiry(dataset, system, material(dataset, system, config.categories), config, (metric,))
    wanted = {*config.groupings, *(one.attribute for one in config.family)}
    of = replace(of, config=replace(config, family=()), groups={n: g for n, g in of.groups.items() if n in wanted})
    side = "user" if metric in user_metrics(of.parameters) else "item"
    asked = (one for one in questions(of) if one.groups.side == side)
    return [row for question in asked for row in rows(question, of.config, config.level)]
