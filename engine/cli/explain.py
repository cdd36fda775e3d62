"""`equipoise explain`: what a model's scores come from, as far as named features tell it."""

from typing import Annotated, Any

import typer

from engine.charts import numbers
from engine.cli.job import StatusOption, reporting
from engine.cli.output import JsonOption, WorkspaceOption, answer, columns
from engine.words import _, findings
from engine.words import explanations as words
from engine.workspace import find_workspace

explaining = typer.Typer()
SHOWN = 12
"""Features in the answer for people; the JSON has all."""


@explaining.command()
def explain(
    run: str,
    user: Annotated[str | None, typer.Option(help=_("A user's id: explain the items of the user's list."))] = None,
    item: Annotated[str | None, typer.Option(help=_("An item's id: explain this one item for the user."))] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    status: StatusOption = None,
) -> None:
    """Explain the scores of RUN's model by named features: as a whole, or for one user."""
    with reporting("explain", status, as_json) as job:
        from engine.explain.asking import asked_of
        from engine.workspace.records import to_json

        here = find_workspace(workspace)
        user, item = asked_of(here, here.run(run), user, item)  # a wrong id is told before torch is loaded

        from engine import pipeline

        found = pipeline.explain_run(here, run, user, item, job.watch)
        value = to_json(found)
        job.answer({"explanation": found.id, "run_id": found.run_id, "user": user, "item": item})
    answer(value, as_json, lambda: _text(found))


def _text(found: Any) -> str:
    from engine.explain.shown import method

    body = _model(found) if found.user is None else "\n\n".join(_pair(found, pair) for pair in found.pairs)
    told = [findings.say(finding) for finding in found.findings]
    return "\n".join([body, "", *told, *method(found), *words.caveats()])


def _model(found: Any) -> str:
    """The features of the whole model, the most important first."""
    head = (_("feature"), _("mean size"), _("direction"))
    lines = [
        (words.feature(part.feature), numbers.number(part.importance), _direction(part.direction))
        for part in found.summaries[:SHOWN]
    ]
    rest = (words.rest(), numbers.number(found.unexplained), numbers.NOTHING)
    title = _("Run {run}: contributions to {n} scores, which spread by {spread}").format(
        run=found.run_id, n=found.n_explained, spread=numbers.number(found.spread)
    )
    return "\n".join([title, columns([head, *lines, rest])])


def _pair(found: Any, pair: Any) -> str:
    """One score: the average, the largest contributions, the rest, and their sum."""
    kinds = {feature.key: feature.kind for feature in found.features}
    place = _("not in the list") if pair.rank is None else _("place {rank}").format(rank=pair.rank)
    title = _("{item} for {user}, {place}").format(item=_item(pair), user=found.user, place=place)
    shown, others = pair.contributions[:SHOWN], pair.contributions[SHOWN:]
    lines = [(_("average score"), "", numbers.number(found.base))]
    lines += [(words.feature(p.feature), words.value(kinds[p.feature], p.value), _signed(p.phi)) for p in shown]
    if others:
        lines.append((_("all other features"), "", _signed(sum(part.phi for part in others))))
    lines += [(words.rest(), "", _signed(pair.rest)), (_("score of the model"), "", numbers.number(pair.score))]
    return "\n".join([title, columns(lines)])


def _item(pair: Any) -> str:
    return f"{pair.item} ({pair.name})" if pair.name else str(pair.item)


def _direction(value: float | None) -> str:
    return numbers.NOTHING if value is None else f"{value:+.2f}"


def _signed(value: float) -> str:
    return f"{'+' if value >= 0 else '-'}{numbers.number(abs(value))}"
