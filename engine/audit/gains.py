"""Who gained and who lost between two runs, and what became of the gap between best and worst served groups."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.audit.changes import Ratio, distance_change, gap_change, gap_value
from engine.audit.comparison import GainRow, GroupRow, Number, Pattern, PatternCode
from engine.audit.groups import LEAST_USERS, UNKNOWN
from engine.audit.moves import move
from engine.audit.rows import FEW_USERS
from engine.statistics.blocks import UserBlock
from engine.statistics.bootstrap import percentile_interval

Array = NDArray[np.float64]
Units = tuple[Array, Array]

HEADLINE = ("ndcg", "recall")
"""The metrics of which gains are counted: one number a user, more is better."""
LEVEL = 0.05
"""Of the intervals that a pattern reads."""
EQUAL = 1e-12
"""Values of one user that differ by no more are the same: sums of the same terms in another order."""


def both_judged(new: Units, old: Units) -> NDArray[np.bool_]:
    """The users who have a value in both runs."""
    both: NDArray[np.bool_] = (new[1] != 0) & (old[1] != 0)
    return both


def changes_of(new: Units, old: Units) -> Array:
    """Each user's value in the new run minus that in the old one, shape (N,); 0 where one is missing."""
    both = both_judged(new, old)
    change = np.zeros(len(both))
    change[both] = new[0][both] / new[1][both] - old[0][both] / old[1][both]
    return np.where(np.abs(change) <= EQUAL, 0.0, change)


def gain_block(new: Units, old: Units, member: NDArray[np.bool_]) -> UserBlock:
    """The mean change by group: the sum of changes over the users with a value in both."""
    return UserBlock(changes_of(new, old), both_judged(new, old).astype(np.float64), member)


def gain_row(
    run: str, metric: str, attribute: str, group: str, column: int, block: UserBlock, replicates: Array, level: float
) -> GainRow:
    """Shares of the users of one group who rose, fell and stayed; withheld below 10 users."""
    inside = block.member[:, column] & (block.denominator != 0)
    n = int(inside.sum())
    if n < LEAST_USERS:
        return GainRow(run, metric, attribute, group, None, reason="few_users")
    change = block.numerator[inside]
    rose, fell = float((change > 0).mean()), float((change < 0).mean())
    stayed = float((change == 0).mean())
    ends = percentile_interval(replicates[:, column], n, level) if n >= FEW_USERS else None
    mean = Number(float(change.mean()), *(ends or (None, None)))
    reason = "" if n >= FEW_USERS else "few_users_for_interval"
    return GainRow(run, metric, attribute, group, n, rose, fell, stayed, mean, reason)


def pattern(run: str, place: int, rows: Sequence[GroupRow], ratios: Mapping[str, Sequence[Ratio | None]]) -> Pattern:
    """What became of the gap between the best and the worst served group, in a code.

    `rows`: those of one headline metric by one attribute; `ratios`: by group, one a run; `place`: the run's
    place among the runs. Best and worst are those of the baseline, among groups that are shown, have a value of
    the attribute and 30 or more users; being chosen by looking, they tend to come closer by themselves. Codes:
    - `unchanged`: the ratio best / worst is as it was;
    - `reversed`: the worst served is now ahead, and the interval of the ratio's change does not hold 1;
    - `unclear`: the interval of the change of |log ratio| holds 0, so neither narrower nor wider is established;
    - `levelling_down`: it narrowed while the best served lost (interval below 0), the worst served did not
      gain, and no group did (interval above 0);
    - `levelling_up`: it narrowed while the worst served gained and the best served did not lose (intervals);
    - `narrowed`, `widened`: neither of these;
    - `undefined`: fewer than two groups, or a value that is not positive.
    Source: Parfit (1997), Equality and priority; Mittelstadt, Wachter & Russell (2023), The unfairness of
    fair machine learning: levelling down and strict egalitarianism by default.
    """
    known = [row for row in rows if row.group != UNKNOWN and row.n is not None and row.n >= FEW_USERS]
    first, ordered = rows[0], sorted(known, key=lambda row: row.values[0].value or 0.0)
    nothing = Pattern(run, first.metric, first.attribute, "undefined")
    if len(ordered) < 2:
        return nothing
    best, worst = ordered[-1], ordered[0]
    new, old = ((ratios[best.group][at], ratios[worst.group][at]) for at in (place, 0))
    change = gap_change(new, old, LEVEL)
    before, after = gap_value(*old), gap_value(*new)
    if change.value is None or before is None or after is None:
        return nothing
    moved = [row.changes[place - 1] for row in known]
    code = _code(
        before,
        after,
        change,
        distance_change(new, old, LEVEL),
        best.changes[place - 1],
        worst.changes[place - 1],
        moved,
    )
    return replace(nothing, code=code, best=best.group, worst=worst.group, before=before, after=after, change=change)


def _code(
    before: float, after: float, change: Number, distance: Number, best: Number, worst: Number, moved: Sequence[Number]
) -> PatternCode:
    if math.isclose(before, after, rel_tol=1e-9):
        return "unchanged"
    moves = move(before, after, change, distance)
    if moves == "reversed":
        return "reversed"
    if moves != "narrower":
        return "widened" if moves == "wider" else "unclear"
    best_lost, worst_gained = below(best), above(worst)
    if best_lost and (worst.value or 0.0) <= 0 and not any(above(one) for one in moved):
        return "levelling_down"
    return "levelling_up" if worst_gained and not best_lost else "narrowed"


def above(change: Number) -> bool:
    """Whether the whole interval of a difference lies above 0."""
    return change.low is not None and change.low > 0


def below(change: Number) -> bool:
    """Whether the whole interval of a difference lies below 0."""
    return change.high is not None and change.high < 0
