"""Penalise groups of users whose training loss exceeds everybody's."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import torch
from pydantic import Field
from torch import Tensor

from engine.mitigation.scene import Scene
from engine.models.step import Penalty
from engine.objectives import Batch

KEY = "parity_penalty"


@dataclass(frozen=True, slots=True)
class ParityPenalty:
    """risk + strength * sum_g max(0, L_g - L) over groups g of users; L_g, L: mean losses of a batch.

    L counts as a constant: the gap may close only because the worse-off group gains. (With |L_g - L|
    and a gradient through L, raising the loss of the better-off pays, and the planted world got worse
    lists for both.) The losses are the objective's own, squared errors or -log sigma of a ranking.
    Source: the absolute unfairness of Yao & Huang (2017), Beyond parity, section 3, one-sided and with
    the group's whole loss in place of each item's.
    """

    STAGE: ClassVar[Literal["inprocessing"]] = "inprocessing"
    SIDE: ClassVar[Literal["user", "item"]] = "user"
    attribute: str
    strength: Annotated[float, Field(ge=0)] = 1.0

    def penalty(self, scene: Scene, device: torch.device) -> Penalty:
        """The function that training adds to its risk.

        Raises:
            InputError: where the attribute cannot be used (`engine.mitigation.scene`).
        """
        by_user, n_groups = scene.user_groups(self.attribute)
        groups = torch.from_numpy(by_user).to(device)

        def penalty(batch: Batch, losses: Tensor) -> Tensor:
            member = torch.nn.functional.one_hot(groups[batch.users] + 1, n_groups + 1)[:, 1:].to(losses.dtype)
            counts = member.sum(dim=0)
            means = (member * losses[:, None]).sum(dim=0) / counts.clamp(min=1)
            excess = (means - losses.detach().mean()).clamp(min=0) * (counts > 0)
            return self.strength * excess.sum()

        return penalty
