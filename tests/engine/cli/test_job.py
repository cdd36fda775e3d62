"""What a verb tells about itself while it works, and how that ends."""

import errno
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from engine.cli.job import MOST_POINTS, Reporter, reporting, thinned
from engine.errors import InputError, RunError
from engine.jobs import Status
from engine.workspace import storage
from engine.workspace.files import read_json, write_json
from engine.workspace.records import from_json, to_json


def status(file: Path) -> Status:
    return from_json(Status, read_json(file), file.name)


def test_epochs_that_are_passed_again_replace_their_points(tmp_path: Path):
    file = tmp_path / "status.json"
    write_json(file, to_json(Status(attempt=2, loss=((1, 0.9), (2, 0.8), (3, 0.7)), valid=((2, 0.1),))))
    with reporting("run", file, True) as job:
        job.epoch(2, 0.81, 0.11)
        job.epoch(3, 0.71, None)
        job.answer({"run_id": "x"})
    assert status(file).loss == ((1, 0.9), (2, 0.81), (3, 0.71))
    assert status(file).valid == ((2, 0.11),)
    assert (status(file).state, status(file).attempt, status(file).result) == ("done", 2, {"run_id": "x"})


def test_a_stage_begins_where_it_is_first_told(tmp_path: Path):
    file = tmp_path / "status.json"
    with reporting("run", file, True) as job:
        job.watch("training", 0.5)
        job.watch("training", 0.6)
        assert (job.status.since_share, job.status.share) == (0.5, 0.6)
        job.watch("audit", 0.9)
        assert job.status.since_share == 0.9


def test_a_failure_a_stop_and_a_cancel_are_told_apart(tmp_path: Path):
    file = tmp_path / "status.json"
    with pytest.raises(RunError), reporting("run", file, True):
        raise RunError("training.not_finite", epoch=3)
    assert status(file).state == "failed" and "epoch 3" in status(file).message
    with pytest.raises(KeyboardInterrupt), reporting("run", file, True):
        raise KeyboardInterrupt
    assert status(file).state == "interrupted"
    (tmp_path / "cancel").touch()
    (tmp_path / "files").mkdir()
    with pytest.raises(KeyboardInterrupt), reporting("run", file, True):
        raise KeyboardInterrupt
    assert status(file).state == "cancelled"
    assert not (tmp_path / "files").exists()


def test_a_crash_has_words_and_its_details_in_a_file(tmp_path: Path):
    file = tmp_path / "status.json"
    with pytest.raises(ZeroDivisionError), reporting("run", file, True):
        1 / 0  # noqa: B018
    assert "ZeroDivisionError" in status(file).message and "Traceback" not in status(file).message


def test_long_curves_are_thinned_and_keep_their_end():
    curve = [(n, 1.0) for n in range(1, 10 * MOST_POINTS + 4)]
    assert len(thinned(curve)) <= MOST_POINTS
    assert thinned(curve)[-1] == curve[-1]
    assert thinned(curve[:5]) == tuple(curve[:5])
    assert thinned([]) == ()


def job_file(tmp_path: Path) -> Path:
    """A status file in the folder of a job: it beats, waits for a slot, and has room kept for its last words."""
    folder = tmp_path / "jobs" / "1"
    folder.mkdir(parents=True)
    return folder / "status.json"


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (MemoryError("Unable to allocate 9 GiB"), "memory", "memory was not enough (Unable to allocate 9 GiB)"),
        (OSError(errno.ENOSPC, "No space left on device", "/ws/tmp/x"), "disk", "The disk is full"),
        (RunError("training.not_finite", epoch=3), "nan", "epoch 3"),
        (RunError("training.diverged", score="1e9"), "nan", "diverged"),
        (RunError("curves.none", id="x"), "error", "no training curves"),
    ],
)
def test_a_failure_has_the_name_of_its_ending_and_words(tmp_path: Path, error: Exception, reason: str, words: str):
    file = job_file(tmp_path)
    file.with_name("files").mkdir()
    with pytest.raises(type(error)), reporting("run", file, True):
        raise error
    assert file.with_name("files").exists() == (reason in ("memory", "disk")), "kept for another try"
    assert (status(file).state, status(file).reason) == ("failed", reason)
    assert words in status(file).message


def test_on_a_full_disk_progress_waits_and_the_last_words_take_the_room_that_was_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = job_file(tmp_path)
    reserve = file.with_name("reserve")

    def full(operation: str, path: Path) -> None:
        if path.parent == file.parent and reserve.exists():
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InputError), reporting("run", file, True) as job:
        monkeypatch.setattr(storage, "HOOKS", [full])
        monkeypatch.setattr("engine.cli.job.WRITE_SECONDS", 0.0)
        job.watch("training", 0.5)  # told later
        assert status(file).share == 0.0
        write_json(file.with_name("result.json"), {})
    assert (status(file).state, status(file).reason, status(file).share) == ("failed", "disk", 0.5)
    assert not reserve.exists()


def test_where_not_even_the_last_words_find_room_the_error_is_still_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(operation: str, path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = job_file(tmp_path)
    with pytest.raises(RunError), reporting("run", file, True):
        monkeypatch.setattr(storage, "HOOKS", [full])
        raise RunError("training.not_finite", epoch=3)
    assert status(file).state == "running", "whoever reads it finds the process gone"


def test_a_job_whose_folder_was_deleted_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.jobs.beat.os.kill", lambda *_: None)
    monkeypatch.setattr("engine.cli.job.WRITE_SECONDS", 0.0)
    file = job_file(tmp_path)
    with pytest.raises(KeyboardInterrupt), reporting("run", file, True) as job:
        shutil.rmtree(file.parent)
        job.watch("training", 0.5)
    assert not file.parent.exists()


def test_a_second_signal_does_not_cut_the_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = job_file(tmp_path)
    writing = Reporter.end

    def slowly(reporter: Reporter, **changes: Any) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        writing(reporter, **changes)

    monkeypatch.setattr(Reporter, "end", slowly)
    with pytest.raises(KeyboardInterrupt), reporting("run", file, True):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    assert (status(file).state, status(file).reason) == ("interrupted", "interrupted")


def test_what_happened_on_the_way_is_noted_once(tmp_path: Path):
    file = tmp_path / "status.json"
    with reporting("run", file, True) as job:
        job.note("checkpoint_anew")
        job.note("checkpoint_anew")
    assert status(file).notes == ("checkpoint_anew",) and status(file).state == "done"
