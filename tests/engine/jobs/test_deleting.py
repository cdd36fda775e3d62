"""Deleting a dataset ends the jobs about it first; others work on."""

from dataclasses import replace

import pytest

from engine.errors import InputError
from engine.jobs import cancel, children, delete_dataset, liveness, process
from engine.jobs.store import home, worker
from engine.workspace.files import write_json
from engine.workspace.records import to_json

SLEEP = "import time; time.sleep(60)"


def test_jobs_about_a_dataset_end_with_it(workspace, dataset, work, monkeypatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.4)
    made = [work(SLEEP) for _ in range(3)]
    places = [home(workspace) / job.id for job in made]
    working = [worker(place) for place in places]
    write_json(places[0] / "job.json", to_json(replace(made[0], dataset=dataset)))
    write_json(places[1] / "job.json", to_json(replace(made[1], arguments=("run", dataset[:8]))))
    with pytest.raises(InputError, match="whole name"):
        delete_dataset(workspace, dataset[:4])
    assert all(liveness.alive(one) for one in working), "nothing is stopped before it is sure what is meant"
    (workspace.scratch / "gone-by-an-earlier-process").mkdir()
    assert delete_dataset(workspace, dataset) == (dataset,)
    assert [liveness.alive(one) for one in working] == [False, False, True]
    assert [place.exists() for place in places] == [False, False, True]
    assert list(workspace.scratch.iterdir()) == []
    cancel(workspace, made[2].id)
    children.reaped(working[2].pid)


def test_a_job_whose_record_is_damaged_ends_too(workspace, dataset, work, monkeypatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.4)
    place = home(workspace) / work(SLEEP).id
    working = worker(place)
    (place / "job.json").write_text(f'{{"dataset": "{dataset}"')
    delete_dataset(workspace, dataset)
    assert not liveness.alive(working) and not place.exists()
