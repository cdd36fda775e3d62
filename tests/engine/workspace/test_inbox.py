"""The inbox lists regular files right inside, and gives no other."""

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.inbox import pick, waiting


def test_only_regular_files_inside_are_listed_and_given(tmp_path: Path):
    here = Workspace(tmp_path / "ws")
    (tmp_path / "secret").write_text("x")
    (here.inbox / "b.csv").write_text("abc")
    (here.inbox / "a.csv").write_text("")
    (here.inbox / ".hidden").write_text("")
    (here.inbox / "folder").mkdir()
    (here.inbox / "link.csv").symlink_to(tmp_path / "secret")
    assert [(one.name, one.bytes) for one in waiting(here)] == [("a.csv", 0), ("b.csv", 3)]
    assert waiting(here)[0].modified.endswith("+00:00") and pick(here, "b.csv") == here.inbox / "b.csv"
    for name in ("link.csv", "folder", ".hidden", "../format.json", "", "nothing.csv", str(tmp_path / "secret")):
        with pytest.raises(InputError) as caught:
            pick(here, name)
        assert caught.value.code == "inbox.unknown"
