"""What intervals of one family are about: a value or a gap of a block, with its error in the sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.statistics.estimate import Interval
from engine.statistics.gaps import Gap, gap, log_value_interval, value_interval
from engine.statistics.ratios import Ratios

ContrastKind = Literal["ratio", "difference", "value", "log value"]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One interval of a family: of a gap (`ratio`, `difference`) or of a group's own value (on the log scale).

    `block`: its place among the blocks; `reference` is not read where the contrast is of a value.
    """

    block: int
    group: int
    reference: int
    kind: ContrastKind


@dataclass(frozen=True, slots=True)
class Term:
    """A contrast as the sum of sign x h(theta_g) over its groups, h the identity or the logarithm.

    `error` and `degrees` are those of its interval: both scales use t with as many degrees of freedom as
    `engine.statistics.gaps` does.
    """

    block: int
    groups: tuple[int, ...]
    logarithm: bool
    error: float
    degrees: float

    @property
    def signs(self) -> tuple[float, ...]:
        """+1 for the group, -1 for its reference."""
        return (1.0, -1.0)[: len(self.groups)]


def terms(contrasts: Sequence[Contrast], ratios: Sequence[Ratios], level: float) -> list[Term]:
    """Those contrasts that have an interval, each once: equal ones (the same numbers twice) are one statement."""
    found: dict[tuple[str | float, ...], Term] = {}
    for contrast in contrasts:
        of = ratios[contrast.block]
        interval = _interval(contrast, of, level)
        if interval is None:
            continue
        paired = contrast.kind in ("ratio", "difference")
        groups = (contrast.group, contrast.reference) if paired else (contrast.group,)
        degrees = float(of.effective[list(groups)].min()) - 1
        term = Term(contrast.block, groups, contrast.kind in ("ratio", "log value"), interval.error, degrees)
        found.setdefault((contrast.kind, *of.value[list(groups)], interval.error, degrees), term)
    return list(found.values())


def _interval(contrast: Contrast, of: Ratios, level: float) -> Gap | Interval | None:
    match contrast.kind:
        case "value":
            return value_interval(of, contrast.group, level)
        case "log value":
            return log_value_interval(of, contrast.group, level)
        case scale:
            return gap(of, contrast.group, contrast.reference, scale, level)
