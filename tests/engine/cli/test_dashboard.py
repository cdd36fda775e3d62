"""The web app from the command line: it says when it answers, and what stands in its way."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from engine.cli.dashboard import HARDENING, _serve
from engine.errors import InputError
from engine.workspace import Workspace, serving


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InputError) as caught:
            _serve(Workspace(tmp_path), other.getsockname()[1])
    assert caught.value.code == "dashboard.port"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_when_it_answers_and_ends_with_the_command(tmp_path, stop):
    port = free_port()
    line = [sys.executable, "-m", "engine.cli", "dashboard", "--port", str(port), "--workspace", str(tmp_path / "ws")]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env={**os.environ, "PYTHONUNBUFFERED": "1"})  # fmt: skip
    try:
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            assert answer.read() == b"ok"
    finally:
        process.send_signal(stop)
        process.wait(20)
        process.stdout.close()
    with pytest.raises(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
        pass


def test_a_workspace_has_one_server_and_a_killed_one_lets_go(tmp_path):
    here, port = Workspace(tmp_path / "ws"), free_port()
    line = [sys.executable, "-m", "engine.cli", "dashboard", "--workspace", str(here.root), "--port"]
    first = subprocess.Popen([*line, str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                             env={**os.environ, "PYTHONUNBUFFERED": "1"})  # fmt: skip
    try:
        assert first.stdout.readline()
        pid = serving.serving(here).pid
        second = subprocess.run([*line, str(free_port())], capture_output=True, text=True, timeout=60)
        assert second.returncode == 2 and "Traceback" not in second.stderr
        assert f"process {pid}, http://127.0.0.1:{port}" in second.stderr
        os.kill(pid, signal.SIGKILL)
        first.wait(20)
        os.close(serving.take(here))
    finally:
        first.kill()
        first.wait(20)
        first.stdout.close()


def test_it_listens_on_this_machine_only_and_keeps_traces_and_statistics_to_itself():
    assert HARDENING["server.address"] == "127.0.0.1"
    assert HARDENING["client.showErrorDetails"] == "none"
    assert HARDENING["browser.gatherUsageStats"] == "false"
