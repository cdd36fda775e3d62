"""Files in: a dataset's folder, whole or not at all, with the record of what was done."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from engine.data.importing import IMPORTER_VERSION, ImportRequest, sources
from engine.data.importing.changes import watched
from engine.data.importing.identity import complete, identity
from engine.data.importing.opening import open_sources
from engine.data.importing.write import write_opened
from engine.workspace import logs
from engine.workspace.files import discard, new_folder, scratch_place, write_json
from engine.workspace.reading import DATASET
from engine.workspace.records import DatasetRecord, to_json
from engine.workspace.seals import FILES, digests
from engine.workspace.space import check_room

DATA = "data.duckdb"
Watch = Callable[[str, float], None]
"""(step, share of all the work that is done)."""


def bring(
    root: Path, scratch: Path, request: ImportRequest, key: bytes | None = None, watch: Watch | None = None
) -> str:
    """Import files into `root/datasets`, unless equal bytes, mapping and recipe are there; the dataset's id.

    Files are opened once: what was found out about them is part of the id, and they are read as they were opened.

    Raises:
        InputError: `import.*`, `import.changed` where a file was written to meanwhile; `disk.low`, `workspace.quota`
            before it begins, `disk.full` while it works.
    """
    with watched(request) as still, scratch_place(scratch) as copies:
        opened = open_sources(request, copies)
        files, recipe = sources(request), complete(request, opened)
        name = identity(request, files, recipe, key)
        place = root / "datasets" / name
        if (place / DATASET).exists():
            return name
        discard(place, scratch)
        check_room(root, size_of(request))
        with new_folder(place, scratch) as folder:
            imported = write_opened(request, opened, folder / DATA, key, watch)
            still()
            manifest = {
                "sources": files,
                "recipe": to_json(recipe),
                "asked": to_json(request.recipe),
                "tidied": to_json(imported.tidied),
                "importer": IMPORTER_VERSION,
            }
            record = DatasetRecord(name, imported.schema, imported.ledgers, now(), manifest)
            write_json(folder / DATASET, {**to_json(record), FILES: digests(folder)})
    logs.event(root, "dataset.imported", dataset=name, interactions=imported.schema.n_interactions)
    return name


def size_of(request: ImportRequest) -> int:
    """The bytes of all files of a request."""
    return sum(path.stat().st_size for paths in request.files().values() for path in paths)


def now() -> str:
    """The present, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
