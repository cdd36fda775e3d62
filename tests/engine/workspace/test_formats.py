"""A workspace of an older format is brought to this one; a newer one is refused; nothing is misread."""

from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError
from engine.workspace import FORMAT, Workspace
from engine.workspace.files import read_json, write_json
from engine.workspace.seals import FILES, RECORDS, is_sealed
from tests.engine.workspace.keeping import WHOLE, keep_record, keep_run

RUN = "a" * 16


def as_format_1(root: Path) -> None:
    """Take the seals away, and let others read: so format 1 was."""
    import json

    for file in sorted(root.rglob("*.json")):
        value = read_json(file)
        if file.name in RECORDS:
            value = {key: kept for key, kept in value.items() if key != FILES}
        file.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        file.chmod(0o644)
    (root / "format.json").write_text('{\n "format": 1\n}\n', encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path, builders: Any) -> Path:
    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    keep_run(here, builders.run(RUN, **WHOLE))
    here.add_audit(builders.audit(RUN))
    (here.root / "runs" / RUN / "model.safetensors").write_bytes(b"trained")
    write_json(here.root / "runs" / RUN / "history.json", [{"epoch": 1, "loss": 0.5, "valid": None}])
    as_format_1(here.root)
    return here.root


def test_an_older_workspace_is_sealed_hashed_and_closed_to_others(old: Path):
    here = Workspace(old)
    assert here.stale() == () and here.run(RUN).audits == ("c" * 16,) and here.datasets()[0].id == "d" * 16
    assert read_json(old / "format.json") == {"format": FORMAT}
    assert all(is_sealed(file.read_bytes()) for file in old.rglob("*.json"))
    assert read_json(old / "runs" / RUN / "run.json")[FILES]["model.safetensors"]["bytes"] == 7
    assert {path.stat().st_mode & 0o777 for path in old.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in old.rglob("*") if path.is_dir()} == {0o700}


def test_a_record_of_another_shape_is_stale_after_the_migration(old: Path):
    (old / "runs" / RUN / "run.json").write_text('{"dataset_id": "d"}', encoding="utf-8")
    (old / "datasets" / ("d" * 16) / "dataset.json").write_text("{", encoding="utf-8")
    here = Workspace(old)
    assert here.stale() == (RUN, "d" * 16)
    with pytest.raises(InputError) as caught:
        here.run(RUN)
    assert caught.value.code == "workspace.stale"


def test_it_is_migrated_once(old: Path):
    Workspace(old)
    before = {file: file.stat().st_mtime_ns for file in old.rglob("*.json")}
    Workspace(old)
    assert before == {file: file.stat().st_mtime_ns for file in old.rglob("*.json")}


@pytest.mark.parametrize("text", ['{"format": 3}', '{"format": 0}', '{"format": null}', "[]", '{"format": [1]}'])
def test_an_unknown_format_is_refused(old: Path, text: str):
    (old / "format.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Workspace(old)
    assert caught.value.code == "workspace.format"
    assert not is_sealed((old / "runs" / RUN / "run.json").read_bytes()), "nothing was touched"


def test_the_inbox_and_files_of_other_owners_stay_as_they_are(old: Path, monkeypatch: pytest.MonkeyPatch):
    from engine.workspace import storage

    mine = old / "inbox" / "mine.csv"
    mine.write_text("x")
    mine.chmod(0o644)
    real = storage.protect

    def foreign(path: Path) -> None:
        if path.name == "model.safetensors":
            raise PermissionError(1, "Operation not permitted")
        real(path)

    monkeypatch.setattr(storage, "protect", foreign)
    assert Workspace(old).stale() == () and mine.stat().st_mode & 0o777 == 0o644
