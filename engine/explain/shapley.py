"""Shapley values of the surrogate's trees: the only file that imports shap."""

import numpy as np

from engine.errors import RunError
from engine.explain.surrogate import Matrix, Surrogate

TOLERANCE = 1e-4
"""The largest error of additivity, in units of the spread of the scores."""


def shapley(surrogate: Surrogate, matrix: Matrix, background: Matrix) -> tuple[float, Matrix, float]:
    """`(base, phi, error)` of n pairs with d features; phi has the shape (n, d), in units of the score.

    base = mean of t(b) over the background pairs b, and
    phi_j(x) = sum over S without j of |S|! (d - |S| - 1)! / d! * (v(S + j) - v(S)),
    v(S) = mean over b of t(x_S, b_rest): *interventional* values (Janzing et al., 2020), the difference to the
    average pair with features set one after the other. The path-dependent kind would let a feature that the trees
    never read share the credit of one it goes with. base + sum of phi = t(x), the surrogate score; `error` is the
    largest deviation from that. Source: Lundberg et al. (2020), From local explanations to global understanding,
    algorithm 3; Shapley (1953).

    Raises:
        RunError: `explain.not_additive` where the error is above `TOLERANCE` of the spread.
    """
    import shap  # it costs a second, and every verb of the command line imports this room

    explainer = shap.TreeExplainer(
        surrogate.trees, surrogate.bins.codes(background), feature_perturbation="interventional"
    )
    unit = np.asarray(explainer.shap_values(surrogate.bins.codes(matrix), check_additivity=False), dtype=np.float64)
    base = surrogate.centre + surrogate.spread * float(np.ravel(explainer.expected_value)[0])
    phi = surrogate.spread * unit
    error = float(np.abs(base + phi.sum(axis=1) - surrogate.scores(matrix)).max(initial=0.0))
    if not error <= TOLERANCE * surrogate.spread:
        raise RunError("explain.not_additive", error=f"{error:.2g}", spread=f"{surrogate.spread:.2g}")
    return base, phi, error
