"""Intersections as grids: the values of all combinations of two or three attributes, withheld ones marked."""

from collections.abc import Mapping, Sequence
from typing import Any

CROSS, TIMES = "*", " × "
"""How columns are joined in the name of an intersection, and labels in that of its groups."""
DARKEST = 0.42
"""Opacity of the largest value: text on it stays readable."""


def grid(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Built rows of one metric by one intersection, the last column's labels across, the others downwards.

    A cell is None where the combination does not occur; else the row and how dark it is, 0 for the least value.
    None where the rows are of no intersection, or a label of the log itself has the sign that joins labels.
    """
    parts = [part for part in rows[0]["attribute"].split(CROSS) if part]
    split = {row["group"]: row["group"].split(TIMES) for row in rows}
    if len(parts) < 2 or any(len(labels) != len(parts) for labels in split.values()):
        return None
    places = {(TIMES.join(split[row["group"]][:-1]), split[row["group"]][-1]): row for row in rows}
    downwards = sorted({down for down, _across in places})
    across = sorted({label for _down, label in places})
    values = [row["value"] for row in rows if row["value"] is not None]
    lines = [(down, [_cell(places.get((down, label)), values) for label in across]) for down in downwards]
    return {"down": CROSS.join(parts[:-1]), "across": parts[-1], "columns": across, "lines": lines}


def _cell(row: Mapping[str, Any] | None, values: Sequence[float]) -> dict[str, Any] | None:
    if row is None:
        return None
    least, most = min(values, default=0.0), max(values, default=0.0)
    spread = most - least
    dark = 0.0 if row["value"] is None or spread == 0 else DARKEST * (row["value"] - least) / spread
    return {"row": row, "dark": f"{dark:.2f}"}
