"""One server a workspace: the second is told of the first, and a killed one lets go."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from engine.errors import InputError
from engine.workspace import Workspace, serving

HOLD = """
import sys, time
from pathlib import Path
from engine.workspace import Workspace
from engine.workspace.serving import serve
serve(Workspace(Path(sys.argv[1])), "http://127.0.0.1:1")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def here(tmp_path: Path):
    yield Workspace(tmp_path / "ws")
    serving.let_go()


def test_a_second_server_is_told_of_the_first_which_lets_go_when_it_is_killed(here: Workspace):
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(here.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(InputError) as caught:
            serving.serve(here)
        assert caught.value.code == "workspace.served"
        assert str(other.pid) in str(caught.value) and "http://127.0.0.1:1" in str(caught.value)
    finally:
        other.send_signal(signal.SIGKILL)
        other.communicate()
    serving.serve(here, "here")
    found = serving.serving(here)
    assert found is not None and (found.pid, found.address) == (os.getpid(), "here")


def test_a_server_never_refuses_itself(here: Workspace):
    threads = [Thread(target=serving.serve, args=(here,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serving.serve(here)
    assert len(serving._HELD) == 1


def test_a_lock_that_was_taken_for_this_process_is_held_by_it(here: Workspace, monkeypatch: pytest.MonkeyPatch):
    handle = serving.take(here)
    with pytest.raises(InputError, match="process \\?, \\?"):  # its file does not say yet who has it
        serving.take(here)
    serving.name(handle, 1234, "http://127.0.0.1:8501")
    with pytest.raises(InputError, match="process 1234, http://127\\.0\\.0\\.1:8501"):
        serving.serve(here)
    monkeypatch.setenv(serving.HANDED, str(handle))
    serving.serve(here)
    found = serving.serving(here)
    assert found is not None and found.pid == 1234


def test_a_number_from_elsewhere_is_not_believed(here: Workspace, monkeypatch: pytest.MonkeyPatch):
    for number in ("0", "999", "no"):
        monkeypatch.setenv(serving.HANDED, number)
        serving.serve(here)
        assert serving._HELD[here.root] != 0
        serving.let_go()
