"""The workspace: a folder, and the ways in and out of it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock

from engine.backends.duckdb import open_dataset
from engine.contracts import AuditTable, Dataset, Run
from engine.data.importing import Checked, ImportRequest, check
from engine.data.importing.naming import named
from engine.errors import InputError
from engine.workspace import logs, storage
from engine.workspace.auditing import keep_audit
from engine.workspace.bringing import DATA, Watch, bring
from engine.workspace.deleting import discard_all, jobs_about, slug, target, traces
from engine.workspace.files import discard, read_json, scratch_folder, write_json
from engine.workspace.formats import prepare
from engine.workspace.keys import read_key
from engine.workspace.reading import DATASET, RUN, dataset_in, field, read_all, run_in
from engine.workspace.records import DatasetRecord, from_json, to_json
from engine.workspace.seals import FILES, checked, digests
from engine.workspace.space import check_room

RECORDS = {"datasets": DATASET, "runs": RUN}


def find_workspace(path: Path | None = None) -> "Workspace":
    """The workspace at `path`, else at `EQUIPOISE_WORKSPACE`, else `./workspace`; made where absent."""
    return Workspace(path or Path(os.environ.get("EQUIPOISE_WORKSPACE", "workspace")))


class Workspace:
    """All that is kept, below one folder.

    Raises:
        InputError: `workspace.format` where a newer version wrote the folder,
            `workspace.not_a_folder` where the path is a file, `workspace.damaged`, `workspace.unwritable`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        prepare(self.root)
        logs.opened(self.root)

    @property
    def scratch(self) -> Path:
        """The folder for what is not finished."""
        return self.root / "tmp"

    @property
    def inbox(self) -> Path:
        """The folder into which whoever runs the server puts files too large to upload."""
        return self.root / "inbox"

    @property
    def key(self) -> bytes:
        """The 32 random bytes that pseudonyms of this workspace are made with; made on first need."""
        return read_key(self.root / "key", self.scratch)

    # Datasets

    def add_dataset(self, request: ImportRequest, watch: Watch | None = None) -> DatasetRecord:
        """Import files; equal bytes, mapping and recipe give the dataset that is there already.

        Raises:
            InputError: `import.*`; `disk.low`, `workspace.quota` before it begins, `disk.full` while it works.
        """
        return self.dataset_record(bring(self.root, self.scratch, request, self._key_for(request), watch))

    def check(self, request: ImportRequest, watch: Watch | None = None, rejects: Path | None = None) -> Checked:
        """What an import would give, without keeping anything; `rejects`: a folder for the records it would reject.

        Raises:
            InputError: as `add_dataset`, but too many rejects or copies are told.
        """
        with scratch_folder(self.scratch) as place:  # whoever is killed leaves nothing that is held
            return check(request, place, self._key_for(request), watch, rejects)

    def key_of(self, identifier: str) -> bytes | None:
        """The key, where the ids of a dataset are pseudonyms."""
        recipe = self.dataset_record(identifier).manifest.get("recipe") or {}
        return self.key if (recipe.get("privacy") or {}).get("pseudonymise") else None

    def _key_for(self, request: ImportRequest) -> bytes | None:
        """The key, where the request asks for pseudonyms: else no key need be made."""
        return self.key if request.recipe.privacy.pseudonymise else None

    def datasets(self) -> list[DatasetRecord]:
        """All datasets that this version reads, the newest first; `stale` names the others."""
        found, _unread = read_all(dataset_in, self._folders("datasets"))
        return sorted(found, key=lambda record: (record.created, record.id), reverse=True)

    def dataset_record(self, identifier: str) -> DatasetRecord:
        """What is known of a dataset; `identifier` is its id or its name, or the beginning of either."""
        return dataset_in(self._find("datasets", identifier))

    def dataset(self, identifier: str) -> AbstractContextManager[Dataset]:
        """Open a dataset: `with workspace.dataset(id) as dataset`.

        Raises:
            InputError: `workspace.unknown`, `workspace.damaged` where a byte of its file has changed.
        """
        record = self.dataset_record(identifier)
        file = self.root / "datasets" / record.id / DATA
        return open_dataset(checked(file), record.id, record.schema, self.root)

    def rename_dataset(self, identifier: str, name: str) -> DatasetRecord:
        """Give a dataset another name; its id, its runs and what they hold stay.

        Raises:
            InputError: `workspace.name` unless the name has 1 to 200 characters on one line.
        """
        shown = named(name)
        folder = self._find("datasets", identifier)
        try:
            record = read_json(folder / DATASET)
            write_json(folder / DATASET, {**record, "schema": {**record["schema"], "name": shown}})
            return dataset_in(folder)
        except FileNotFoundError:  # deleted at this very moment
            raise InputError("workspace.unknown", kind="dataset", name=identifier) from None

    def rejects(self, identifier: str) -> Path | None:
        """The Parquet file of a dataset's rejected records; None where nothing was rejected.

        Raises:
            InputError: `workspace.unknown`, `workspace.damaged`.
        """
        file = self.root / "datasets" / self.dataset_record(identifier).id / "rejects.parquet"
        return checked(file) if file.exists() else None

    def delete_dataset(self, identifier: str, stop: Callable[[str], None] | None = None) -> tuple[str, ...]:
        """Delete a dataset, the runs on it, and all jobs and drafts about it; returns the ids of it and the runs.

        `stop` ends a job by its id, before its folder goes (`engine.jobs.delete_dataset`). Each folder leaves its
        place at once and is emptied afterwards, runs first. A run that was finished in the meantime goes too; one that
        is finished later finds its dataset gone (`finish_run`).

        Raises:
            InputError: `workspace.delete_exact` unless the whole name or 8 characters of the id are given,
                `workspace.leftover` where all of it left its place, but something could not be emptied.
        """
        folder = self._find("datasets", identifier)
        if slug(identifier) != _name(folder) and not (len(identifier) >= 8 and folder.name.startswith(identifier)):
            raise InputError("workspace.delete_exact", name=identifier, id=folder.name)
        runs = self._runs_on(folder.name)
        about = target(folder, tuple(run.name for run in runs))
        if stop is not None:
            for job in jobs_about(self.root, about):
                stop(job.name)
        left = discard_all([*runs, *traces(self.root, self.scratch, about), folder], self.scratch)
        late = self._runs_on(folder.name)
        left += discard_all(late, self.scratch)
        gone = (folder.name, *(run.name for run in (*runs, *late)))
        logs.event(self.root, "dataset.deleted", dataset=folder.name, runs=len(gone) - 1)
        if left:
            raise left[0]
        return gone

    # Runs

    @contextmanager
    def run_folder(self, run_id: str) -> Iterator[Path]:
        """The folder in which an unfinished run works (its checkpoint survives a failure), held alone.

        A second process that asks for the same run waits here until the first is done.
        """
        folder, lock = self.scratch / f"run-{run_id}", self.scratch / f"run-{run_id}.lock"
        with FileLock(lock):
            storage.make(folder)
            try:
                yield folder
            finally:
                if folder.exists() and not any(folder.iterdir()):
                    folder.rmdir()
                if self.has_run(run_id):
                    lock.unlink(missing_ok=True)  # whoever waits for it finds the finished run

    def finish_run(self, run: Run, audit: AuditTable, folder: Path) -> Run:
        """Write the record and its first audit, and move the folder to its place at once.

        Raises:
            InputError: `workspace.dataset_gone` where the dataset was deleted meanwhile; the folder is deleted too.
        """
        self._demand_dataset(run.dataset_id, folder)
        place = self.root / "runs" / run.id
        if not self.has_run(run.id):
            discard(place, self.scratch)  # a place without a record is no run
        storage.make(folder / "audits")
        write_json(folder / "audits" / f"{audit.id}.json", to_json(audit))
        write_json(folder / RUN, {**to_json(run), "path": "", "audits": [], FILES: digests(folder)})
        storage.sync_tree(folder)
        storage.move(folder, place)
        storage.sync(place.parent)
        self._demand_dataset(run.dataset_id, place)  # deleted at this very moment
        logs.event(self.root, "run.finished", run=run.id, dataset=run.dataset_id)
        return self.run(run.id)

    def demand_room(self, dataset_id: str) -> None:
        """Whether a run on the dataset has room on the disk.

        Raises:
            InputError: `disk.low`, `workspace.quota`.
        """
        check_room(self.root, (self.root / "datasets" / dataset_id / DATA).stat().st_size)

    def has_run(self, run_id: str) -> bool:
        """Whether a finished run with that id is here."""
        return (self.root / "runs" / run_id / "run.json").exists()

    def runs(self) -> list[Run]:
        """All finished runs that this version reads, the newest first; `stale` names the others."""
        found, _unread = read_all(run_in, self._folders("runs"))
        return sorted(found, key=lambda run: (str(run.manifest.get("finished", "")), run.id), reverse=True)

    def stale(self) -> tuple[str, ...]:
        """The ids of datasets and runs whose records this version does not read."""
        _datasets, unread = read_all(dataset_in, self._folders("datasets"))
        _runs, unread_runs = read_all(run_in, self._folders("runs"))
        return tuple(sorted({*unread, *unread_runs}))

    def run(self, identifier: str) -> Run:
        """A finished run by its id or the beginning of one."""
        return run_in(self._find("runs", identifier))

    # Audits

    def add_audit(self, table: AuditTable) -> AuditTable:
        """Keep an audit with its run; `workspace.unknown` where the run is not there (any more)."""
        keep_audit(self.root / "runs" / table.run_id, table)
        return table

    def audit(self, run_id: str, audit_id: str) -> AuditTable:
        """An audit of a run by its id or the beginning of one."""
        run = self.run(run_id)
        found = [name for name in run.audits if name.startswith(audit_id)]
        if len(found) != 1:
            raise InputError("workspace.unknown", kind="audit", name=audit_id)
        return from_json(AuditTable, read_json(run.path / "audits" / f"{found[0]}.json"), "audit")

    def audit_like(self, run_id: str, other: AuditTable) -> AuditTable | None:
        """The run's audit with the settings of another audit, so that the two compare; None without one."""
        return next((table for table in self.audits(run_id) if table.config == other.config), None)

    def audits(self, run_id: str) -> list[AuditTable]:
        """All audits of a run."""
        return [self.audit(run_id, name) for name in self.run(run_id).audits]

    def latest_audit(self, run_id: str) -> AuditTable:
        """The newest audit of a run."""
        run = self.run(run_id)
        folder = run.path / "audits"
        name = max(run.audits, key=lambda audit: ((folder / f"{audit}.json").stat().st_mtime_ns, audit), default="")
        return self.audit(run.id, name)

    def _find(self, room: str, identifier: str) -> Path:
        """The one folder of a room with this id, beginning of an id, or (datasets) name."""
        found = self._folders(room, identifier) if len(identifier) >= 4 else []
        if not found and room == "datasets" and (wanted := slug(identifier)):
            names = {p: _name(p) for p in self._folders(room)}
            exact = [p for p in names if names[p] == wanted]
            found = exact or [p for p in names if len(identifier) >= 4 and names[p].startswith(wanted)]
        if len(found) != 1:
            code = "workspace.ambiguous" if found else "workspace.unknown"
            ids = [path.name for path in found]
            raise InputError(code, kind=room.removesuffix("s"), name=identifier, ids=ids)
        return found[0]

    def _folders(self, room: str, beginning: str = "") -> list[Path]:
        """The folders of a room that have a record, in the order of their names."""
        with os.scandir(self.root / room) as entries:
            names = sorted(entry.name for entry in entries if entry.name.startswith(beginning))
        return [self.root / room / name for name in names if (self.root / room / name / RECORDS[room]).exists()]

    def _demand_dataset(self, dataset_id: str, folder: Path) -> None:
        """Without the dataset, a folder of a run on it is deleted and refused."""
        if not (self.root / "datasets" / dataset_id / DATASET).exists():
            discard(folder, self.scratch)
            raise InputError("workspace.dataset_gone", dataset=dataset_id)

    def _runs_on(self, dataset_id: str) -> list[Path]:
        """The folders of all finished runs on a dataset."""
        return [folder for folder in self._folders("runs") if _dataset_of(folder) == dataset_id]


def _name(folder: Path) -> str:
    """A dataset's name as people type it; empty where its record is damaged."""
    return slug(str(field(folder / DATASET, "schema", "name") or ""))


def _dataset_of(folder: Path) -> str | None:
    """The dataset of a run's folder; where its record is damaged its audits know."""
    records = (folder / RUN, *sorted(folder.glob("audits/*.json")))
    return next((str(found) for file in records if (found := field(file, "dataset_id"))), None)
