"""What an audit says, on the terminal and as JSON: the answers first, then the rows behind them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from engine.charts import numbers
from engine.cli.output import columns
from engine.contracts import AuditRow, AuditTable, Finding
from engine.report import answered
from engine.words import _, attributes, findings, mark, metrics, verdicts

SCALES = {"ratio": mark("ratio"), "difference": mark("difference"), "index": mark("index")}


def record(table: AuditTable) -> dict[str, Any]:
    """The answer of `equipoise audit` for programs."""
    return {
        "audit": table.id,
        "run_id": table.run_id,
        "answers": [asdict(one) for one in table.answers],
        "method": dict(table.method),
        "metrics": dict(table.overall),
        "findings": found(table),
    }


def found(table: AuditTable) -> list[dict[str, Any]]:
    """The findings with their sentences."""
    return told(table.findings)


def told(some: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings with their sentences."""
    return [{**asdict(finding), "text": findings.say(finding)} for finding in some]


def text(table: AuditTable) -> str:
    """The answers, the declared rows, how their intervals hold together, what else was found."""
    title = _("Audit {id} of run {run}").format(id=table.id, run=table.run_id)
    told = [findings.say(one) for one in table.findings if not one.code.startswith(("gap.", "index."))]
    method = answered.level(table)
    return "\n".join([title, "", *_answers(table), "", _rows(table.rows), *([method] if method else []), *told])


def _answers(table: AuditTable) -> list[str]:
    """One line a declared comparison."""
    lines = [f"{verdicts.badge(one['verdict'])}  {one['title']}. {one['text']}" for one in answered.answered(table)]
    return lines or [_("This audit declared no comparison, or none could be made. That is not a pass.")]


def _rows(every: Sequence[AuditRow]) -> str:
    """The declared family as a table, with the reason where there is no verdict."""
    head = (
        _("verdict"),
        _("metric"),
        _("attribute"),
        _("group"),
        _("reference"),
        _("scale"),
        _("gap"),
        _("interval"),
        _("why"),
    )
    return columns([head, *(_row(row) for row in every if row.verdict is not None and not row.is_reference)])


def _row(row: AuditRow) -> tuple[str, ...]:
    """An index is its own value: it has no gap."""
    index = row.scale == "index"
    gap = numbers.number(row.value) if index else numbers.gap(row.gap, row.scale)
    interval = (
        numbers.value_interval(row.low, row.high) if index else numbers.interval(row.gap_low, row.gap_high, row.scale)
    )
    return (
        verdicts.name(row.verdict),
        metrics.label(row.metric, dict(row.parameters)),
        row.attribute,
        attributes.group(row.group, row.attribute),
        attributes.group(row.reference, row.attribute) if row.reference else "–",
        _(SCALES[row.scale]),
        gap,
        interval,
        verdicts.reason(row.reason) if row.reason else "",
    )
