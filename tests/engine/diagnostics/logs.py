"""Small worlds whose observation is known: pairs drawn with planted propensities, and a propensity that is right."""

from dataclasses import dataclass

import numpy as np

from engine.audit.groups import Groups
from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.propensity import Evidence


@dataclass(frozen=True)
class Known:
    """A propensity of every pair, shape (n_users, n_items)."""

    table: np.ndarray
    floor: float = 0.0
    relative: bool = False
    everywhere: bool = True
    curve: tuple = ()

    def of(self, users, items):
        return self.table[users, items]

    def observed(self, pairs):
        return self.table[pairs.users, pairs.items]


@dataclass(frozen=True)
class World:
    """What was observed of a table of feedback, as evidence, with the propensity that made it."""

    evidence: Evidence
    held_out: Pairs
    fitted: Known
    feedback: np.ndarray


def pairs_of(seen, feedback):
    users, items = (codes.astype(np.int32) for codes in np.nonzero(seen))
    values = feedback[users, items].astype(np.float32)
    return Pairs(users, items, values, np.ones(len(users), dtype=np.float32))


def none(n):
    return Features(np.zeros((n, 0), dtype=np.float32), ())


def world(p, feedback, seed=0, users=None, items=None, held=0.2):
    """Each pair is in the log with chance p; of those a share `held` is held out."""
    rng = np.random.default_rng(seed)
    seen = rng.random(p.shape) < p
    out = seen & (rng.random(p.shape) < held)
    n_users, n_items = p.shape
    known = Evidence(
        pairs_of(seen & ~out, feedback), Eligible(n_users, n_items), users or none(n_users), items or none(n_items)
    )
    return World(known, pairs_of(out, feedback), Known(p * (1 - held)), feedback)


def halves(n, attribute="side"):
    """Two groups: the first half of the users and the second."""
    first = np.arange(n) < n // 2
    return Groups("user", attribute, ("left", "right"), np.column_stack([first, ~first]), (n // 2, n - n // 2))
