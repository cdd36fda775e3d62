"""The shape that closed-form scorers share: a number for each user plus one for each item."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.models.scorer import Scored, Scorer


class AdditiveScorer(Scorer):
    """score(u, i) = a_u + b_i, with nothing to learn by gradient."""

    def __init__(self, user_part: NDArray[np.float64], item_part: NDArray[np.float64]) -> None:
        super().__init__()
        self.n_items = len(item_part)
        self.user_part: Tensor
        self.item_part: Tensor
        self.register_buffer("user_part", torch.from_numpy(user_part.astype(np.float32)))
        self.register_buffer("item_part", torch.from_numpy(item_part.astype(np.float32)))

    def forward(self, users: Tensor, *items: Tensor) -> Scored:
        """Scores of the users with each column of items."""
        scores = tuple(self.user_part[users] + self.item_part[column] for column in items)
        return Scored(scores)

    def catalogue(self, users: Tensor) -> Tensor:
        """Scores of every item for B users, shape (B, n_items)."""
        return self.user_part[users][:, None] + self.item_part
