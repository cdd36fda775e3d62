"""Workspaces that the pages are shown with: empty, a small world, a world with a group of one."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engine import jobs
from engine.data.importing import ImportRequest
from engine.jobs.process import cancel
from engine.jobs.store import jobs as listed
from engine.workspace import Workspace, serving
from tests.engine.workspace.keeping import WHOLE

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


def write_world(folder: Path, lone: str = "") -> dict[str, Path]:
    """Sixty users, twenty items, one rating each pair in three; `lone` is a gender that one user has."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(0)
    genders = {f"u{u:02d}": "F" if u % 2 else "M" for u in range(60)}
    if lone:
        genders["u00"] = lone
    pairs = [(u, f"i{i:02d}") for u in genders for i in range(20) if draw.random() < 0.35]
    rows = [f"{u},{i},{draw.randint(1, 5)},{1_700_000_000 + n * 600}" for n, (u, i) in enumerate(pairs)]
    tables = {
        "interactions": ["user_id,item_id,rating,timestamp", *rows],
        "users": ["user_id,gender", *(f"{u},{g}" for u, g in genders.items())],
        "items": ["item_id,provider", *(f"i{i:02d},p{i % 4}" for i in range(20))],
    }
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, lines in tables.items():
        files[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    yield
    st.cache_data.clear()
    serving.let_go()


@pytest.fixture
def world() -> Callable[..., dict[str, Path]]:
    return write_world


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty workspace, the one that the app finds; no job outlives its test."""
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(tmp_path / "ws"))
    made = Workspace(tmp_path / "ws")
    yield made
    if made.root.exists():
        for job, status in listed(made, time.time()):  # a test may have put others in their place
            if status.live:
                cancel(made, job.id)


@pytest.fixture
def fill(workspace: Workspace, tmp_path: Path, builders: Any) -> Callable[..., str]:
    """Import a world and keep two audited runs on it; returns the dataset's id."""

    def filled(name: str = "small world", lone: str = "", **settings: Any) -> str:
        files = write_world(tmp_path / "files", lone)
        request = ImportRequest(**files, name=name, mapping=(("feedback", "rating"),))
        record = workspace.add_dataset(request)
        for run_id, config in (
            ("a" * 16, {}),
            ("b" * 16, {"postprocessing": [{"kind": "exposure_rerank", "params": {}}]}),
        ):
            run = replace(builders.run(run_id, **{**WHOLE, **settings, **config}), dataset_id=record.id)
            with workspace.run_folder(run_id) as folder:
                workspace.finish_run(run, replace(builders.audit(run_id), dataset_id=record.id), folder)
        return record.id

    return filled


@pytest.fixture
def finish(workspace: Workspace) -> Callable[[AppTest], AppTest]:
    """Wait until every job has ended, and draw the page again."""

    def finished(at: AppTest) -> AppTest:
        end = time.monotonic() + 60
        while any(status.live for _job, status in jobs.jobs(workspace, time.time())):
            assert time.monotonic() < end
            time.sleep(0.05)
        return at.run()

    return finished


@pytest.fixture
def app(workspace: Workspace) -> Callable[..., AppTest]:
    """Open a page of the app, with query parameters."""

    def opened(page: str = "home", **parameters: str) -> AppTest:
        at = AppTest.from_file(APP, default_timeout=30)
        for key, value in parameters.items():
            at.query_params[key] = value
        if page != "home":
            at.switch_page(f"views/{page}.py")  # before the first drawing: Home would drop what it has no chooser for
        return at.run()

    return opened
