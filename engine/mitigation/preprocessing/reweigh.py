"""Weigh training rows so that every group counts the same and its outcomes look alike."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from engine.contracts import Pairs
from engine.mitigation.scene import Scene

KEY = "reweigh"


@dataclass(frozen=True, slots=True)
class Reweigh:
    """w(g, y) = Q(g) P(y) / P(g, y), y = whether the row's feedback is a positive.

    `target="equal"`: Q(g) = 1 / G, so each group of users has the same total weight; `"observed"`:
    Q(g) = P(g), the original, which only makes group and outcome independent. Rows of users whose
    group is unknown keep their weight. Source: Kamiran & Calders (2012), Data preprocessing
    techniques for classification without discrimination, section 4.3.2.
    """

    STAGE: ClassVar[Literal["preprocessing"]] = "preprocessing"
    SIDE: ClassVar[Literal["user", "item"]] = "user"
    attribute: str
    target: Literal["equal", "observed"] = "equal"

    def apply(self, train: Pairs, scene: Scene) -> Pairs:
        """The same rows with other weights; the total weight of rows of known group stays the same.

        Raises:
            InputError: where the attribute cannot be used (`engine.mitigation.scene`).
        """
        by_user, n_groups = scene.user_groups(self.attribute)
        groups = by_user[train.users]
        positive = np.ones(len(train), dtype=int)
        if scene.relevance is not None:
            positive = (train.feedback >= scene.relevance).astype(int)
        known = groups >= 0
        joint = np.zeros((n_groups, 2))
        np.add.at(joint, (groups[known], positive[known]), train.weights[known])
        joint /= joint.sum()
        wanted = np.full(n_groups, 1 / n_groups) if self.target == "equal" else joint.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            factors = np.where(joint > 0, wanted[:, None] * joint.sum(axis=0) / joint, 0.0)
        weights = train.weights.astype(np.float64)
        total = weights[known].sum()
        weights[known] *= factors[groups[known], positive[known]]
        # A group that lacks an outcome gets the weight of the cell it lacks on its other rows.
        by_group = np.bincount(groups[known], weights[known], n_groups)
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = np.where(by_group > 0, wanted / by_group, 0.0)
        weights[known] *= scale[groups[known]]
        weights[known] *= total / max(weights[known].sum(), 1e-12)
        return replace(train, weights=weights.astype(np.float32))
