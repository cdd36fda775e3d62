"""A real server and a real browser: Debian's Chromium, never a downloaded one."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
HINT = "browser tests skipped: no Chromium found; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip


def chromium() -> str | None:
    """The browser's path: `CHROMIUM`, else the first of the usual names."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests; without a browser they are skipped, unless one is required."""
    skip = chromium() is None and os.environ.get("EQUIPOISE_REQUIRE_BROWSER") != "1"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if skip:
                item.add_marker(pytest.mark.skip(reason=HINT))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if chromium() is None and os.environ.get("EQUIPOISE_REQUIRE_BROWSER") != "1":
        terminalreporter.write_line(HINT)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if path is None:
        pytest.fail(HINT.replace("skipped", "cannot run"))
    return {**browser_type_launch_args, "executable_path": path, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the server."""
    return tmp_path_factory.mktemp("browser") / "ws"


@pytest.fixture(scope="session")
def base_url(root: Path) -> Iterator[str]:
    """The address of a server on a free port, there until the session ends."""
    port = free_port()
    server = serve(root, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(root: Path, port: int) -> "subprocess.Popen[bytes]":
    """Start a server on a workspace; it answers when this returns."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    environment = {**os.environ, "EQUIPOISE_WORKSPACE": str(root)}
    with root.with_name("server.log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
    return server


@pytest.fixture
def context(new_context: Any) -> Any:
    """A fresh context; anything that is not answered in 15 seconds has failed."""
    expect.set_options(timeout=15_000)
    made = new_context()
    made.set_default_timeout(15_000)
    return made


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer")
