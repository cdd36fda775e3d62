"""What intervals of one family are about: a value or a gap of a block, with its error in the sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.statistics.blocks import Block, UserBlock
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


def terms(contrasts: Sequence[Contrast], blocks: Sequence[Block], ratios: Sequence[Ratios], level: float) -> list[Term]:
    """Those contrasts that have an interval, each once: where every user brings the same, they are one statement.

    Equal estimates alone do not make two contrasts one: groups of few users often share them by chance.
    """
    found: list[Term] = []
    alike: dict[tuple[str | float, ...], list[Term]] = {}
    for contrast in contrasts:
        of = ratios[contrast.block]
        interval = _interval(contrast, of, level)
        if interval is None:
            continue
        paired = contrast.kind in ("ratio", "difference")
        groups = (contrast.group, contrast.reference) if paired else (contrast.group,)
        degrees = float(of.effective[list(groups)].min()) - 1
        term = Term(contrast.block, groups, contrast.kind in ("ratio", "log value"), interval.error, degrees)
        others = alike.setdefault((contrast.kind, *of.value[list(groups)], interval.error, degrees), [])
        if not any(_same(blocks, term, other) for other in others):
            others.append(term)
            found.append(term)
    return found


def _same(blocks: Sequence[Block], one: Term, other: Term) -> bool:
    """Whether every user brings the same to both."""
    if (one.block, one.groups) == (other.block, other.groups):
        return True
    columns = [[_sums(blocks[term.block], g) for g in term.groups] for term in (one, other)]
    return all(
        np.array_equal(a, b) for first, second in zip(*columns, strict=True) for a, b in zip(first, second, strict=True)
    )


def _sums(block: Block, g: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each user adds to the numerator and the denominator of a group, shapes (N,)."""
    if isinstance(block, UserBlock):
        inside = block.member[:, g]
        return block.numerator * inside, block.denominator * inside
    return block.numerator[:, g], block.denominator[:, min(g, block.denominator.shape[1] - 1)]


def _interval(contrast: Contrast, of: Ratios, level: float) -> Gap | Interval | None:
    match contrast.kind:
        case "value":
            return value_interval(of, contrast.group, level)
        case "log value":
            return log_value_interval(of, contrast.group, level)
        case scale:
            return gap(of, contrast.group, contrast.reference, scale, level)
