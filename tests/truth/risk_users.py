"""How often intervals hold what *all* users would lose, where the users of the log are a sample of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.statistics.risks import Risk, dr, ips, naive, snips
from engine.statistics.risks_by_user import Users, dr_by_user, ips_by_user, naive_by_user, snips_by_user
from tests.truth.risk_coverage import GUESS, SELECTIONS, Array, world

EVERYBODY, SAMPLE, ITEMS = 6000, 300, 200
NAMES = ("naive", "IPS", "SNIPS", "DR")


@dataclass(frozen=True)
class Drawn:
    """Rows of a sample of users: losses, propensities and imputed losses, each of shape (SAMPLE, ITEMS)."""

    e: Array
    p: Array
    ehat: Array

    def design(self, o: NDArray[np.bool_]) -> tuple[Risk, ...]:
        """With the errors that take users as given; in the order of NAMES."""
        e, p, ehat, n = self.e[o], self.p[o], self.ehat[o], self.e.size
        return naive(e), ips(e, p, n), snips(e, p), dr(e, ehat, p, float(self.ehat.mean()), n)

    def by_user(self, o: NDArray[np.bool_]) -> tuple[Risk, ...]:
        """With the errors that take users as a sample."""
        users = Users(np.nonzero(o)[0], np.full(len(self.e), float(self.e.shape[1])))
        e, p, ehat, sums = self.e[o], self.p[o], self.ehat[o], self.ehat.sum(axis=1)
        return (
            naive_by_user(e, users),
            ips_by_user(e, p, users),
            snips_by_user(e, p, users),
            dr_by_user(e, ehat, p, sums, users),
        )


def holds(found: Risk, truth: float) -> bool:
    """Whether there is an interval with the truth in it."""
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


def coverage(selection: str, redraws: int) -> tuple[Array, Array]:
    """Absolute errors of 300 users drawn from 6,000: the parts held by design and by user, in the order of NAMES.

    Users differ in how wrong predictions for them are, as they do in logs.
    """
    of, rng = world(0, (EVERYBODY, ITEMS)), np.random.default_rng(2)
    shift = rng.normal(0, 0.8, (EVERYBODY, 1))
    predictions = np.clip(of.predictions + shift, 1, 5)
    e, ehat, p = np.abs(of.ratings - predictions), np.abs(GUESS - predictions), SELECTIONS[selection](of)
    truth, held = float(e.mean()), np.zeros((2, len(NAMES)))
    for _ in range(redraws):
        rows = rng.integers(0, EVERYBODY, SAMPLE)
        drawn = Drawn(e[rows], p[rows], ehat[rows])
        o = rng.random(drawn.p.shape) < drawn.p
        held += [[holds(one, truth) for one in kind] for kind in (drawn.design(o), drawn.by_user(o))]
    return held[0] / redraws, held[1] / redraws
