"""What every scorer can do, whatever is inside it."""

from abc import abstractmethod
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Scored(NamedTuple):
    """What training needs of B users and one or more items for each of them.

    `scores`: a tensor of shape (B,) for each column of items. `penalties`: what the parameters that each row touched
    are penalised by, tensors of shape (B,), times `strength`; none without parameters.
    """

    scores: tuple[Tensor, ...]
    penalties: tuple[Tensor, ...] = ()
    strength: float = 0.0

    def regularization(self, weights: Tensor) -> Tensor:
        """The mean penalty, a scalar: `strength` times the sum of the means of each of `penalties` times `weights`.

        With the weights that the losses have, a user's or item's penalty keeps its proportion to their errors.
        """
        total = torch.zeros((), device=weights.device)
        for penalty in self.penalties:
            total = total + (weights * penalty).mean()
        return self.strength * total


class Scorer(nn.Module):
    """Scores of user-item pairs. Codes are int64 tensors; B pairs or users a call.

    A scorer without parameters is closed-form: the training loop has nothing to do for it.
    """

    n_items: int

    @abstractmethod
    def forward(self, users: Tensor, *items: Tensor) -> Scored:
        """Scores of the users with each column of items, all of shape (B,).

        Columns share one look-up of the users: twice the look-ups would be a third of a step.
        """

    @abstractmethod
    def catalogue(self, users: Tensor) -> Tensor:
        """Scores of every item for B users, shape (B, n_items)."""

    def user_vectors(self) -> Tensor | None:
        """What the model holds of each user alone, shape (n_users, numbers); None where that is no vector."""
        return None

    @torch.no_grad()
    def score(self, users: Tensor, items: Tensor) -> Tensor:
        """Scores of B pairs, shape (B,), without gradients."""
        scores: Tensor = self(users, items).scores[0]
        return scores
