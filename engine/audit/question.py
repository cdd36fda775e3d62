"""One metric between the groups of one attribute."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.audit.groups import UNKNOWN, Groups
from engine.audit.inquiry import Inquiry
from engine.audit.system import System
from engine.config import Comparison
from engine.contracts import Estimand
from engine.metrics.base import Metric
from engine.statistics.blocks import Block, UserBlock
from engine.statistics.ratios import Ratios
from engine.statistics.variety import differing

ALL = "all groups"
"""The label of a row that speaks of all groups of an attribute at once."""
LEAST_FOR_VERDICT = 30
"""Users behind a group that gets a verdict."""


@dataclass(frozen=True, slots=True)
class Question:
    """One metric between the groups of one attribute.

    `sizes`: what is published as each group's n, None where hidden. `block` and `ratios` are None where the metric is
    undefined for this system; then `undefined` is the reason code. `declared` is None outside of the family.
    """

    metric: str
    of: Metric
    groups: Groups
    sizes: tuple[int | None, ...]
    estimand: Estimand
    reference: str
    declared: Comparison | None
    block: Block | None
    ratios: Ratios | None
    undefined: str = "undefined"
    few: frozenset[str] = frozenset()
    """Groups of which this metric can judge too few (`judged.few_judged`): shown in size, not in value."""

    @property
    def parameters(self) -> tuple[tuple[str, Any], ...]:
        """The metric's parameters, by name."""
        return tuple(sorted(asdict(self.of).items()))  # type: ignore[call-overload]

    def differing(self, g: int) -> int:
        """Users of a group who differ from most of it (`statistics.variety`)."""
        if isinstance(self.block, UserBlock):
            inside = self.block.member[:, g]
            return differing(self.block.numerator[inside], self.block.denominator[inside])
        if self.block is None:
            return 0
        below = np.broadcast_to(self.block.denominator, self.block.numerator.shape)
        return differing(self.block.numerator[:, g], below[:, g])

    def place(self, label: str) -> int:
        """The place of a group among the labels."""
        return self.groups.labels.index(label)


def ask(
    of: Inquiry,
    key: str,
    metric: Metric,
    groups: Groups,
    sizes: tuple[int | None, ...],
    block: Block | None,
    ratios: Ratios | None,
    undefined: str = "",
) -> Question:
    """The question with what this audit declares of it: its comparison, its reference, its estimand."""
    declared = of.family.get((key, groups.attribute))
    reference = "" if groups.labels == (ALL,) else groups.reference(declared.reference if declared else None)
    if declared is not None and declared.against == "best" and ratios is not None:
        reference = best(groups, ratios, metric) or reference
    return Question(
        key, metric, groups, sizes, estimand_of(of.system, metric), reference, declared, block, ratios, undefined
    )


def estimand_of(system: System, metric: Metric) -> Estimand:
    """What a metric's number is about."""
    if not metric.USES_FEEDBACK:
        return "given lists"
    return "weighted" if getattr(metric, "WEIGHTED", False) else system.estimand


def best(groups: Groups, ratios: Ratios, metric: Metric) -> str:
    """The best served group among those that may be shown; empty where none has a value."""
    sign = -1.0 if metric.BETTER == "less" else 1.0
    ordered = [
        (sign * float(ratios.value[g]), label)
        for g, label in enumerate(groups.labels)
        if label not in groups.hidden
        and label != UNKNOWN
        and np.isfinite(ratios.value[g])
        and ratios.n[g] >= LEAST_FOR_VERDICT
    ]
    return max(ordered, default=(0.0, ""))[1]
