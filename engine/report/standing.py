"""How a run stands beside a simple scorer on the same pairs: ahead, behind, or not told apart."""

from collections.abc import Mapping, Sequence

from engine.charts import numbers as shown
from engine.words import _
from engine.words import judged as words

Numbers = Mapping[str, float | None]
Intervals = Mapping[str, Mapping[str, tuple[float, float]]]
ERRORS = ("mse", "mae")
"""Numbers that are better when smaller."""


def within(intervals: Mapping[str, tuple[float, float]], key: str) -> tuple[float, float] | None:
    """The interval of a number; errors are over pairs, and NDCG of lists has none."""
    return intervals.get(f"{key}_by_pair" if key in ERRORS else key)


def standing(
    name: str, own: Numbers, other: Numbers, less: Mapping[str, tuple[float, float]], keys: Sequence[str]
) -> list[tuple[str, str]]:
    """Sentences with their severity, on the numbers by which the run is not clearly better than the scorer `name`.

    Args:
        name: A simple scorer.
        own: The run's numbers.
        other: That scorer's.
        less: Intervals of the paired differences, the run less that scorer.
        keys: The numbers that are shown.
    """
    told: dict[str, list[str]] = {"behind": [], "level": [], "unknown": []}
    for key in keys:
        first, second = own.get(key), other.get(key)
        if first is None or second is None:
            continue
        place = _place(key, first - second, within(less, key))
        if place != "ahead":
            told[place].append(_said(key, first - second, within(less, key)))
    return [
        (severity, _(text).format(name=words.scorer(name), metrics="; ".join(told[place])))
        for place, (severity, text) in words.STANDING.items()
        if told[place]
    ]


def _place(key: str, difference: float, interval: tuple[float, float] | None) -> str:
    sign = -1 if key in ERRORS else 1
    if interval is None:
        return "ahead" if sign * difference > 0 else "unknown"
    if interval[0] <= 0 <= interval[1]:
        return "level"
    return "ahead" if sign * difference > 0 else "behind"


def _said(key: str, difference: float, interval: tuple[float, float] | None) -> str:
    name = words.metric(key).name
    if interval is None:
        return name
    return f"{name} ({shown.signed(difference)} ±{shown.number((interval[1] - interval[0]) / 2)})"
