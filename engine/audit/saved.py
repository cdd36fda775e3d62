"""Saved cohorts against their dataset: whether one can be made, how large it is, and keeping it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.audit.groupings import DERIVED, Source, grouping
from engine.audit.lattice import lattice_of
from engine.audit.shown import shown_groups
from engine.config import Cohort
from engine.contracts import Dataset, Pairs
from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.cohorts import cohorts, save_cohort

STEP = 10
"""Users or items: sizes are told in steps of so many, since the exact size of a crossing helps to work out others."""


@dataclass(frozen=True, slots=True)
class CohortSize:
    """How many users or items a cohort has: from `least` to `least` + 9; None where that is withheld."""

    side: Literal["user", "item"]
    least: int | None


def check_cohort(dataset: Dataset, cohort: Cohort) -> None:
    """Whether a cohort can be made of a dataset, under its name.

    Raises:
        InputError: `audit.cohort_name` where a column has its name; `audit.crossing_lattice` where it joins columns
            of users whose intersections are not protected; `audit.cohort` for a value that does not occur,
            `config.cohort` where users and items are mixed, and those of `groups_of`.
    """
    schema = dataset.schema
    if schema.attribute(cohort.name) is not None or cohort.name in DERIVED:
        raise InputError("audit.cohort_name", name=cohort.name)
    attributes = tuple(attribute for attribute, _label in cohort.conditions)
    side = grouping(_source(dataset, cohort), cohort.name).side
    known = lattice_of(dataset)
    if side == "user" and len(attributes) > 1 and not set(attributes) <= set(known):
        raise InputError("audit.crossing_lattice", attribute="*".join(attributes), known=list(known))


def size_of(dataset: Dataset, cohort: Cohort) -> CohortSize:
    """The size of a cohort, withheld as everywhere: by the fixed pattern of the dataset.

    Raises:
        InputError: as `check_cohort`.
    """
    check_cohort(dataset, cohort)
    groups = shown_groups(_source(dataset, cohort), (cohort.name,), ())[cohort.name]
    n = groups.sizes[0]
    return CohortSize(groups.side, None if n is None else n // STEP * STEP)


def keep_cohort(workspace: Workspace, dataset_id: str, cohort: Cohort) -> tuple[Cohort, ...]:
    """Save a cohort that can be made; one of that name is replaced. Returns all of the dataset.

    Raises:
        InputError: as `check_cohort` and `engine.workspace.cohorts.save_cohort`.
    """
    with workspace.dataset(dataset_id) as dataset:
        check_cohort(dataset, cohort)
        return save_cohort(workspace, dataset.id, cohort)


def named(workspace: Workspace, dataset_id: str, names: Sequence[str]) -> tuple[Cohort, ...]:
    """The saved cohorts of these names, in this order.

    Raises:
        InputError: `cohort.unknown`, and those of `engine.workspace.cohorts.cohorts`.
    """
    known = {one.name: one for one in cohorts(workspace, dataset_id)} if names else {}
    for name in names:
        if name not in known:
            raise InputError("cohort.unknown", name=name, known=list(known))
    return tuple(known[name] for name in dict.fromkeys(names))


def _source(dataset: Dataset, cohort: Cohort) -> Source:
    """A cohort needs no training fold."""
    nobody, nothing = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    return Source(dataset, Pairs(nobody, nobody, nothing, nothing), (cohort,))
