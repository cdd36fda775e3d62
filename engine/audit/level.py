"""The level at which each interval of the declared family is told, so that all of them hold together."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from engine.audit.groups import UNKNOWN
from engine.audit.question import LEAST_FOR_VERDICT, Question
from engine.audit.told import proportions
from engine.statistics.blocks import Block
from engine.statistics.bootstrap import rounded
from engine.statistics.contrasts import Contrast
from engine.statistics.gaps import gap
from engine.statistics.simultaneous import Simultaneous, simultaneous

SEED = 0


def simultaneous_level(family: Sequence[Question], n_users: int, level: float) -> Simultaneous:
    """The pointwise level of the family's intervals, by the bootstrap over shared users (`statistics.simultaneous`).

    The draws are the same for every audit, so the same question has the same answer in any order.
    """
    blocks: list[Block] = []
    contrasts: list[Contrast] = []
    for question in family:
        found = list(_contrasts(question, len(blocks)))
        if question.block is not None and found:
            blocks.append(question.block)
            contrasts += found
    together = simultaneous(blocks, contrasts, n_users, level, SEED)
    more = sum(_without_error(question, level) for question in family)
    if not more:
        return together
    n = together.comparisons + more
    return Simultaneous(rounded(min(together.level, level / n)), "bonferroni", n, together.resamples)


def _without_error(question: Question, level: float) -> int:
    """Comparisons of shares that have an interval although no user differs: the bootstrap can't count them."""
    ratios = question.ratios
    if ratios is None or not proportions(question.of, question.groups):
        return 0
    found = [gap(ratios, of.group, of.reference, of.kind, level) for of in _contrasts(question, 0)]  # type: ignore[arg-type]
    return sum(one is None for one in found)


def _contrasts(question: Question, block: int) -> Iterator[Contrast]:
    """What is compared: each group that can be judged with its reference; every two where the data choose it."""
    ratios, groups = question.ratios, question.groups
    if ratios is None or question.declared is None:
        return
    if question.declared.scale == "index":
        yield from (Contrast(block, g, g, "value") for g in range(len(ratios.value)))
        return
    fine = [
        g
        for g, label in enumerate(groups.labels)
        if label not in groups.hidden | question.few
        and label != UNKNOWN
        and ratios.n[g] >= LEAST_FOR_VERDICT
        and np.isfinite(ratios.value[g])
        and (ratios.value[g] > 0 or question.declared.scale == "difference")
    ]
    if question.declared.against == "best":
        yield from (Contrast(block, g, r, question.declared.scale) for g in fine for r in fine if g < r)
    elif question.reference and (r := question.place(question.reference)) in fine:
        yield from (Contrast(block, g, r, question.declared.scale) for g in fine if g != r)


def told(found: Simultaneous) -> dict[str, Any]:
    """How the level came about, for the audit's record."""
    return {
        "method": found.method,
        "level": found.level,
        "comparisons": found.comparisons,
        "resamples": found.resamples,
    }
