"""What stands beside the training pairs of an epoch: items or pairs, drawn as the objective needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor

from engine.contracts import Codes
from engine.models.negatives import ROUNDS, draw_negatives
from engine.objectives import Batch, Objective

DrawPairs: TypeAlias = Callable[[int, int], tuple[Codes, Codes]]
"""(epoch, n) to n eligible pairs: the same for the same epoch, so that a training that was cut goes on with them."""
Allowed: TypeAlias = Callable[[Tensor, Tensor], Tensor]
"""(users, items) of n pairs to whether each is eligible."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn for the n training pairs: `items` with their `inverses`, or `pairs` of users and items.

    `items`, `inverses`: shape (n,); `users_of_pairs`, `items_of_pairs`: shape (n, draws); empty where not drawn.
    """

    items: Tensor
    inverses: Tensor
    users_of_pairs: Tensor
    items_of_pairs: Tensor

    def beside(self, rows: Tensor) -> dict[str, Tensor]:
        """What stands beside the rows of one batch, by the names of `Batch`."""
        found = {}
        if len(self.items):
            found["negatives"] = self.items[rows]
        if len(self.inverses):
            found["negative_inverses"] = self.inverses[rows]
        if len(self.users_of_pairs):
            found["drawn_users"] = self.users_of_pairs[rows].flatten()
            found["drawn_items"] = self.items_of_pairs[rows].flatten()
        return found


class Sampler:
    """Draws for one training: `data` is the whole training fold as one batch, in its fixed order.

    `allowed`: which pairs are eligible; None where all are.
    """

    def __init__(
        self, objective: Objective, data: Batch, n_items: int, draw_pairs: DrawPairs, allowed: Allowed | None = None
    ) -> None:
        self.objective, self.data, self.n_items, self.draw_pairs = objective, data, n_items, draw_pairs
        self.allowed = allowed
        self.keys, order = (data.users * n_items + data.items).sort()
        self.inverses = (data.inverse_propensities * data.mean_inverse)[order]

    def draw(self, epoch: int, generator: torch.Generator) -> Drawn:
        """For one epoch."""
        data, nothing = self.data, self.data.negatives
        if self.objective.DRAWS in ("negatives", "items"):
            items = self._items(data.users, generator)
            inverses = nothing if self.objective.DRAWS == "negatives" else self._inverses_of(items)
            return Drawn(items, inverses, nothing, nothing)
        if self.objective.DRAWS == "pairs":
            shape = (len(data.users), self.objective.draws)
            users, items = (
                torch.from_numpy(codes).to(data.users.device, torch.int64).reshape(shape)
                for codes in self.draw_pairs(epoch, shape[0] * shape[1])
            )
            return Drawn(nothing, nothing, users, items)
        return Drawn(nothing, nothing, nothing, nothing)

    def _items(self, users: Tensor, generator: torch.Generator) -> Tensor:
        """An eligible item for each user; after `ROUNDS` redraws one that is not stays, where there is hardly any."""
        items = self._any_items(users, generator)
        for _round in range(0 if self.allowed is None else ROUNDS):
            wrong = (~self.allowed(users, items)).nonzero().squeeze(1)  # type: ignore[misc]  # there is one
            if not len(wrong):
                break
            items[wrong] = self._any_items(users[wrong], generator)
        return items

    def _any_items(self, users: Tensor, generator: torch.Generator) -> Tensor:
        if self.objective.DRAWS == "negatives":
            return draw_negatives(users, self.n_items, self.keys, generator)
        return torch.randint(self.n_items, users.shape, generator=generator, device=users.device)

    def _inverses_of(self, items: Tensor) -> Tensor:
        """1/p where the user has a positive for the item, else 0."""
        keys = self.data.users * self.n_items + items
        at = torch.searchsorted(self.keys, keys).clamp_(max=len(self.keys) - 1)
        return torch.where(self.keys[at] == keys, self.inverses[at], 0.0)
