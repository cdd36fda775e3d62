"""Feature values as whole numbers, so that trees and SHAP read exactly the same thing.

TreeExplainer compares in single precision, and scikit-learn puts thresholds between doubles that may be
closer than that: a value could go left in the one and right in the other. Small whole numbers have no such
doubt, and a missing value is one more of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_BINS = 100
MISSING = -1.0


@dataclass(frozen=True, slots=True)
class Bins:
    """`edges`: of each column, ascending; code k is the interval from edge k - 1 (included) to edge k."""

    edges: tuple[NDArray[np.float64], ...]

    def codes(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """The bin of each value, shape as `matrix`: 0, 1, …; `MISSING` for NaN."""
        coded = np.full(matrix.shape, MISSING)
        for column, edges in enumerate(self.edges):
            values = matrix[:, column]
            coded[:, column] = np.where(np.isnan(values), MISSING, np.searchsorted(edges, values, side="right"))
        return coded


def bins(matrix: NDArray[np.float64]) -> Bins:
    """Every value a bin of its own where a column has at most `MOST_BINS`, else bins of equal counts."""
    return Bins(tuple(_edges(column[~np.isnan(column)]) for column in matrix.T))


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    distinct = np.unique(values)
    if len(distinct) > MOST_BINS:
        distinct = np.unique(np.quantile(values, np.arange(MOST_BINS) / MOST_BINS, method="higher"))
    return distinct[1:]
