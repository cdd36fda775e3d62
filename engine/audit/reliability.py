"""Calibration of predictions by group: do people rate what the system predicts, at every level of it?"""

from dataclasses import dataclass

import numpy as np

from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.audit.inquiry import Inquiry
from engine.audit.joined import joined
from engine.audit.sizes import floored

BINS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """Test pairs of a group in one bin of predictions: the mean prediction, the mean feedback, and users in tens."""

    predicted: float
    observed: float
    users: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """One group: its levels in rising order; None where fewer than 10 of its users stand behind one."""

    group: str
    levels: tuple[Level | None, ...]


def reliability(of: Inquiry, attribute: str) -> tuple[Reliability, ...]:
    """The curves of all shown groups, on bins at the fifths of all predictions; empty without predictions of feedback,
    and for groups that join several columns (`joined`).

    Below the diagonal the system promises more than the group finds, above it less.
    """
    system = of.system
    if joined(attribute, of.dataset.schema, of.config.cohorts):
        return ()
    if system.scores is None or not system.on_scale or not len(system.test):
        return ()
    scores, feedback = system.scores.astype(np.float64), system.test.feedback.astype(np.float64)
    cuts = np.unique(np.quantile(scores, np.linspace(0, 1, BINS + 1)[1:-1]))
    bins = np.searchsorted(cuts, scores, side="right")
    groups = of.groups[attribute].groups
    found = []
    for label, inside in zip(groups.labels, groups.member.T, strict=True):
        if label in groups.hidden or label == UNKNOWN:
            continue
        own = inside[system.test.users]
        levels = tuple(
            _level(scores[rows], feedback[rows], system.test.users[rows])
            for rows in (own & (bins == place) for place in range(len(cuts) + 1))
        )
        found.append(Reliability(label, levels))
    return tuple(found)


def _level(scores: np.ndarray, feedback: np.ndarray, users: np.ndarray) -> Level | None:
    distinct = len(np.unique(users))
    return Level(float(scores.mean()), float(feedback.mean()), floored(distinct)) if distinct >= LEAST_USERS else None
