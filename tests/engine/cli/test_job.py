"""What a verb tells about itself while it works, and how that ends."""

from pathlib import Path

import pytest

from engine.cli.job import MOST_POINTS, reporting, thinned
from engine.errors import RunError
from engine.jobs import Status
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
