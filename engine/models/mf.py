"""Matrix factorisation with biases."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

import torch
from pydantic import Field
from torch import Tensor, nn
from torch.nn.functional import embedding

from engine.config import Scalar
from engine.contracts import FeedbackKind, Pairs
from engine.models.scorer import Scored, Scorer

KEY = "mf"
INITIAL_DEVIATION = 0.03


@dataclass(frozen=True, slots=True)
class MF:
    """score(u, i) = m + b_u + b_i + <p_u, q_i>, with p_u, q_i in R^dim and m the training mean.

    `l2` multiplies the mean over a batch of |p_u|^2 and of |q_i|^2, for each column of items; each row has the weight
    that its error has. Source: Koren, Bell & Volinsky (2009), Matrix factorization techniques for recommender systems,
    eq. 4 and 5 (there biases are penalised too).
    """

    CLOSED_FORM: ClassVar[bool] = False
    FEEDBACK: ClassVar[tuple[FeedbackKind, ...]] = ("rating", "click")
    SEARCHED: ClassVar[Mapping[str, tuple[Scalar, ...]]] = {
        "l2": (0.2, 0.1, 0.4, 0.05, 0.8, 0.02, 0.005),
        "dim": (16, 8, 32, 4, 64),
    }
    dim: Annotated[int, Field(ge=1, le=4096)] = 64
    l2: Annotated[float, Field(ge=0)] = 0.01

    def build(self, n_users: int, n_items: int, train: Pairs) -> Scorer:
        """A scorer with small random vectors, drawn from torch's global generator."""
        mean = float((train.feedback * train.weights).sum() / train.weights.sum())
        return _Factors(n_users, n_items, self.dim, self.l2, mean)


class _Factors(Scorer):
    def __init__(self, n_users: int, n_items: int, dim: int, l2: float, mean: float) -> None:
        super().__init__()
        self.n_items = n_items
        self.l2 = l2
        self.mean: Tensor
        self.register_buffer("mean", torch.tensor(mean))
        self.users = nn.Parameter(torch.randn(n_users, dim) * INITIAL_DEVIATION)
        self.items = nn.Parameter(torch.randn(n_items, dim) * INITIAL_DEVIATION)
        self.user_bias = nn.Parameter(torch.zeros(n_users, 1))
        self.item_bias = nn.Parameter(torch.zeros(n_items, 1))

    def forward(self, users: Tensor, *items: Tensor) -> Scored:
        """Scores of the users with each column of items, and the squares of the vectors that were touched."""
        user_vectors = embedding(users, self.users)
        user_part = self.mean + embedding(users, self.user_bias).squeeze(-1)
        scores, squares = [], [user_vectors.square().sum(-1)]
        for column in items:
            item_vectors = embedding(column, self.items)
            item_bias = embedding(column, self.item_bias).squeeze(-1)
            scores.append(user_part + item_bias + (user_vectors * item_vectors).sum(-1))
            squares.append(item_vectors.square().sum(-1))
        return Scored(tuple(scores), tuple(squares), self.l2)

    def user_vectors(self) -> Tensor:
        """The factors and the bias of each user, shape (n_users, dim + 1)."""
        return torch.cat([self.users, self.user_bias], dim=1).detach()

    def catalogue(self, users: Tensor) -> Tensor:
        """Scores of every item for B users, shape (B, n_items)."""
        product = self.users[users] @ self.items.T
        return self.mean + self.user_bias[users] + self.item_bias.T + product
