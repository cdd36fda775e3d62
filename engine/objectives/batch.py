"""What an objective is given beside the scores: one batch of training pairs."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """B training pairs; every tensor has the shape (B,).

    `weights` come from the log and from preprocessing; `inverse_propensities` have the mean 1 over
    the training pairs, which changes the risk by a constant factor only. `negatives` are items the
    user has no positive for, drawn for pairwise objectives; empty for the others.
    """

    users: Tensor
    items: Tensor
    feedback: Tensor
    weights: Tensor
    inverse_propensities: Tensor
    negatives: Tensor
