"""Kept results: found again under the same question, gone with their owner."""

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.workspace import Workspace
from engine.workspace.made import keep_made, keys, made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made_here = Workspace(tmp_path / "ws")
    (made_here.root / "runs" / ("a" * 16)).mkdir()
    return made_here


def test_kept_under_its_question(workspace: Workspace):
    assert made(workspace, "comparison", "a" * 16, "k1") is None
    keep_made(workspace, "comparison", "a" * 16, "k1", {"x": 1})
    keep_made(workspace, "explanation", "a" * 16, "k1", {"x": 2})
    assert made(workspace, "comparison", "a" * 16, "k1") == {"x": 1}
    assert made(workspace, "explanation", "a" * 16, "k1") == {"x": 2}
    assert keys(workspace, "comparison", "a" * 16) == ["k1"]


def test_nothing_is_kept_for_an_owner_that_is_gone(workspace: Workspace):
    with pytest.raises(InputError, match="dataset"):
        keep_made(workspace, "diagnosis", "b" * 16, "k", {})
    assert not (workspace.root / "datasets" / ("b" * 16)).exists()
