"""A job's share of the machine: its memory, its threads."""

import re
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.jobs import cores, memory


@pytest.mark.parametrize(
    ("text", "size"), [("4GB", 2**32), (" 1.5 gib ", 3 * 2**29), ("1500M", 1500 * 2**20), ("", None)]
)
def test_the_limit_is_a_size(monkeypatch, text, size):
    monkeypatch.setenv("EQUIPOISE_JOB_MEMORY", text)
    assert memory.limit() == size


@pytest.mark.parametrize("text", ["lots", "-1", "900MB", "4XB", "nan"])
def test_what_is_no_size_is_said(monkeypatch, text):
    monkeypatch.setenv("EQUIPOISE_JOB_MEMORY", text)
    with pytest.raises(InputError, match="no amount of memory"):
        memory.limit()


def test_a_process_at_its_limit_fails_by_itself_and_has_room_again_to_say_so():
    held = int(re.search(r"VmData:\s*(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[1]) * 1024
    with pytest.raises(MemoryError), memory.limited(held + 2**26):
        bytearray(2**30)
    assert len(bytearray(2**27)) == 2**27


@pytest.mark.parametrize(("n", "slots", "share"), [(2, "", 1), (16, "1", 8), (16, "4", 2), (1, "9", 1)])
def test_jobs_share_the_cores(monkeypatch, n, slots, share):
    monkeypatch.setattr(cores, "cores", lambda: n)
    monkeypatch.setattr("os.cpu_count", lambda: n)
    for name in ("EQUIPOISE_THREADS", *cores.LIBRARIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EQUIPOISE_JOBS", slots)
    told = cores.environment()
    assert set(told.values()) == {str(share)} and set(told) == {*cores.LIBRARIES, "EQUIPOISE_SHARE"}


def test_what_somebody_has_set_holds(monkeypatch):
    monkeypatch.setenv("EQUIPOISE_THREADS", "3")
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    told = cores.environment()
    assert told["EQUIPOISE_SHARE"] == told["MKL_NUM_THREADS"] == "3" and told["OMP_NUM_THREADS"] == "5"
