"""The workspace of a server that was started without the command line."""

from pathlib import Path

import pytest

from dashboard import compute
from engine.workspace import Workspace, serving


def test_the_first_page_of_a_server_clears_up_and_no_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here = Workspace(tmp_path / "ws")
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(here.root))
    left = here.scratch / "gone-by-an-earlier-process"
    left.mkdir()
    compute.serve()
    assert not left.exists()
    left.mkdir()
    compute.serve()
    assert left.exists()
    serving.let_go()
