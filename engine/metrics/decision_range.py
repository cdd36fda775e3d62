"""Indices of decisions over all groups of users: how far apart their rates are."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.metrics.base import Metric
from engine.metrics.decisions import Decision, decision_needs
from engine.metrics.material import Need


@dataclass(frozen=True, slots=True)
class OfRange(Metric):
    """The largest range, max - min over groups, of some rates: `BASES` are the keys of the user metrics they are.

    Between estimates it is larger than between what they estimate, the more groups the more: its interval is what the
    simultaneous intervals of the rates allow. Undefined where a rate of a group is: fairlearn would count that as 0.
    """

    SIDE: ClassVar[Literal["user"]] = "user"
    BETTER: ClassVar[Literal["more", "less", "neither"]] = "less"
    BASES: ClassVar[tuple[str, ...]]
    decision: Decision = "threshold"
    k: int = 10

    @property
    def needs(self) -> frozenset[Need]:
        """Test pairs of both kinds, and for `decision="threshold"` scores that predict feedback."""
        return decision_needs(self.decision)
