"""How often intervals hold the truth where propensities were estimated: what they leave out, measured."""

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity.evidence import Evidence
from engine.propensity.naive_bayes import NaiveBayes
from tests.truth.risk_coverage import LOSSES, RNG, SELECTIONS, WORLDS, Array, estimates, world

SLICES = (500, 2000, 10_000)
SIZES = ((300, 200), (900, 600))
"""Users and items: 3,000 and 27,000 observed pairs."""
NAMES = ("IPS", "SNIPS", "DR")
NOBODY = Features(np.zeros((0, 0), dtype=np.float32), ())


def pairs_of(y: Array, rows: NDArray[np.int64]) -> Pairs:
    """Pairs at flat positions, with their ratings."""
    users, items = np.divmod(rows, y.shape[1])
    feedback = y.ravel()[rows].astype(np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), feedback, np.ones(len(rows), dtype=np.float32))


def by_bayes(y: Array, o: NDArray[np.bool_], size: int, rng: RNG) -> Array:
    """Naive Bayes propensities of the observed pairs, P(Y) from so many pairs that are drawn at random."""
    train = pairs_of(y, np.flatnonzero(o))
    aside = pairs_of(y, rng.choice(y.size, size, replace=False))
    evidence = Evidence(train=train, eligible=Eligible(*y.shape), users=NOBODY, items=NOBODY, aside=aside)
    return NaiveBayes().fit(evidence, rng).observed(train)


def coverage(selection: str, slice_size: int, redraws: int, size: tuple[int, int]) -> dict[str, float]:
    """Of absolute errors, with p from naive Bayes in each redraw; the intervals take it for the truth."""
    rng, held = np.random.default_rng(4), dict.fromkeys(NAMES, 0)
    for seed in range(WORLDS):
        of = world(seed, size)
        p, truth = SELECTIONS[selection](of), float(LOSSES["absolute"](of.ratings, of.predictions).mean())
        for _ in range(redraws // WORLDS):
            o = rng.random(p.shape) < p
            seen = np.zeros_like(p)
            seen[o] = by_bayes(of.ratings, o, slice_size, rng)
            found = estimates(of.ratings, of.predictions, seen, o, LOSSES["absolute"])
            for name in NAMES:
                low, high = found[name].low, found[name].high
                held[name] += low is not None and high is not None and low <= truth <= high
    return {name: count / (WORLDS * (redraws // WORLDS)) for name, count in held.items()}
