"""Negatives for pairwise objectives, drawn on the device for a whole epoch at once."""

import torch
from torch import Tensor

ROUNDS = 20
"""Redraws before a user who likes nearly everything is left with a positive as negative."""


def draw_negatives(users: Tensor, n_items: int, positive_keys: Tensor, generator: torch.Generator) -> Tensor:
    """One item for each entry of `users`, uniform over those that are not the user's positives.

    `positive_keys`: sorted user * n_items + item of all positives, shape (P,).
    """
    items = torch.randint(n_items, users.shape, generator=generator, device=users.device)
    open_rows = torch.arange(len(users), device=users.device)
    for _ in range(ROUNDS):
        keys = users[open_rows] * n_items + items[open_rows]
        at = torch.searchsorted(positive_keys, keys).clamp_(max=len(positive_keys) - 1)
        open_rows = open_rows[positive_keys[at] == keys]
        if len(open_rows) == 0:
            break
        items[open_rows] = torch.randint(n_items, open_rows.shape, generator=generator, device=users.device)
    return items
