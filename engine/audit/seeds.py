"""What an audit says of runs that differ in nothing but their seed: variation that no interval over users holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from engine.contracts import AuditRow, AuditTable, Run, Scale, Verdict
from engine.errors import InputError
from engine.statistics.bootstrap import rounded
from engine.workspace import Workspace

Drawn = Literal["", "validation", "test"]
DRAWN: dict[str, Drawn] = {"random": "test", "randomized": "validation", "time": "", "last": ""}
"""Which pairs each kind of split draws by the seed (`engine.data.split`), besides what training draws."""


@dataclass(frozen=True, slots=True)
class SeedSpread:
    """One declared comparison in the audits of several seeds; tuples are in the order of `seeds`.

    `gaps`: of each audit, for an index its value; None where it has none. [`least`, `most`] of those that there are,
    and their standard deviation (n - 1): of the logarithms on the ratio scale, None for fewer than two. `agree`: in how
    many audits the verdict is that of the run that was asked about, itself counted. `reason`: `few_users` where one of
    the audits suppresses the group, so that none is shown here.
    """

    metric: str
    parameters: tuple[tuple[str, str | int | float | None], ...]
    attribute: str
    slice: str
    group: str
    reference: str
    scale: Scale
    seeds: tuple[int, ...]
    gaps: tuple[float | None, ...]
    verdicts: tuple[Verdict, ...]
    agree: int
    least: float | None = None
    most: float | None = None
    deviation: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The runs that differ in the seed alone, in its order, with their declared comparisons.

    `drawn`: what the seed draws again besides the training itself. Where that is the test, the spread mixes the
    variation of training with that of the test pairs, which an interval over users does not hold either.
    `left_out`: runs of other seeds that have no audit by the same settings.
    """

    seeds: tuple[int, ...]
    runs: tuple[str, ...]
    drawn: Drawn
    rows: tuple[SeedSpread, ...]
    left_out: tuple[str, ...] = ()


def reseeded(runs: Iterable[Run], run: Run) -> list[Run]:
    """The runs on the dataset whose settings are those of `run` but for the seed, itself among them, by seed."""
    wanted = _but_seed(run.config)
    found = [one for one in runs if one.dataset_id == run.dataset_id and _but_seed(one.config) == wanted]
    return sorted(found, key=lambda one: (_seed(one), one.id))


def seeds(workspace: Workspace, run: Run, table: AuditTable) -> Seeds | None:
    """The spread over seeds of what an audit of `run` declares; None where there are fewer than two seeds.

    Nothing is trained or audited: the kept audits with the settings of `table` are read. Lists that another system
    made have no seed.
    """
    if "seed" not in run.config:
        return None
    others = [one for one in reseeded(workspace.runs(), run) if one.id != run.id]
    audits = {run.id: table}
    for other in others:
        found = _audit(workspace, other, table)
        if found is not None:
            audits[other.id] = found
    kept = [one for one in sorted([run, *others], key=_seed) if one.id in audits]
    if len(kept) < 2:
        return None
    by_run = {one.id: _declared(audits[one.id]) for one in kept}
    rows = tuple(_spread(row, key, kept, by_run) for key, row in by_run[run.id].items())
    left_out = tuple(one.id for one in others if one.id not in audits)
    drawn = DRAWN[run.config["split"]["kind"]]
    return Seeds(tuple(map(_seed, kept)), tuple(one.id for one in kept), drawn, rows, left_out)


def _spread(
    own: AuditRow, key: tuple[Any, ...], runs: list[Run], by_run: Mapping[str, Mapping[tuple[Any, ...], AuditRow]]
) -> SeedSpread:
    """One comparison over the seeds whose audits have it: a reference chosen by the data may be another there."""
    found = [(run, by_run[run.id][key]) for run in runs if key in by_run[run.id]]
    verdicts = tuple(row.verdict for _run, row in found if row.verdict)
    hidden = "suppressed" in verdicts
    gaps = tuple(None if hidden else _gap(row) for _run, row in found)
    known = [gap for gap in gaps if gap is not None]
    return SeedSpread(
        metric=own.metric,
        parameters=own.parameters,
        attribute=own.attribute,
        slice=own.slice,
        group=own.group,
        reference=own.reference,
        scale=own.scale,
        seeds=tuple(_seed(run) for run, _row in found),
        gaps=gaps,
        verdicts=verdicts,
        agree=verdicts.count(own.verdict) if own.verdict else 0,
        least=min(known, default=None),
        most=max(known, default=None),
        deviation=_deviation(known, own.scale),
        reason="few_users" if hidden else "",
    )


def _deviation(gaps: list[float], scale: Scale) -> float | None:
    if len(gaps) < 2 or (scale == "ratio" and min(gaps) <= 0):
        return None
    return rounded(float(np.std(np.log(gaps) if scale == "ratio" else gaps, ddof=1)))


def _gap(row: AuditRow) -> float | None:
    return row.value if row.scale == "index" else row.gap


def _declared(table: AuditTable) -> dict[tuple[Any, ...], AuditRow]:
    """The rows with a verdict, by what makes them the same comparison in two audits."""
    return {
        (r.metric, r.parameters, r.estimand, r.attribute, r.slice, r.group, r.reference, r.scale): r
        for r in table.rows
        if r.verdict is not None
    }


def _audit(workspace: Workspace, run: Run, like: AuditTable) -> AuditTable | None:
    """The run's kept audit with the settings of another; None also where none can be read."""
    for name in sorted(run.audits, key=lambda audit: audit != run.audit):
        try:
            found = workspace.audit(run.id, name)
        except InputError:
            continue
        if found.config == like.config:
            return found
    return None


def _but_seed(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key != "seed"}


def _seed(run: Run) -> int:
    return int(run.config["seed"])
