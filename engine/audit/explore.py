"""One metric by some groupings at other settings than the audit's: intervals that hold alone, and no verdict."""

from collections.abc import Sequence
from dataclasses import replace

from engine.audit.asked import user_metrics
from engine.audit.family import SIGNED, judged_by, resolve
from engine.audit.groupings import canonical
from engine.audit.inquiry import inquiry
from engine.audit.material import material
from engine.audit.questions import questions
from engine.audit.rows import rows
from engine.audit.system import System
from engine.config import AuditConfig, Comparison
from engine.contracts import AuditRow, Dataset


def explore(dataset: Dataset, system: System, config: AuditConfig, metric: str, names: Sequence[str]) -> list[AuditRow]:
    """The rows of one user or item metric by these groupings, with the pattern of suppression of the whole audit.

    A comparison that the audit declares keeps its reference, scale and tolerance, so that other settings put the same
    question. Only its verdict is left out.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    whole = resolve(config, dataset, system)
    wanted = tuple(dict.fromkeys(canonical(name, dataset.schema) for name in names))
    declared = {one.attribute: one for one in whole.family if one.metric == metric and one.attribute in wanted}
    asked = tuple(declared.get(name) or _undeclared(metric, name) for name in wanted)
    whole = resolve(replace(config, family=asked, groupings=wanted), dataset, system)
    system = judged_by(whole, system)
    of = inquiry(dataset, system, material(dataset, system, whole.categories), whole, (metric,))
    groups = {name: found for name, found in of.groups.items() if name in wanted}
    of = replace(of, config=replace(whole, family=tuple(declared.values())), groups=groups)
    side = "user" if metric in user_metrics(of.parameters) else "item"
    put = (one for one in questions(of) if one.groups.side == side)
    return [replace(row, verdict=None) for question in put for row in rows(question, of.config, whole.level)]


def _undeclared(metric: str, name: str) -> Comparison:
    """What is checked where nothing is declared: that the metric exists and fits these groups."""
    if metric in SIGNED:
        return Comparison(metric, name, scale="difference", tolerance=(-1.0, 1.0))
    return Comparison(metric, name)
