"""What all explanations of one model share: its features, the fitted surrogate and the pairs it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from engine.contracts import Codes, Dataset, Finding, Floats, Lists, Pairs
from engine.errors import InputError
from engine.explain.explanation import Fidelity
from engine.explain.features import Known, Matrix, known
from engine.explain.sample import Sample, sample
from engine.explain.shapley import shapley
from engine.explain.surrogate import Surrogate, fidelity, fit_surrogate, unexplained

Score = Callable[[Codes, Codes], Floats]
"""Scores of pairs by the model that is explained: codes of users and items, shape (n,), to (n,)."""
LEAST_LISTS = 10
"""With fewer users nobody is left to judge the surrogate by."""
BACKGROUND = 100
"""Pairs of the sample that stand for the average pair: the cost of SHAP grows with their number."""
CORRELATED = 0.95
MOST_NAMED = 10
"""Pairs of correlated features that are named, the closest first."""
FAITHFUL = 0.5
"""Below this R² on held-out users the surrogate is said to tell little."""


@dataclass(frozen=True, slots=True)
class Ground:
    """`known` has only features that vary; `background` their values, shape (<= `BACKGROUND`, features).

    `unexplained`: see `engine.explain.surrogate.unexplained`.
    """

    known: Known
    sample: Sample
    matrix: Matrix
    surrogate: Surrogate
    background: Matrix
    fidelity: Fidelity
    unexplained: float
    dropped: tuple[str, ...]
    findings: tuple[Finding, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Attributed:
    """SHAP values of n pairs: `phi` of shape (n, features), `scores` the model's; base + sum phi + rest = score."""

    base: float
    phi: Matrix
    matrix: Matrix
    scores: Matrix
    largest_error: float

    @property
    def rest(self) -> Matrix:
        """What the features do not tell, shape (n,): model score - base - sum of phi."""
        left: Matrix = self.scores - self.base - self.phi.sum(axis=1)
        return left


def ground(dataset: Dataset, train: Pairs, lists: Lists, score: Score, rng: np.random.Generator) -> Ground:
    """Sample pairs, drop features without variation, fit the surrogate on most users and judge it by the others.

    Raises:
        InputError: `explain.few_lists` under `LEAST_LISTS` users with a list, `explain.no_features` where nothing
            that is known of users and items varies.
    """
    if len(lists.users) < LEAST_LISTS:
        raise InputError("explain.few_lists", n=len(lists.users), least=LEAST_LISTS)
    pairs = sample(lists, train, dataset.schema.n_items, rng)
    everything = known(dataset, train)
    matrix = everything.matrix(pairs.users, pairs.items)
    varying = np.array([_varies(column) for column in matrix.T], dtype=bool)
    keys = [feature.key for feature in everything.features]
    if not varying.any():
        raise InputError("explain.no_features")
    kept, matrix = everything.only(frozenset(k for k, v in zip(keys, varying, strict=True) if v)), matrix[:, varying]
    scores, fitted = score(pairs.users, pairs.items).astype(np.float64), ~pairs.judged
    surrogate = fit_surrogate(matrix[fitted], scores[fitted], int(rng.integers(2**31)))
    judged, left = fidelity(surrogate, matrix, scores, pairs), unexplained(surrogate, matrix, scores, pairs)
    background = matrix[rng.permutation(len(matrix))[:BACKGROUND]]
    dropped = tuple(k for k, v in zip(keys, varying, strict=True) if not v)
    names = [feature.key for feature in kept.features]
    findings = (*_faithfulness(judged), *_correlated(matrix, names), *_constant(dropped))
    return Ground(kept, pairs, matrix, surrogate, background, judged, left, dropped, findings, score)


def attribute(on: Ground, users: Codes, items: Codes) -> Attributed:
    """The SHAP values of pairs against the background.

    Raises:
        RunError: `explain.not_additive`.
    """
    matrix = on.known.matrix(users, items)
    base, phi, error = shapley(on.surrogate, matrix, on.background)
    return Attributed(base, phi, matrix, on.score(users, items).astype(np.float64), error)


def _varies(column: Matrix) -> bool:
    """Whether a column has two values, of which unknown may be one."""
    seen = column[~np.isnan(column)]
    return len(seen) > 0 and (len(seen) < len(column) or bool(np.ptp(seen) > 0))


def _faithfulness(judged: Fidelity) -> list[Finding]:
    if judged.r2 is None or judged.r2 >= FAITHFUL:
        return []
    return [Finding("explain.unfaithful", "caution", {"r2": judged.r2, "rank_correlation": judged.rank_correlation})]


def _constant(dropped: tuple[str, ...]) -> list[Finding]:
    return [Finding("explain.constant", "note", {"features": list(dropped)})] if dropped else []


def _correlated(matrix: Matrix, names: list[str]) -> list[Finding]:
    """Pairs of features with |r| above `CORRELATED` (unknown values at the mean): their credit is split arbitrarily."""
    centred = np.nan_to_num(matrix - np.nanmean(matrix, axis=0))
    lengths = np.linalg.norm(centred, axis=0)
    unit = centred / np.where(lengths > 0, lengths, 1.0)
    r = unit.T @ unit
    close = sorted(((i, j) for i, j in combinations(range(len(names)), 2) if abs(r[i, j]) > CORRELATED),
                   key=lambda pair: (-abs(r[pair]), pair))  # fmt: skip
    return [
        Finding("explain.correlated", "note", {"feature": names[i], "other": names[j], "r": float(r[i, j])})
        for i, j in close[:MOST_NAMED]
    ]
