"""Import and samples, doctor."""

import shutil
from typing import Any

import torch

from engine.data.importing import ImportRequest
from engine.data.samples import sample as find_sample
from engine.pipeline.manifest import versions
from engine.workspace import DatasetRecord, Workspace


def import_dataset(workspace: Workspace, request: ImportRequest) -> DatasetRecord:
    """Import files; equal bytes and settings give the dataset that is there already."""
    return workspace.add_dataset(request)


def sample(workspace: Workspace, name: str) -> DatasetRecord:
    """Import a sample: `movielens-100k` (fetched; research use only) or `planted`."""
    return workspace.add_dataset(find_sample(name).request(workspace.root / "samples"))


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
