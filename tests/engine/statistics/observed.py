"""A world in which every loss is known, and what the estimators say of the part that was observed."""

from dataclasses import dataclass, replace

import numpy as np

from engine.statistics.risks import Risk, dr, eib, ips, naive, sndr, snips


@dataclass(frozen=True)
class World:
    """Losses, propensities, imputed losses and what was observed, each of shape (users, items)."""

    e: np.ndarray
    p: np.ndarray
    ehat: np.ndarray
    o: np.ndarray | None

    def redrawn(self, rng: np.random.Generator) -> "World":
        return replace(self, o=rng.random(self.p.shape) < self.p)

    def estimates(self) -> dict[str, Risk]:
        e, p, ehat = self.e[self.o], self.p[self.o], self.ehat[self.o]
        mean, n = float(self.ehat.mean()), self.e.size
        return {
            "naive": naive(e),
            "eib": eib(e, ehat, mean, n),
            "ips": ips(e, p, n),
            "snips": snips(e, p),
            "dr": dr(e, ehat, p, mean, n),
            "sndr": sndr(e, ehat, p, mean),
        }

    def coverage(self, redraws: int, rng: np.random.Generator) -> dict[str, float]:
        """How many of the intervals hold the true mean, by estimator; one that is not there holds nothing."""
        truth, held = float(self.e.mean()), dict.fromkeys(("naive", "eib", "ips", "snips", "dr", "sndr"), 0)
        for _ in range(redraws):
            for name, found in self.redrawn(rng).estimates().items():
                held[name] += found.low is not None and found.low <= truth <= found.high
        return {name: count / redraws for name, count in held.items()}


def drawn(seed: int) -> World:
    """1 to 5 users, 1 to 6 items; propensities from 0.02 to 1; now and then nothing is observed."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 6)), int(rng.integers(1, 7)))
    p = np.clip(rng.beta(0.8, 1.5, shape), 0.02, 1)
    return World(rng.gamma(1, 2, shape), p, rng.normal(1, 2, shape), rng.random(shape) < p)
