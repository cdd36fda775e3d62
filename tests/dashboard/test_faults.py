"""What cannot be read is one message on every page: what happened and what to do, never a traceback."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.workspace import serving
from engine.workspace.files import read_json, write_json
from tests.dashboard.pages import PAGES
from tests.engine.workspace.keeping import WHOLE

RUN = "a" * 16

# The file that is damaged, what stands in it then, the pages that need it, and what they say.
DAMAGED = {
    "format, cut off": ("format.json", "{", PAGES, "format\\.json"),
    "format of a newer version": ("format.json", '{"format": 99}', PAGES, "format 99"),
    "format, another thing": ("format.json", "[]", PAGES, ""),
    "run, cut off": (f"runs/{RUN}/run.json", "{", PAGES, RUN),
    "run of another format": (f"runs/{RUN}/run.json", '{"id": 1}', PAGES, RUN),
    "run, not text": (f"runs/{RUN}/run.json", b"\xff\xfe\x00", PAGES, RUN),
    "audit, cut off": (f"runs/{RUN}/audits/{'c' * 16}.json", "{", ("home", "audit"), "damaged"),
    "dataset, cut off": ("datasets/*/dataset.json", "{", PAGES, "Left out"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_workspace_is_said_once_a_page(app: Callable[..., AppTest], fill: Any, workspace: Any, case: str):
    fill()
    pattern, content, pages, said = DAMAGED[case]
    (file,) = workspace.root.glob(pattern)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    for page in pages:
        at = app(page, run=RUN) if page == "home" else app("home", run=RUN).switch_page(f"views/{page}.py").run()
        assert not at.exception
        messages = [element.value for element in (*at.error, *at.warning)]
        own = [message for message in messages if "no model" not in message]  # the other run has none, rightly
        assert 1 <= len(own) <= 2 and any(said in message for message in own), page
        assert not any("Traceback" in message for message in own)


@pytest.mark.parametrize("text", ["[{", "{}", '[{"epoch": 1}]'])
def test_a_damaged_history_leaves_its_curves_out(app: Callable[..., AppTest], fill: Any, workspace: Any, text: str):
    fill()
    (workspace.root / "runs" / RUN / "history.json").write_text(text)
    for page in ("audit", "train"):
        at = app("home", run=RUN).switch_page(f"views/{page}.py").run()
        assert not at.exception and not at.error
        assert "How training went" not in [expander.label for expander in at.expander]


@pytest.mark.parametrize("page", PAGES)
def test_a_run_without_a_model_is_left_out(app: Callable[..., AppTest], fill: Any, workspace: Any, page: str):
    fill()
    file = workspace.root / "runs" / RUN / "run.json"
    write_json(file, {**read_json(file), "config": {**WHOLE, "seed": 0, "model": None}})
    at = app(page)
    assert not at.exception
    assert not [error.value for error in at.error if "has no model" not in error.value]  # hand-made runs have none
    assert sum(RUN in warning.value for warning in at.warning) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_workspace_that_is_a_file_is_one_message(
    app: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(tmp_path / "file"))
    at = app(page)
    assert not at.exception
    assert ["not a folder" in error.value for error in at.error] == [True]


def test_a_damaged_dataset_file_is_one_message_on_its_page(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    (workspace.root / "datasets" / dataset / "data.duckdb").write_bytes(b"DUCK" * 100)
    at = app("data")
    assert not at.exception
    assert [error.value.count("is damaged") for error in at.error] == [1]


def test_a_workspace_that_another_server_has_is_said_on_every_page(app: Callable[..., AppTest], workspace: Any):
    held = serving.take(workspace)
    serving.name(held, 4321, "http://127.0.0.1:9")
    try:
        at = app("home")
        assert len(at.error) == 1 and "4321" in at.error[0].value and not at.exception
    finally:
        os.close(held)
    at.run()
    assert not at.error and not at.exception
