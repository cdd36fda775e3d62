"""One user metric in the cells of crossed attributes: where those who share two or three traits stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.audit.explore import explore
from engine.audit.groupings import CROSS, Source, canonical, grouping, parts_of
from engine.audit.groups import UNKNOWN, groups_of
from engine.audit.system import System
from engine.config import AuditConfig
from engine.contracts import AuditRow, Dataset


@dataclass(frozen=True, slots=True)
class Crossing:
    """The cells that occur, by the labels of their attributes; a cell that nobody is in is not there.

    `labels`: of each attribute, those that are known. A cell's row has no `value` where it is withheld (`n` is None)
    or undefined; there are no cells at all where the system lacks what the metric needs.
    """

    metric: str
    attributes: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    cells: dict[tuple[str, ...], AuditRow]


def crossing(dataset: Dataset, system: System, config: AuditConfig, metric: str, attributes: Sequence[str]) -> Crossing:
    """A user metric by two or three attributes of users: exploratory, so without verdicts.

    Raises:
        InputError: `audit.crossing`, `audit.crossing_lattice` where nothing protects these cells, and those of
            `explore`.
    """
    name = canonical(CROSS.join(attributes), dataset.schema)
    rows = {row.group: row for row in explore(dataset, system, config, metric, (name,)) if row.attribute == name}
    own = parts_of(name)
    parts = [groups_of(dataset, part) for part in own]
    crossed = grouping(Source(dataset, system.train), name)
    cells = {
        tuple(part.labels[place] for part, place in zip(parts, cell, strict=True)): rows[label]
        for label, cell in zip(crossed.labels, crossed.cells, strict=True)
        if rows
    }
    known = tuple(tuple(label for label in part.labels if label != UNKNOWN) for part in parts)
    return Crossing(metric, own, known, cells)
