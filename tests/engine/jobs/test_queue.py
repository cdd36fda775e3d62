"""First come, first served; the dead are passed over."""

import threading
import time
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.jobs.queue import slot, slots


def test_one_at_a_time_in_the_order_of_tickets(tmp_path: Path):
    order: list[str] = []
    inside: list[int] = []
    work = threading.Semaphore(0)

    def hold(ticket: str) -> None:
        with slot(tmp_path, "training", ticket, 1):
            inside.append(1)
            order.append(ticket)
            assert sum(inside) == 1
            work.acquire()
            inside.append(-1)

    threads = []
    for ticket in ("1", "2", "3"):
        threads.append(threading.Thread(target=hold, args=(ticket,)))
        threads[-1].start()
        until(lambda ticket=ticket: ticket in order or (tmp_path / "training" / f"{ticket}.ticket").exists())
    for done in range(3):
        until(lambda done=done: len(order) == done + 1)
        work.release()
    for thread in threads:
        thread.join(5)
    assert order == ["1", "2", "3"]
    assert list((tmp_path / "training").glob("*.ticket")) == []


def test_a_ticket_that_nobody_holds_is_passed_over(tmp_path: Path):
    (tmp_path / "quick").mkdir()
    (tmp_path / "quick" / "0.ticket").touch()
    with slot(tmp_path, "quick", "1", 1):
        assert not (tmp_path / "quick" / "0.ticket").exists()


def test_lanes_and_several_slots_do_not_wait_for_each_other(tmp_path: Path):
    with slot(tmp_path, "training", "1", 2), slot(tmp_path, "training", "2", 2), slot(tmp_path, "quick", "3", 1):
        pass


def test_the_number_of_slots_can_be_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EQUIPOISE_JOBS", "3")
    assert slots() == 3
    monkeypatch.setenv("EQUIPOISE_JOBS", "0")
    assert slots() == 1
    monkeypatch.setenv("EQUIPOISE_JOBS", "two")
    with pytest.raises(InputError, match="no number"):
        slots()


def until(holds) -> None:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    assert holds()
