"""Curves to take away: a CSV, and an event file that TensorBoard's format can be read back from."""

import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.contracts import Run
from engine.errors import InputError
from engine.report.curves import curves_csv, event_file, history, points, readable
from engine.workspace.files import write_json

LINES = [{"epoch": 1, "loss": 0.75, "valid": None}, {"epoch": 2, "loss": 0.5, "valid": 0.25}]


@pytest.fixture
def trained(builders: Any, tmp_path: Path) -> Run:
    write_json(tmp_path / "history.json", LINES)
    return replace(builders.run(), path=tmp_path)


def test_csv_leaves_a_cell_empty_where_nothing_was_validated(trained: Run):
    assert curves_csv(history(trained)) == b"epoch,loss,valid\n1,0.75,\n2,0.5,0.25\n"


def test_events_can_be_read_back(trained: Run):
    from tensorboardX.proto.event_pb2 import Event

    name, content = event_file(trained)
    assert "tfevents" in name and name.endswith(trained.id)
    found = []
    while content:  # TFRecord: length (8 bytes), its checksum (4), the event, its checksum (4)
        (size,) = struct.unpack("<Q", content[:8])
        event = Event.FromString(content[12 : 12 + size])
        found += [(value.tag, event.step, value.simple_value) for value in event.summary.value]
        content = content[16 + size :]
    assert found == [("loss/train", 1, 0.75), ("loss/train", 2, 0.5), ("score/valid", 2, 0.25)]


DAMAGED = {
    "cut off": "[{",
    "an object": '{"epoch": 1}',
    "no validation": '[{"epoch": 1, "loss": 0.5}]',
    "a loss in words": '[{"epoch": 1, "loss": "low", "valid": null}]',
    "no number": '[{"epoch": 1, "loss": NaN, "valid": null}]',
    "null": "null",
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_history_is_named(trained: Run, case: str):
    (trained.path / "history.json").write_text(DAMAGED[case], encoding="utf-8")
    with pytest.raises(InputError) as caught:
        history(trained)
    assert caught.value.code in ("workspace.damaged", "workspace.stale")
    assert points(trained) == ([], []) and not readable(trained)


def test_points_leave_out_what_was_not_validated(trained: Run):
    assert points(trained) == ([(1, 0.75), (2, 0.5)], [(2, 0.25)]) and readable(trained)


def test_a_run_without_training_has_no_curves(trained: Run):
    write_json(trained.path / "history.json", [])
    with pytest.raises(InputError, match="no training curves"):
        history(trained)
