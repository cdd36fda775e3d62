"""What a mitigation may look at beside its input: groups, sizes, and what counts as a positive."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.audit import groups_of
from engine.audit.groups import UNKNOWN, Groups
from engine.contracts import Dataset
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Scene:
    """The dataset's groups and the run's relevance threshold.

    Raises (when groups are asked for):
        InputError: as `engine.audit.groups.groups_of`; `mitigation.side` where the attribute
            belongs to the other side; `mitigation.overlap` where one group a user is needed.
    """

    groups: Callable[[str], Groups]
    relevance: float | None

    def user_groups(self, attribute: str) -> tuple[NDArray[np.int64], int]:
        """Each user's group, shape (n_users,), -1 where unknown; and the number of known groups."""
        groups = self._on("user", attribute)
        if (groups.member.sum(axis=1) > 1).any():
            raise InputError("mitigation.overlap", attribute=attribute)
        known = [g for g, label in enumerate(groups.labels) if label != UNKNOWN]
        member = groups.member[:, known]
        return np.where(member.any(axis=1), member.argmax(axis=1), -1), len(known)

    def item_groups(self, attribute: str) -> Groups:
        """The groups of items, which may overlap."""
        return self._on("item", attribute)

    def _on(self, side: str, attribute: str) -> Groups:
        groups = self.groups(attribute)
        if groups.side != side:
            raise InputError("mitigation.side", attribute=attribute, side=side)
        return groups


def scene(dataset: Dataset, relevance: float | None) -> Scene:
    """The scene of a dataset."""
    return Scene(lambda attribute: groups_of(dataset, attribute), relevance)
