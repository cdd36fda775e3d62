"""Import and samples, report, doctor."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from engine.data.importing import ImportRequest
from engine.data.samples import sample as find_sample
from engine.errors import InputError
from engine.pipeline.manifest import versions
from engine.report import build, export_json, page
from engine.workspace import DatasetRecord, Workspace
from engine.workspace.arrays import comparable
from engine.workspace.files import write_text


def import_dataset(workspace: Workspace, request: ImportRequest) -> DatasetRecord:
    """Import files; equal bytes and settings give the dataset that is there already."""
    return workspace.add_dataset(request)


def sample(workspace: Workspace, name: str) -> DatasetRecord:
    """Import a sample: `movielens-100k` (fetched; research use only) or `planted`."""
    return workspace.add_dataset(find_sample(name).request(workspace.root / "samples"))


def write_report(workspace: Workspace, run_ids: Sequence[str], formats: Sequence[str], folder: Path) -> list[Path]:
    """Write the report of one run, or of two (before and after), in each format; returns the files.

    Raises:
        InputError: `report.format`, `report.runs` where not one or two different runs of one dataset are
            named, `report.different` where they were not judged alike.
    """
    unknown = [name for name in formats if name not in ("html", "json")]
    if unknown:
        raise InputError("report.format", format=unknown[0])
    runs = [workspace.run(run_id) for run_id in run_ids]
    if (
        len(runs) not in (1, 2)
        or len({run.id for run in runs}) < len(runs)
        or len({run.dataset_id for run in runs}) > 1
    ):
        raise InputError("report.runs", n=len(runs))
    if len(runs) == 2 and not comparable(*runs):
        raise InputError("report.different")
    latest = workspace.latest_audit(runs[-1].id)
    alike = [workspace.audit_like(run.id, latest) for run in runs]
    # Audits with other settings can't be compared line by line; those made with the runs can.
    own = [workspace.audit(run.id, run.audit) for run in runs] if None in alike else []
    pairs = list(zip(runs, own or [like for like in alike if like], strict=True))
    data = build(workspace.dataset_record(runs[-1].dataset_id), pairs)
    texts = {"html": lambda: page(data, pairs[-1][1]), "json": lambda: export_json(data)}
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in formats:
        files.append(folder / f"audit-{'-'.join(run.id for run in runs)}.{name}")
        write_text(files[-1], texts[name]())
    return files


def doctor(workspace: Workspace) -> dict[str, Any]:
    """Versions, device, and the state of the workspace."""
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu"
    unfinished = sorted(p.name.removeprefix("run-") for p in workspace.scratch.glob("run-*") if p.is_dir())
    return {
        "versions": versions(),
        "device": device,
        "workspace": str(workspace.root),
        "datasets": len(workspace.datasets()),
        "runs": len(workspace.runs()),
        "unfinished_runs": unfinished,
        "stale": list(workspace.stale()),
        "free_gb": round(shutil.disk_usage(workspace.root).free / 1e9, 1),
    }
