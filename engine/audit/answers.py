"""One verdict a declared comparison, over all groups of the attribute."""

import math
from collections.abc import Iterator, Sequence

from engine.contracts import Answer, AuditRow, Verdict

NOT_JUDGED: tuple[Verdict, ...] = ("refused", "suppressed")


def answers(rows: Sequence[AuditRow]) -> Iterator[Answer]:
    """The answers, in the order in which the comparisons were declared.

    `outside` where any is after adjustment, `within` where all are; a group that can't be judged is no pass, so it
    leaves the answer open.
    """
    asked: dict[tuple[str, str], list[AuditRow]] = {}
    for row in rows:
        if row.verdict is not None and not row.is_reference:
            asked.setdefault((row.metric, row.attribute), []).append(row)
    for (metric, attribute), own in asked.items():
        judged = [row for row in own if row.verdict not in NOT_JUDGED]
        worst = max(judged or own, key=_distance)
        yield Answer(
            metric=metric,
            attribute=attribute,
            verdict=_verdict(own, judged),
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
