"""One verdict a declared comparison, over all groups of the attribute."""

import math
from collections.abc import Iterable, Iterator, Sequence

from engine.audit.groups import UNKNOWN
from engine.contracts import Answer, AuditRow, Verdict

NOT_JUDGED: tuple[Verdict, ...] = ("refused", "suppressed")


def answers(rows: Sequence[AuditRow], declared: Iterable[tuple[str, str]] = ()) -> Iterator[Answer]:
    """The answers, in the order in which the comparisons were declared as (metric, attribute).

    `outside` where any is after adjustment, `within` where all are; a group that can't be judged is no pass, so it
    leaves the answer open. Those without a value are no group: they have a rule of their own (`unknown_share`).
    A comparison of which nothing could be made is refused, and does not vanish.
    """
    asked: dict[tuple[str, str], list[AuditRow]] = {key: [] for key in declared}
    for row in rows:
        if row.verdict is not None and not row.is_reference and row.group != UNKNOWN:
            asked.setdefault((row.metric, row.attribute), []).append(row)
    for (metric, attribute), own in asked.items():
        if not own:
            yield Answer(metric, attribute, "refused", 0, 0, reason="undefined")
            continue
        judged = [row for row in own if row.verdict not in NOT_JUDGED]
        found = _verdict(own, judged)
        deciding = [row for row in own if row.reason == "zero_value" or row.verdict == found]
        worst = max(deciding or judged or own, key=_distance)
        yield Answer(
            metric=metric,
            attribute=attribute,
            verdict=found,
            asked=len(own),
            compared=len(judged),
            group=worst.group,
            reference=worst.reference,
            gap=worst.value if worst.scale == "index" else worst.gap,
            reason=next((row.reason for row in own if row.reason), ""),
        )


def _verdict(own: Sequence[AuditRow], judged: Sequence[AuditRow]) -> Verdict:
    found = {row.verdict for row in judged}
    if "outside" in found:
        return "outside"
    if any(row.reason == "zero_value" for row in own) or not judged:
        return "suppressed" if all(row.verdict == "suppressed" for row in own) else "refused"
    return "within" if found == {"within"} and len(judged) == len(own) else "inconclusive"


def _distance(row: AuditRow) -> float:
    """How far from equality, on the scale's own terms; rows without a gap come last."""
    if row.scale == "index":
        return row.value if row.value is not None else -1.0
    if row.gap is None:
        return -1.0
    if row.scale == "difference":
        return abs(row.gap)
    return abs(math.log(row.gap)) if row.gap > 0 else math.inf
