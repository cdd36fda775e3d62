"""What an objective is given beside the scores: one batch of training pairs."""

from dataclasses import dataclass, field

import torch
from torch import Tensor


def _empty() -> Tensor:
    return torch.empty(0, dtype=torch.int64)


@dataclass(frozen=True, slots=True)
class Batch:
    """B training pairs, and what was drawn to stand beside them; tensors have the shape (B,) where none is named.

    `weights` come from the log and from preprocessing. `inverse_propensities` are 1/p divided by their mean over the
    training pairs, `mean_inverse`: times it they are 1/p. `pairs_per_row`: eligible pairs for each training pair,
    |D| / n. `negatives`: an item for each pair, drawn for pairwise objectives; `negative_inverses`: its 1/p where the
    user has a positive for it, else 0. `drawn_users`, `drawn_items`: M pairs drawn from all eligible ones, shape (M,).
    What an objective does not use is empty.
    """

    users: Tensor
    items: Tensor
    feedback: Tensor
    weights: Tensor
    inverse_propensities: Tensor
    mean_inverse: float = 1.0
    pairs_per_row: float = 1.0
    negatives: Tensor = field(default_factory=_empty)
    negative_inverses: Tensor = field(default_factory=_empty)
    drawn_users: Tensor = field(default_factory=_empty)
    drawn_items: Tensor = field(default_factory=_empty)
