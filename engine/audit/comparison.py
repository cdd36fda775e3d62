"""Runs side by side, as records: values, paired differences, who gained and who lost, cost.

In every tuple of one entry a run, entries are in the order of `RunComparison.runs`, the baseline first;
in every tuple of changes, in the order of the other runs. What could not be computed is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.contracts import Estimand

PatternCode = Literal[
    "levelling_down", "levelling_up", "narrowed", "widened", "reversed", "unchanged", "unclear", "undefined"
]
Parameters = tuple[tuple[str, str | int | float | None], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A value with its interval at 95%, pointwise; the ends are None where no interval was computed."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class OverallRow:
    """A metric over the whole system. `metric` is its shown key, as `ndcg@10`.

    `values`: one a run, intervals as in an audit. `changes`: other run - baseline, bootstrap intervals.
    `n`: the fewest users that stand behind a value; None for numbers of the system as a whole.
    """

    metric: str
    n: int | None
    values: tuple[Number, ...]
    changes: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group's value in each run, its gap to the reference (group / reference), and how they change.

    `changes`: value in the other run - value in the baseline. `gap_changes`: the gap in the other run /
    the gap in the baseline; 1: as it was. `distance_changes`: |log gap| in the other run - in the baseline; below 0:
    closer. Changes have bootstrap intervals, values and gaps those of an audit. `n`: users (user side) or items;
    None where the group is withheld. `reason`: why something is None, as in an audit.
    """

    metric: str
    parameters: Parameters
    estimand: Estimand
    side: Literal["user", "item"]
    attribute: str
    group: str
    reference: str
    n: int | None
    values: tuple[Number, ...]
    gaps: tuple[Number, ...]
    changes: tuple[Number, ...]
    gap_changes: tuple[Number, ...]
    distance_changes: tuple[Number, ...]
    reason: str = ""

    @property
    def is_reference(self) -> bool:
        """Whether this is the group that the others are compared with."""
        return self.group == self.reference


@dataclass(frozen=True, slots=True)
class GainRow:
    """Of the users judged in the baseline and in `run`: the share whose value rose, fell or stayed.

    `mean`: their mean change with its bootstrap interval. `attribute` and `group` are empty for all
    users. `n`: those users; None where the group is withheld, and then all else is None.
    """

    run: str
    metric: str
    attribute: str
    group: str
    n: int | None
    rose: float | None = None
    fell: float | None = None
    stayed: float | None = None
    mean: Number = Number()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What became of the gap between the best and the worst served group of an attribute.

    `before`, `after`: value of `best` / value of `worst`, the extremes of the baseline; `change`: after / before
    with its bootstrap interval. `code`: see `engine.audit.gains.pattern`.
    """

    run: str
    metric: str
    attribute: str
    code: PatternCode
    best: str = ""
    worst: str = ""
    before: float | None = None
    after: float | None = None
    change: Number = Number()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by stage, `training_cpu` in CPU seconds; numbers that its model keeps."""

    run: str
    seconds: Mapping[str, float] = field(default_factory=dict)
    parameters: int | None = None


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two or more runs judged on the same test pairs; the first is the baseline.

    Intervals are pointwise at 1 - `level` and exploratory: nothing here is a verdict. `notes`: codes of
    what to keep in mind, put into words by `engine.words.comparisons`.
    """

    dataset_id: str
    runs: tuple[str, ...]
    k: int
    level: float
    resamples: int
    overall: tuple[OverallRow, ...]
    groups: tuple[GroupRow, ...]
    gains: tuple[GainRow, ...]
    patterns: tuple[Pattern, ...]
    costs: tuple[Cost, ...] = ()
    notes: tuple[str, ...] = ("exploratory", "paired", "one_seed")
