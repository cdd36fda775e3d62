"""Every kind and state of a job has words."""

from typing import get_args

import pytest

from engine.jobs.record import KINDS, State
from engine.words import jobs


def test_every_kind_and_state_has_words():
    assert set(jobs.KINDS) == set(KINDS)
    assert set(jobs.STATES) == set(jobs.SIGNS) == set(get_args(State))
    assert jobs.state("done") == "● Done"
    assert jobs.stage("training") == "training"
    assert jobs.stage("a_new_one") == "a new one"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (8.4, "8 s"), (89.6, "90 s"), (180, "3 min"), (5400, "1.5 h"), (9000, "2.5 h")]
)
def test_durations_as_people_say_them(seconds: float, text: str):
    assert jobs.duration(seconds) == text


def test_bounds_and_places_are_named():
    assert jobs.left(60, "run") == "at most 60 s left"
    assert jobs.left(60, "import") == "about 60 s left"
    assert jobs.waiting(0) == "next in line"
    assert jobs.waiting(1) == "1 job waits before it"
