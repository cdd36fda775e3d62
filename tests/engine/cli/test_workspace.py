"""Verbs about the workspace itself, and about datasets that are in it."""

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.cli.__main__ import main
from engine.workspace import Workspace
from tests.engine.workspace.keeping import keep_record, seal_again


@pytest.fixture
def here(tmp_path: Path, builders: Any) -> Workspace:
    workspace = Workspace(tmp_path / "ws")
    keep_record(workspace, builders.record())
    return workspace


@pytest.fixture
def call(here: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def called(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["equipoise", *words, "--workspace", str(here.root)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return called


def test_show_tells_what_each_part_takes(here: Workspace, call: Any):
    (here.inbox / "a.csv").write_bytes(bytes(2_000))
    code, out, _err = call("workspace", "show", "--json")
    found = json.loads(out)
    assert code == 0 and found["bytes"]["inbox"] == 2_000 and found["total"] >= 2_000
    assert found["quota"] is None and found["free"] > 0 and found["server"] is None
    code, out, _err = call("workspace", "show")
    assert code == 0 and "2.0 kB" in out and "EQUIPOISE_QUOTA" in out


def test_clean_takes_what_is_left_over(here: Workspace, call: Any):
    (here.scratch / "gone-1").mkdir()
    (here.scratch / "gone-1" / "x").write_bytes(bytes(1500))
    assert call("workspace", "clean") == (0, "1 thing was left over and is gone: 1.5 kB.\n", "")
    assert json.loads(call("workspace", "clean", "--json")[1])["scratch"] == 0


def test_verify_lists_what_is_not_whole(here: Workspace, call: Any):
    code, out, _err = call("workspace", "verify")
    assert code == 0 and "2 files were read." in out
    file = here.root / "datasets" / ("d" * 16) / "dataset.json"
    file.write_bytes(file.read_bytes().replace(b"planted", b"plantes"))
    code, out, err = call("workspace", "verify")
    assert code == 2 and f"Damaged: datasets/{'d' * 16}/dataset.json. Import the data again" in out
    assert "1 of 2 files" in err
    assert json.loads(call("workspace", "verify", "--json")[1])["broken"][0]["problem"] == "damaged"


def test_a_dataset_is_renamed(here: Workspace, call: Any):
    assert call("data", "rename", "planted", "My log")[0] == 0
    assert here.datasets()[0].schema.name == "My log"
    code, _out, err = call("data", "rename", "my-log", " ")
    assert code == 2 and "1 to 200 characters" in err


def test_rejects_are_written(here: Workspace, call: Any, tmp_path: Path):
    out = tmp_path / "rejects.csv"
    code, _out, err = call("data", "rejects", "planted", "--out", str(out))
    assert code == 2 and "No record" in err and not out.exists()
    folder = here.root / "datasets" / ("d" * 16)
    row = {"file": ["interactions"], "source": ["log.csv"], "line": [7], "column": ["feedback"],
           "reason": ["not_a_number"], "text": ["=1+1"]}  # fmt: skip
    pq.write_table(pa.table(row), folder / "rejects.parquet")
    seal_again(folder)
    assert json.loads(call("data", "rejects", "planted", "--out", str(out), "--json")[1])["rejects"] == 1
    assert out.read_text(encoding="utf-8-sig").splitlines()[1] == "interactions,log.csv,7,feedback,not a number,'=1+1"


def test_the_inbox_is_listed(here: Workspace, call: Any):
    code, out, _err = call("data", "inbox")
    assert code == 0 and str(here.inbox) in out
    (here.inbox / "big.csv").write_bytes(bytes(3_000_000))
    assert "3.0 MB" in call("data", "inbox")[1]
    assert [one["name"] for one in json.loads(call("data", "inbox", "--json")[1])["files"]] == ["big.csv"]
