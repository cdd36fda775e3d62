"""What a declared family will cost: the smallest gap that it could flag, from the errors of kept audits.

The errors alone are read, never the gaps: a plan that looks at them would choose its questions by the answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite, log
from typing import Any

from scipy import stats

from engine.audit.groups import UNKNOWN
from engine.audit.question import ALL
from engine.config import AuditConfig, Comparison
from engine.contracts import AuditRow, AuditTable, Run
from engine.statistics.gaps import POWER

SAME = ("k", "relevance", "candidates", "gain")
"""Settings on which the error of a gap depends, besides the categories."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The smallest gaps between a group and its reference that a comparison could flag with 80% power.

    One below the tolerance and one above it.
    """

    group: str
    reference: str
    below: float
    above: float


def counts_of(tables: Iterable[AuditTable]) -> dict[str, int]:
    """How many groups of each attribute kept audits show, those without a value aside."""
    found: dict[str, set[str]] = {}
    for row in (row for table in tables for row in table.rows):
        if row.n is not None and row.group not in (UNKNOWN, ALL):
            found.setdefault(row.attribute, set()).add(row.group)
    return {attribute: len(groups) for attribute, groups in found.items()}


def like(tables: Iterable[AuditTable], config: AuditConfig, run: Run) -> AuditTable | None:
    """The first audit of a run that measured with the settings of a plan; None where none did."""
    own = run.config["evaluation"]
    wanted = {
        "k": config.k or own["k"],
        "relevance": own["relevance"] if config.relevance == "run" else config.relevance,
        "candidates": config.candidates,
        "gain": config.gain,
    }
    for table in tables:
        same = all(name in table.config and table.config[name] == wanted[name] for name in SAME)
        if same and config.categories in (None, table.config.get("categories")):
            return table
    return None


def foresee(table: AuditTable, one: Comparison, band: tuple[float, float], level: float) -> tuple[Foreseen, ...]:
    """The smallest gaps that one comparison of a family could flag, a group each; those without an error are left out.

    With s the standard error of a kept gap, on the log scale for ratios, read off its interval [low, high] at
    1 - a: s = (high - low) / (2 z(1 - a/2)); a gap is flagged with 80% power where it lies (z(1 - level/2) + z(0.8)) s
    beyond an end of the tolerance, as in `engine.statistics.gaps.detectable`. z: the normal quantile; intervals that
    were made with a t quantile give a somewhat larger s, so the answer is cautious.

    Args:
        table: A kept audit with the same settings.
        one: The comparison; of an index nothing is foreseen.
        band: The tolerance.
        level: The error rate of one comparison: the family's over their number (Bonferroni).
    """
    return tuple(
        Foreseen(group, reference, *_flagged(row, band, level))
        for row in table.rows
        if (row.metric, row.attribute, row.scale) == (one.metric, one.attribute, one.scale)
        for group, reference in _pair(row, one, table)
        if row.group != UNKNOWN and _wide(row)
    )


def _pair(row: AuditRow, one: Comparison, table: AuditTable) -> Iterator[tuple[str, str]]:
    """The group and reference of a kept gap, where the plan compares these two; either way round."""
    if row.is_reference:
        return
    if one.reference == row.group:
        yield row.reference, row.group
    elif one.reference == row.reference or one.against == "best" or (one.reference is None and _largest(row, table)):
        yield row.group, row.reference


def _largest(row: AuditRow, table: AuditTable) -> bool:
    """Whether a kept gap is to the largest group: nobody had named or sought another one."""
    family: Sequence[Mapping[str, Any]] = table.config.get("family", ())
    declared = next((o for o in family if (o["metric"], o["attribute"]) == (row.metric, row.attribute)), {})
    return declared.get("reference") is None and declared.get("against", "reference") == "reference"


def _wide(row: AuditRow) -> bool:
    """Whether an interval has a width from which an error can be read."""
    if row.gap_low is None or row.gap_high is None or not isfinite(row.gap_high - row.gap_low):
        return False
    return row.gap_low < row.gap_high and (row.scale != "ratio" or row.gap_low > 0)


def _flagged(row: AuditRow, band: tuple[float, float], level: float) -> tuple[float, float]:
    assert row.gap_low is not None and row.gap_high is not None
    ratio = row.scale == "ratio"
    width = log(row.gap_high / row.gap_low) if ratio else row.gap_high - row.gap_low
    error = width / (2 * float(stats.norm.ppf(1 - row.level / 2)))
    reach = float(stats.norm.ppf(1 - level / 2) + stats.norm.ppf(POWER)) * error
    return (band[0] * exp(-reach), band[1] * exp(reach)) if ratio else (band[0] - reach, band[1] + reach)
