"""Verdicts in many worlds whose gaps are known: how often they are false, and how often they find what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.statistics.blocks import Block
from engine.statistics.contrasts import Contrast
from engine.statistics.gaps import Gap, detectable, gap, power_within
from engine.statistics.simultaneous import simultaneous
from engine.statistics.verdicts import verdict
from tests.truth.worlds import CONTRASTS, RNG, family, one

TOLERANCE = (0.8, 1.25)
LEVEL = 0.05
RESAMPLES = 1000

World = Callable[[RNG, int, Sequence[float]], list[Block]]


@dataclass(frozen=True)
class Design:
    """What is repeated: a world of 12 x size users and the contrasts that get verdicts in it."""

    name: str
    world: World
    contrasts: tuple[Contrast, ...]
    small: int
    large: int
    """Sizes: of most worlds, and of those in which `within` is to be found."""


DESIGNS = (
    Design("one comparison", lambda rng, size, gaps: one(rng, size, gaps[0]), CONTRASTS[:1], 20, 120),
    Design("eight comparisons", family, CONTRASTS, 50, 250),
)


def judged(design: Design, blocks: list[Block], seed: int) -> list[Gap]:
    """The gaps of a world at its family's level."""
    ratios, n = [block.ratios for block in blocks], len(blocks[0].columns()[0])
    level = simultaneous(blocks, design.contrasts, n, LEVEL, seed, RESAMPLES).level
    found = [gap(ratios[c.block], c.group, c.reference, "ratio", level) for c in design.contrasts]
    return [of for of in found if of is not None]


def false_verdicts(design: Design, worlds: int) -> tuple[float, float]:
    """Every gap at the lower tolerance: in what part of the worlds any is `outside`, and any `within`."""
    outside, within = 0, 0
    for seed in range(worlds):
        blocks = design.world(np.random.default_rng(seed), design.small, [TOLERANCE[0]] * len(CONTRASTS))
        said = {verdict(of, TOLERANCE) for of in judged(design, blocks, seed)}
        outside, within = outside + ("outside" in said), within + ("within" in said)
    return outside / worlds, within / worlds


def power_without_gap(design: Design, worlds: int) -> tuple[float, float]:
    """No gap: the part of comparisons that are `within`, and the part that the formula expects."""
    found, expected = [], []
    for seed in range(worlds):
        blocks = design.world(np.random.default_rng(seed), design.large, [1.0] * len(CONTRASTS))
        for of in judged(design, blocks, seed):
            found.append(verdict(of, TOLERANCE) == "within")
            expected.append(power_within(of, TOLERANCE))
    return float(np.mean(found)), float(np.mean(expected))


def power_at_detectable(design: Design, worlds: int) -> tuple[float, float]:
    """The part of comparisons that are `outside` where the gap is what another sample of the kind called detectable.

    Second: the median of those gaps.
    """
    found, sizes = [], []
    for seed in range(worlds):
        rng = np.random.default_rng(seed)
        pilot = judged(design, design.world(rng, design.small, [1.0] * len(CONTRASTS)), seed)
        stated = [detectable(of, TOLERANCE) or 0.0 for of in pilot]
        again = judged(design, design.world(rng, design.small, stated), seed)
        found += [verdict(of, TOLERANCE) == "outside" for of in again]
        sizes += stated
    return float(np.mean(found)), float(np.median(sizes))
