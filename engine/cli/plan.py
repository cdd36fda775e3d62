"""`equipoise plan`: from harms to the comparisons that an audit declares; nothing is computed."""

import shlex
from typing import Annotated, Any, Literal

import typer

from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.config import AuditConfig, Comparison, plain
from engine.contracts import AuditTable, Run, Schema
from engine.errors import InputError
from engine.words import _, attributes, metrics, plural, verdicts
from engine.words import guide as words
from engine.workspace import Workspace, find_workspace

planning = typer.Typer()
MANY = list[str] | None


def harms() -> str:
    """The harms with what they mean, a line each."""
    return "\n\n".join([_("Harms:"), *(f"{key}: {term.name}. {term.definition}" for key, term in words.HARMS.items())])


@planning.command(epilog=harms())
def plan(
    run: str,
    harm: Annotated[MANY, typer.Option("--harm", help=_("A harm to look for; may be repeated."))] = None,
    who: Annotated[
        MANY, typer.Option("--who", help=_("Groups that could be harmed, as gender; may be repeated."))
    ] = None,
    cohort: Annotated[MANY, typer.Option("--cohort", help=_("A saved cohort among them; may be repeated."))] = None,
    against: Annotated[
        Literal["reference", "best"], typer.Option("--against", help=_("A named group, or the best served one."))
    ] = "reference",
    reference: Annotated[
        MANY, typer.Option("--reference", help=_("ATTRIBUTE=GROUP, as gender=F; may be repeated. Else the largest."))
    ] = None,
    tolerance: Annotated[
        str,
        typer.Option("--tolerance", help=_("LOW,HIGH of a ratio, or {names}.").format(names=", ".join(words.BANDS))),
    ] = "four_fifths",
    k: Annotated[int | None, typer.Option("--k", help=_("List length; else that of the run."))] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which comparisons answer which harm, and the command that audits RUN with them."""
    from engine.audit import guide
    from engine.audit.saved import named

    here = find_workspace(workspace)
    made = here.run(run)
    schema = here.dataset_record(made.dataset_id).schema
    chosen = named(here, made.dataset_id, cohort or [])
    usual = guide.usual(schema)
    groups = (*(who or ()), *(one.name for one in chosen)) or usual.attributes
    references = tuple(_pair(text) for text in reference or ())
    asked = guide.Plan(tuple(harm or usual.harms), groups, against, references, _band(tolerance), chosen)
    guide.check(asked, schema)
    value = _value(here, made, asked, guide.config(asked, schema, k), schema)
    answer(value, as_json, lambda: _text(value))


def _pair(text: str) -> tuple[str, str]:
    attribute, equals, group = text.partition("=")
    if not equals or not attribute.strip():
        raise InputError("plan.condition", text=text)
    return attribute.strip(), group.strip()


def _band(text: str) -> tuple[float, float]:
    if text in words.BANDS:
        return words.BANDS[text]
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError("plan.tolerance", text=text, known=list(words.BANDS)) from None
    return low, high


def _value(here: Workspace, made: Run, asked: Any, config: AuditConfig, schema: Schema) -> dict[str, Any]:
    """The plan with the number of gaps of each comparison, and what the run's own audit could not measure."""
    from engine.audit import foresee, guide

    if not config.family:
        raise InputError("plan.nothing")
    tables = _tables(here, made)
    counts = {one.name: 2 for one in asked.cohorts} | foresee.counts_of(tables)
    level = config.level / max(1, guide.comparisons(asked, schema, counts))
    known = foresee.like(tables, config, made)
    lacking = guide.unmeasurable(tables[0]) if tables else {}
    assignments = guide.assignments(config)
    command = ["equipoise", "audit", made.id, *(part for one in assignments for part in ("--set", one))]
    return {
        "run_id": made.id,
        "family": [_comparison(one, config, counts, known, level) for one in config.family],
        "gaps": guide.comparisons(asked, schema, counts),
        "not_measurable": {key: lacking[key] for key in asked.harms if key in lacking},
        "audits": len(made.audits),
        "config": plain(config),
        "command": shlex.join(command),
    }


def _tables(here: Workspace, made: Run) -> list[AuditTable]:
    """The run's own audit, where it can be read."""
    try:
        return [here.audit(made.id, made.audit)] if made.audit else []
    except InputError:
        return []


def _comparison(
    one: Comparison, config: AuditConfig, counts: dict[str, int], known: AuditTable | None, level: float
) -> dict[str, Any]:
    from engine.audit import foresee, guide

    found = foresee.foresee(known, one, one.tolerance or config.tolerance, level) if known else ()
    flags = [
        {"group": each.group, "reference": each.reference, "below": each.below, "above": each.above} for each in found
    ]
    return {**plain(one), "gaps": guide.gaps(one, counts), "could_flag": flags}


def _text(value: dict[str, Any]) -> str:
    head = (_("metric"), _("groups of"), _("against"), _("gaps"), _("could flag a ratio below"))
    total = plural("At most {n} gap in all.", "At most {n} gaps in all.", value["gaps"])
    notes = [
        _("{harm} can't be measured on this run: {reason}.").format(
            harm=words.HARMS[key].name, reason=verdicts.reason(code)
        )
        for key, code in value["not_measurable"].items()
    ]
    if value["audits"]:
        notes.append(
            _("This run was audited before: a family that is declared after looking at results is exploratory.")
        )
    return "\n".join([columns([head, *(_line(one) for one in value["family"])]), total, *notes, "", value["command"]])


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    against = _("every other") if one["against"] == "best" else one["reference"] or _("the largest")
    if one["scale"] == "index":
        against = _("all at once")
    flags = ", ".join(
        f"{attributes.group(each['group'], one['attribute'])} {each['below']:.2f}"
        for each in one["could_flag"]
        if one["scale"] == "ratio"
    )
    return metrics.label(one["metric"]), one["attribute"], against, str(one["gaps"]), flags or _("not known yet")
