"""How often intervals of a run's numbers hold: `python -m tests.truth.judged_intervals` renews a table.

It is that of docs/causal.md, "Numbers of a run": a minute of one core.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.evaluation import Influence, Judged, differences, influences
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "causal.md"
KEYS = ("mse", "mae", "mse_by_pair", "mae_by_pair", "auc", "gauc", "ndcg@5", "ndcg@5_all")
SIZES, SAMPLES, WHOLE = (100, 300, 1000), 2000, 200_000
FIRST, SECOND = 1.0, 1.3
"""How noisy the scores of the two scorers are; their noise is alike, not the same."""


def population(rng: np.random.Generator, n_users: int, noise: float = FIRST) -> Judged:
    """Users who differ in how well they are predicted, in how many pairs they have, and in the weights of those."""
    sizes = rng.integers(3, 12, n_users)
    users = np.repeat(np.arange(n_users), sizes).astype(np.int32)
    own_noise = np.repeat(rng.uniform(0.3, 1.8, n_users), sizes)
    own = np.repeat(rng.normal(size=n_users), sizes)
    liking = own + rng.normal(size=len(users))
    own_way, another = rng.normal(size=(2, len(users)))
    scores = liking + noise * own_noise * (np.cos(noise - FIRST) * own_way + np.sin(noise - FIRST) * another)
    weights = np.exp(0.5 * rng.normal(size=len(users)) - 0.3 * liking)
    return Judged(users, scores, liking, liking > 0.5, weights)


def truth(n_users: int = WHOLE) -> tuple[dict[str, float], dict[str, float]]:
    """The numbers of the first scorer, and the first less the second, among so many users."""
    first, second = (
        influences(population(np.random.default_rng(9), n_users, noise), True) for noise in (FIRST, SECOND)
    )
    less = differences(first, second)
    return {key: first[key].value for key in KEYS}, {key: less[key].value for key in KEYS}


def held(n_users: int, samples: int, of: dict[str, float], less: dict[str, float]) -> tuple[list[float], list[float]]:
    """By number, in which share of the samples the interval holds what is true: of a scorer, of a paired difference."""
    inside = np.zeros((2, len(KEYS)))
    for seed in range(samples):
        first, second = (influences(population(np.random.default_rng(seed), n_users, n), True) for n in (FIRST, SECOND))
        for row, (found, true) in enumerate(((first, of), (differences(first, second), less))):
            inside[row] += [_holds(found[key], true[key]) for key in KEYS]
    shares = inside / samples
    return list(shares[0]), list(shares[1])


def _holds(found: Influence, true: float) -> bool:
    interval = found.interval()
    return interval is not None and interval[0] <= true <= interval[1]


def rows() -> Iterator[list[str]]:
    """Users of a sample, then each number."""
    yield ["users", "of", *(f"`{key}`" for key in KEYS)]
    of, less = truth()
    for n_users in SIZES:
        for name, shares in zip(("one scorer", "paired difference"), held(n_users, SAMPLES, of, less), strict=True):
            yield [f"{n_users:,}", name, *(f"{share:.1%}" for share in shares)]


if __name__ == "__main__":
    text = table(rows())
    print(text)
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), "judged intervals", text), encoding="utf-8")
