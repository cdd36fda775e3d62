"""A model of the model: boosted regression trees from named features to the trained scorer's scores."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingRegressor

from engine.explain.bins import Bins, bins
from engine.explain.explanation import Fidelity
from engine.explain.sample import Sample

TREES, LEAVES, RATE, LEAST_IN_LEAF = 200, 16, 0.1, 20
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surrogate:
    """score(x) = centre + spread * trees(bins(x)): the trees are fitted to scores with mean 0 and deviation 1."""

    bins: Bins
    trees: Any
    centre: float
    spread: float

    def scores(self, matrix: Matrix) -> Matrix:
        """The surrogate's scores of n pairs with the features `matrix`, shape (n,)."""
        told: Matrix = self.centre + self.spread * self.trees.predict(self.bins.codes(matrix))
        return told


def fit_surrogate(matrix: Matrix, scores: Matrix, seed: int) -> Surrogate:
    """Gradient boosting (Friedman, 2001) with squared error and a fixed number of small trees.

    `matrix`: features, shape (n, d), NaN where unknown; `scores`: the model's, shape (n,). The same input and
    seed give the same trees.
    """
    binned = bins(matrix)
    centre, spread = float(scores.mean()), float(scores.std()) or 1.0
    trees = HistGradientBoostingRegressor(
        learning_rate=RATE,
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        early_stopping=False,
        random_state=seed,
    )
    trees.fit(binned.codes(matrix), (scores - centre) / spread)
    return Surrogate(binned, trees, centre, spread)


def fidelity(surrogate: Surrogate, matrix: Matrix, scores: Matrix, pairs: Sample) -> Fidelity:
    """How well the surrogate tells the scores of the sample's held-out users (`pairs.judged`)."""
    model, told, users = scores[pairs.judged], surrogate.scores(matrix[pairs.judged]), pairs.users[pairs.judged]
    total = float(np.square(model - model.mean()).sum())
    found = [spearman(model[users == user], told[users == user]) for user in np.unique(users)]
    correlations = [value for value in found if value is not None]
    return Fidelity(
        r2=1 - float(np.square(model - told).sum()) / total if total > 0 else None,
        rank_correlation=float(np.mean(correlations)) if correlations else None,
        n_users=len(found),
        n_pairs=len(model),
    )


def unexplained(surrogate: Surrogate, matrix: Matrix, scores: Matrix, pairs: Sample) -> float:
    """Mean |model score - surrogate score| over the sample's held-out users, in the unit of the scores.

    Over pairs that the surrogate was fitted to it would be too small: the trees have learned those by heart.
    """
    return float(np.abs(scores[pairs.judged] - surrogate.scores(matrix[pairs.judged])).mean())


def spearman(first: Matrix, second: Matrix) -> float | None:
    """Spearman's rank correlation; None where either side does not vary."""
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])
