"""The report of one or more runs, as files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.config import AuditConfig, digest, parse
from engine.contracts import AuditTable, Run
from engine.errors import InputError
from engine.pipeline.comparisons import check_judged_alike, compare_runs, distinct
from engine.pipeline.exposures import expose_run
from engine.report import export_csv, export_json, page
from engine.report.gather import assembled, together
from engine.report.sections import choose
from engine.workspace import Workspace
from engine.workspace.files import write_text

Audited = Sequence[tuple[Run, AuditTable]]
FORMATS: dict[str, Callable[[dict[str, Any], Audited], str]] = {
    "html": lambda data, audited: page(data, audited[-1][1]),
    "json": lambda data, _audited: export_json(data),
    "csv": lambda _data, audited: export_csv(audited),
}
MOST_IDS = 4
"""A report of more runs than this is named by a digest: names of files have a limit."""


def write_report(
    workspace: Workspace,
    run_ids: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    sections: Sequence[str] | None = None,
) -> list[Path]:
    """Write the report of runs, the baseline first, in each format; returns the files.

    The last run is what the report is about. `sections`: those to show, None for all. Diagnosis, explanation
    and probe are in it where they were made before; comparison and exposure are made where they were not.

    Raises:
        InputError: `report.format`, `report.section`, `report.runs` where not one or more different runs of one
            dataset are named, `report.different` where they were not judged alike.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise InputError("report.format", format=unknown[0])
    chosen = choose(sections)
    runs = [workspace.run(run_id) for run_id in run_ids]
    if not distinct(runs):
        raise InputError("report.runs", n=len(runs))
    check_judged_alike(runs)
    audited: Audited = _audited(workspace, runs)
    if len(runs) > 1 and "comparison" in chosen:  # kept, and found again where the report is put together
        compare_runs(workspace, [run.id for run in runs], parse(AuditConfig, audited[-1][1].config))
    if "exposure" in chosen:
        expose_run(workspace, audited[-1][1])
    audited = together(workspace, audited)
    data = assembled(workspace, audited, chosen)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"audit-{_name(runs)}.{name}" for name in formats]
    for name, file in zip(formats, files, strict=True):
        write_text(file, FORMATS[name](data, audited))
    return files


def _audited(workspace: Workspace, runs: Sequence[Run]) -> list[tuple[Run, AuditTable]]:
    """Each run with an audit of the settings of the last run's newest one, else with the audit made with it.

    Audits with other settings can't be compared line by line; those made with the runs can.
    """
    latest = workspace.latest_audit(runs[-1].id)
    alike = [(run, found) for run in runs if (found := workspace.audit_like(run.id, latest))]
    return alike if len(alike) == len(runs) else [(run, workspace.audit(run.id, run.audit)) for run in runs]


def _name(runs: Sequence[Run]) -> str:
    ids = [run.id for run in runs]
    return "-".join(ids) if len(ids) <= MOST_IDS else digest(ids)
