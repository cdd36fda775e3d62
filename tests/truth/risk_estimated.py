"""How often intervals hold the truth where naive Bayes learned p: taken for known, and with the slice counted."""

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity.evidence import Evidence
from engine.propensity.naive_bayes import NaiveBayes
from engine.statistics.risks import Risk, dr, ips, snips
from engine.statistics.risks_by_value import dr_by_value, snips_by_value
from tests.truth.risk_coverage import GUESS, SELECTIONS, WORLDS, Array, World, world
from tests.truth.risk_users import holds

SLICES = (500, 2000, 10_000)
SIZES = ((300, 200), (900, 600))
"""Users and items: 3,000 and 27,000 observed pairs."""
NAMES = ("IPS", "SNIPS", "DR", "SNIPS with slice", "DR with slice")
NOBODY = Features(np.zeros((0, 0), dtype=np.float32), ())


def pairs_of(y: Array, rows: NDArray[np.int64]) -> Pairs:
    """Pairs at flat positions, with their ratings."""
    users, items = np.divmod(rows, y.shape[1])
    feedback = y.ravel()[rows].astype(np.float32)
    return Pairs(users.astype(np.int32), items.astype(np.int32), feedback, np.ones(len(rows), dtype=np.float32))


def by_bayes(y: Array, o: NDArray[np.bool_], aside: NDArray[np.int64]) -> Array:
    """Naive Bayes propensities of the observed pairs, P(Y) from the pairs at those flat positions."""
    train = pairs_of(y, np.flatnonzero(o))
    known = Evidence(train=train, eligible=Eligible(*y.shape), users=NOBODY, items=NOBODY, aside=pairs_of(y, aside))
    return NaiveBayes().fit(known, np.random.default_rng(0)).observed(train)


def risks(of: World, o: NDArray[np.bool_], aside: NDArray[np.int64]) -> tuple[Risk, ...]:
    """In the order of NAMES, of absolute errors: with intervals that take p for known, then that count the slice."""
    y, yhat, n = of.ratings, of.predictions, of.ratings.size
    p, e, plain = by_bayes(y, o, aside), np.abs(y - yhat)[o], np.abs(GUESS - yhat)
    counts, values = np.bincount(y.ravel()[aside].astype(int), minlength=6), y[o].astype(int)
    at, mean = plain[o], float(plain.mean())
    return (
        ips(e, p, n),
        snips(e, p),
        dr(e, at, p, mean, n),
        snips_by_value(e, values, counts, n),
        dr_by_value(e, at, values, counts, mean, n),
    )


def coverage(selection: str, slice_size: int, redraws: int, size: tuple[int, int]) -> dict[str, float]:
    """The parts of the intervals that hold the truth; the pairs observed and the slice are drawn anew each time."""
    rng, held = np.random.default_rng(4), np.zeros(len(NAMES))
    for seed in range(WORLDS):
        of = world(seed, size)
        p, truth = SELECTIONS[selection](of), float(np.abs(of.ratings - of.predictions).mean())
        for _ in range(redraws // WORLDS):
            o, aside = rng.random(p.shape) < p, rng.choice(p.size, slice_size, replace=False)
            held += [holds(found, truth) for found in risks(of, o, aside)]
    return dict(zip(NAMES, (held / (WORLDS * (redraws // WORLDS))).tolist(), strict=True))
