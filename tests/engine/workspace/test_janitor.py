"""The janitor takes what nobody works on, and never what somebody does or what was kept."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engine.workspace import Workspace
from engine.workspace.files import discard, write_json
from engine.workspace.janitor import Swept, sweep
from tests.engine.workspace.keeping import WHOLE, keep_record, keep_run

WORK = """
import sys, time
from pathlib import Path
from engine.workspace import Workspace
from engine.workspace.files import new_folder
here = Workspace(Path(sys.argv[1]))
with here.run_folder("f" * 16) as run, new_folder(here.root / "datasets" / "x", here.scratch) as folder:
    (run / "checkpoint.safetensors").write_text("half")
    (folder / "data.duckdb").write_text("half")
    print(folder, flush=True)
    time.sleep(60)
"""
WEEKS = 30 * 86_400.0


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "ws")


def old(path: Path, seconds: float = WEEKS) -> Path:
    for one in (*path.rglob("*"), path):
        os.utime(one, (time.time() - seconds,) * 2)
    return path


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "file").write_text("x")
    return path


def test_what_a_live_process_fills_stays_and_goes_when_it_is_killed(here: Workspace):
    process = subprocess.Popen([sys.executable, "-c", WORK, str(here.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        building = Path(process.stdout.readline().strip())
        assert building.is_dir()
        later = time.time() + WEEKS
        assert sweep(here, later) == Swept()
        assert (building / "data.duckdb").exists() and (here.scratch / f"run-{'f' * 16}").is_dir()
    finally:
        process.kill()
        process.communicate()
    swept = sweep(here, later)
    assert (swept.scratch, swept.checkpoints) == (1, 1) and swept.bytes == 8
    assert list(here.scratch.iterdir()) == []


def test_a_checkpoint_stays_a_week_and_as_long_as_a_job_may_go_on(here: Workspace):
    run = folder(here.scratch / ("run-" + "a" * 16))
    assert sweep(here) == Swept()
    old(run)
    job = here.root / "jobs" / "one"
    job.mkdir(parents=True)
    write_json(job / "job.json", {"kind": "run", "created": time.time() - 2 * WEEKS})
    write_json(job / "status.json", {"state": "interrupted"})
    assert sweep(here) == Swept()
    write_json(job / "status.json", {"state": "done"})
    assert sweep(here).checkpoints == 1 and not run.exists() and job.exists()


def test_a_job_that_came_later_has_not_made_the_checkpoint(here: Workspace):
    old(folder(here.scratch / ("run-" + "a" * 16)))
    job = here.root / "jobs" / "one"
    job.mkdir(parents=True)
    write_json(job / "job.json", {"kind": "run", "created": time.time()})
    assert sweep(here).checkpoints == 1


def test_drafts_go_after_a_day_and_jobs_stay(here: Workspace):
    young, aged, asked = (here.root / "jobs" / name / "files" for name in ("young", "aged", "asked"))
    for one in (young, aged, asked):
        folder(one)
    write_json(asked.parent / "job.json", {"kind": "import", "created": 0.0})
    old(aged.parent), old(asked.parent)
    assert sweep(here).drafts == 1
    assert young.exists() and asked.exists() and not aged.parent.exists()


def test_a_draft_that_was_changed_today_stays(here: Workspace):
    draft = folder(here.root / "jobs" / "draft" / "files").parent
    old(draft)
    write_json(draft / "draft.json", {})
    assert sweep(here) == Swept() and draft.exists()


def test_half_written_files_locks_and_deleted_folders_go(here: Workspace):
    half = here.root / "datasets" / f".dataset.json.{'0' * 32}.tmp"
    half.write_text("{")
    lock = here.scratch / "cohorts-x.lock"
    lock.touch()
    folder(here.scratch / "gone-1")
    stray, other = folder(here.scratch / "stray"), folder(here.scratch / "other")
    old(half), old(lock), old(stray)
    swept = sweep(here)
    assert (swept.files, swept.scratch) == (2, 2) and other.exists()
    assert [path.name for path in here.scratch.iterdir()] == ["other"] and not half.exists()


def test_what_was_kept_stays_whatever_its_age(here: Workspace, builders: Any):
    keep_record(here, builders.record())
    keep_run(here, builders.run("a" * 16, **WHOLE))
    here.add_audit(builders.audit("a" * 16))
    (here.inbox / "mine.csv").write_text("x")
    old(here.root)
    assert sweep(here) == Swept()
    assert here.run("a" * 16).audits and here.datasets() and (here.inbox / "mine.csv").exists()


def test_deleting_while_the_janitor_sweeps_is_no_error(here: Workspace, monkeypatch: pytest.MonkeyPatch):
    from engine.workspace import storage

    real = storage.remove_tree
    monkeypatch.setattr(storage, "remove_tree", lambda path: (real(path), real(path)) if path.exists() else None)
    discard(folder(here.root / "runs" / "x"), here.scratch)
    assert list(here.scratch.iterdir()) == []


def test_a_key_that_was_half_written_goes(here: Workspace):
    half = here.root / f".key.{'0' * 32}.tmp"
    half.write_bytes(b"secret")
    assert sweep(here) == Swept() and half.exists(), "somebody may be writing it"
    assert sweep(here, time.time() + 2 * 3_600.0).files == 1 and not half.exists()


def test_a_check_that_was_killed_is_swept_at_once(here: Workspace, small_request: Any, monkeypatch: pytest.MonkeyPatch):
    from engine.workspace import workspace

    seen: list[Swept] = []

    def during(_request: Any, scratch: Path, *_rest: Any) -> None:
        (scratch / "copies").mkdir()
        (scratch / "copies" / "log.csv").write_text("raw")
        assert sweep(here) == Swept(), "it is held"
        lock = next(here.scratch.glob("*.lock"))
        left = here.scratch / "killed"
        scratch.rename(left)
        left.with_suffix(".lock").touch()
        seen.append(sweep(here))
        assert lock.exists()

    monkeypatch.setattr(workspace, "check", during)
    here.check(small_request)
    assert seen[0].scratch == 1 and list(here.scratch.iterdir()) == []
