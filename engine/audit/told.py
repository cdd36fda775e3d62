"""How a group's value and its gap to another group are told: one way, in audits and in comparisons."""

from dataclasses import dataclass

from engine.audit.groups import Groups
from engine.contracts import Scale
from engine.metrics import OfUsers
from engine.metrics.base import Metric
from engine.statistics.estimate import Interval
from engine.statistics.gaps import Gap, GapScale, gap, log_value_interval, value_interval
from engine.statistics.proportions import Proportion, proportion_gap, proportion_value
from engine.statistics.ratios import Ratios


@dataclass(frozen=True, slots=True)
class Told:
    """One metric's values in all groups of one attribute; groups are named by their place among the labels."""

    metric: Metric
    groups: Groups
    ratios: Ratios

    def value(self, g: int, level: float) -> Interval | None:
        """The interval of a value at 1 - level: Wilson's, on the log scale where none is negative, or plain."""
        if proportions(self.metric, self.groups):
            return proportion_value(self._proportion(g), level)
        positive = self.metric.SCALE == "ratio"
        return (log_value_interval if positive else value_interval)(self.ratios, g, level)

    def gap(self, g: int, r: int, scale: GapScale, level: float) -> Gap | None:
        """The gap of group g to the reference r with its interval at 1 - level; None where there is none."""
        if proportions(self.metric, self.groups):
            return proportion_gap(self._proportion(g), self._proportion(r), scale, level)
        return gap(self.ratios, g, r, scale, level)

    def nothing(self, g: int, r: int, scale: Scale) -> bool:
        """Whether the group has 0 and the reference has not.

        The worst ratio has no interval on the log scale; it must not look milder than a small gap.
        """
        return scale == "ratio" and self.ratios.value[g] == 0 < self.ratios.value[r]

    def why_none(self, g: int, r: int, scale: Scale) -> str:
        """The reason why `gap` gave nothing."""
        value, against = float(self.ratios.value[g]), float(self.ratios.value[r])
        if scale == "ratio" and value == against == 0:
            return "both_zero"
        return "undefined" if scale == "ratio" and min(value, against) <= 0 else "no_variation"

    def _proportion(self, g: int) -> Proportion:
        """The group's users with a 1, and all who have a 0 or 1."""
        n = int(self.ratios.n[g])
        return Proportion(round(float(self.ratios.value[g]) * n), n)


def proportions(metric: Metric, groups: Groups) -> bool:
    """Whether each user has one 0 or 1 and is in one group, so that the intervals for proportions hold."""
    return isinstance(metric, OfUsers) and metric.BERNOULLI and not groups.overlap
