"""Records put into a workspace by hand, without importing or training."""

from pathlib import Path
from typing import Any

from engine.contracts import Run
from engine.workspace import DatasetRecord, Workspace
from engine.workspace.files import read_json, write_json
from engine.workspace.records import to_json
from engine.workspace.seals import FILES, RECORDS, digests

WHOLE: dict[str, Any] = {
    "split": {"kind": "random", "valid": 0.1, "test": 0.1},
    "evaluation": {"k": 10, "k_max": 100, "relevance": 4.0},
    "propensity": {"kind": "none", "params": {}},
    "training": None,
    **{stage: [] for stage in ("preprocessing", "inprocessing", "postprocessing")},
}
"""What every trained run's config has besides that of the builder."""


def keep_record(workspace: Workspace, record: DatasetRecord) -> None:
    """A dataset without its file."""
    folder = workspace.root / "datasets" / record.id
    folder.mkdir()
    write_json(folder / "dataset.json", to_json(record))


def keep_run(workspace: Workspace, run: Run) -> None:
    """A finished run without its files, on whatever dataset."""
    (workspace.root / "runs" / run.id / "audits").mkdir(parents=True)
    write_json(workspace.root / "runs" / run.id / "run.json", {**to_json(run), "path": "", "audits": []})


def seal_again(folder: Path) -> None:
    """Let the record of a dataset or run name the files beside it as they are now."""
    file = next(folder / name for name in RECORDS if (folder / name).exists())
    write_json(file, {**read_json(file), FILES: digests(folder)})
