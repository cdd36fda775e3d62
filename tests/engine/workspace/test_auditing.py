"""An audit is kept where its run is, and leaves nothing where its run was deleted."""

from pathlib import Path
from typing import Any

import pytest

from engine.errors import InputError
from engine.workspace import Workspace, auditing
from engine.workspace.janitor import sweep
from tests.engine.workspace.keeping import WHOLE, keep_record, keep_run

ONE = "a" * 16


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "ws")


def refused(here: Workspace, builders: Any) -> bool:
    with pytest.raises(InputError) as caught:
        here.add_audit(builders.audit(ONE))
    return caught.value.code == "workspace.unknown" and not (here.root / "runs" / ONE).exists()


def test_no_audit_without_its_run(here: Workspace, builders: Any):
    assert refused(here, builders)


def test_a_run_that_is_deleted_while_its_audit_is_written(
    here: Workspace, builders: Any, monkeypatch: pytest.MonkeyPatch
):
    keep_run(here, builders.run(ONE, **WHOLE))
    real = auditing.write_json

    def late(file: Path, value: Any) -> None:
        real(file, value)
        (here.root / "runs" / ONE / "run.json").unlink()

    monkeypatch.setattr(auditing, "write_json", late)
    assert refused(here, builders)


def test_a_run_takes_a_place_that_has_no_record(here: Workspace, builders: Any):
    keep_record(here, builders.record())
    ghost = here.root / "runs" / ONE / "audits"
    ghost.mkdir(parents=True)
    (ghost / "old.json").write_text("{}")
    with here.run_folder(ONE) as folder:
        assert here.finish_run(builders.run(ONE, **WHOLE), builders.audit(ONE), folder).audits == ("c" * 16,)


def test_what_was_written_beside_a_deleted_run_or_dataset_is_swept(here: Workspace):
    for ghost in (here.root / "runs" / ONE / "audits", here.root / "datasets" / ONE / "made"):
        ghost.mkdir(parents=True)
        (ghost / "old.json").write_text("{}")
    lost = here.root / "datasets" / ("e" * 16) / "data.duckdb"
    lost.parent.mkdir()
    lost.write_text("data whose record was lost")
    assert sweep(here).files == 2
    assert [path.name for path in (here.root / "datasets").iterdir()] == ["e" * 16] and lost.exists()
    assert list((here.root / "runs").iterdir()) == []
