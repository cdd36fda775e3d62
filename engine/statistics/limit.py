"""The normal limit of many contrasts at once: their correlation over users, and draws from it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.statistics.blocks import Block
from engine.statistics.bootstrap import rounded
from engine.statistics.contrasts import Term
from engine.statistics.ratios import Ratios
from engine.statistics.studentised import column

Array = NDArray[np.float64]

CELLS = 2**22
"""Influences that are held at once: 32 MiB."""


def correlation(blocks: Sequence[Block], ratios: Sequence[Ratios], terms: Sequence[Term], n_users: int) -> Array:
    """Of the contrasts' estimates, shape (terms, terms): that of their influences, user by user."""
    products, step = np.zeros((len(terms), len(terms))), max(1, CELLS // len(terms))
    parts = [_part(blocks[term.block], ratios[term.block], term) for term in terms]
    for start in range(0, n_users, step):
        held = np.zeros((len(terms), min(step, n_users - start)))
        for row, pieces in zip(held, parts, strict=True):
            for rows, influence in pieces:
                low, high = np.searchsorted(rows, (start, start + step))
                row[rows[low:high] - start] += influence[low:high]
        products += held @ held.T
    scale = 1 / np.sqrt(products.diagonal())
    found: Array = np.vectorize(rounded)(products * np.outer(scale, scale))
    return found


def probabilities(correlations: Array, seed: int, draws: int) -> Array:
    """Draws of N(0, R) as two-sided p-values, shape (terms, draws)."""
    values, vectors = np.linalg.eigh(correlations)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    normal = np.random.default_rng(seed).standard_normal((len(values), draws))
    chances: Array = 2 * special.ndtr(-np.abs(root @ normal))
    return chances


def _part(block: Block, ratios: Ratios, term: Term) -> list[tuple[NDArray[np.int64], Array]]:
    """The rows and influences of each group of a contrast, up to a factor that is the same for all users."""
    found = []
    for sign, g in zip(term.signs, term.groups, strict=True):
        of = column(block, ratios, g)
        slope = sign * of.factor / (of.below.sum() * (of.value if term.logarithm else 1.0))
        found.append((of.rows, of.residual * slope))
    return found
