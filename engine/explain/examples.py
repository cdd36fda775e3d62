"""A handful of users to look at first: of different activity and of different groups."""

from dataclasses import dataclass
from typing import Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.contracts import Dataset, Run
from engine.data.cells import readable
from engine.workspace.arrays import first_rows

MOST_ROWS = 100_000
"""Rows read of the lists and of the training fold: a longer log makes the examples no dearer."""
GROUPS_SHOWN = 3

Place = Literal["least", "middle", "most"]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A user by id, with the number of training interactions; `place`: where that lies among those it was chosen from.

    `attribute` and `group`: what it was chosen for; empty for the least and the most active one.
    """

    user: str
    place: Place
    interactions: int
    attribute: str = ""
    group: str = ""


def examples(dataset: Dataset, run: Run) -> tuple[Example, ...]:
    """The least and the most active user with a list, and the middle one of each of the largest groups.

    The groups are those of the first attribute of users (that is not kept apart) with values that occur at least
    `LEAST_USERS` times among the users that were read, at most `GROUPS_SHOWN` of them. Nobody is named twice, so
    there may be fewer. Empty where nobody has a list.
    """
    codes, counts = _active(run)
    if not len(codes):
        return ()
    order = np.lexsort((codes, counts))
    chosen: dict[int, tuple[Place, str, str]] = {int(order[0]): ("least", "", "")}
    for attribute, group, rows in _groups(dataset, codes):
        own = [int(row) for row in order if rows[row] and int(row) not in chosen]
        chosen[own[len(own) // 2]] = ("middle", attribute, group)
    chosen.setdefault(int(order[-1]), ("most", "", ""))
    ids = _ids(dataset, [int(codes[row]) for row in chosen])
    return tuple(Example(ids[int(codes[row])], why[0], int(counts[row]), *why[1:]) for row, why in chosen.items())


def _active(run: Run) -> tuple[Codes, Codes]:
    """The codes of users with a list, ascending, and the training interactions of each.

    Both files are sorted by user code, so all that is read of a user is complete but for the last one.
    """
    listed = first_rows(run.path / "recommendations.parquet", [c.USER_CODE], MOST_ROWS)[c.USER_CODE].to_numpy()
    log = first_rows(run.path / "split.parquet", [c.USER_CODE, "fold"], MOST_ROWS)
    trained, counts = np.unique(log[c.USER_CODE].to_numpy()[log["fold"].to_numpy() == 0], return_counts=True)
    if log.num_rows == MOST_ROWS:
        trained, counts = trained[:-1], counts[:-1]
    known = np.isin(trained, listed)
    return trained[known].astype(np.int64), counts[known].astype(np.int64)


def _groups(dataset: Dataset, codes: Codes) -> list[tuple[str, str, NDArray[np.bool_]]]:
    """Attribute, value and members of the largest groups of the first attribute that has two; empty without one."""
    for attribute in (a.name for a in readable(dataset.schema.user_attributes) if a.kind == "category"):
        frame = dataset.users.filter(nw.col(c.USER_CODE) <= int(codes[-1])).select(c.USER_CODE, attribute).collect()
        of = dict(zip(frame[c.USER_CODE].to_list(), frame[attribute].to_list(), strict=True))
        values = np.array([str(of.get(code) or UNKNOWN) for code in codes.tolist()], dtype=object)
        labels, counts = np.unique(values.astype(str), return_counts=True)
        sizes = {str(label): int(n) for label, n in zip(labels, counts, strict=True) if n >= LEAST_USERS}
        named = sorted((label for label in sizes if label.casefold() != UNKNOWN), key=lambda v: (-sizes[v], v))
        if len(named) > 1:
            return [(attribute, label, values == label) for label in named[:GROUPS_SHOWN]]
    return []


def _ids(dataset: Dataset, codes: list[int]) -> dict[int, str]:
    frame = dataset.users.filter(nw.col(c.USER_CODE).is_in(codes)).select(c.USER_CODE, c.USER).collect()
    return dict(zip(frame[c.USER_CODE].to_list(), (str(user) for user in frame[c.USER].to_list()), strict=True))
