"""What becomes of a job is in the workspace's log, without what it was asked or what it printed."""

import json
import time
from pathlib import Path

from engine import jobs
from engine.workspace import Workspace


def test_a_job_is_logged_when_it_starts_and_when_it_ends(tmp_path: Path):
    here = Workspace(tmp_path / "ws")
    job = jobs.start(here, "import", ["data", "import", "--interactions", str(tmp_path / "secret.csv")])
    end = time.monotonic() + 60
    while jobs.read(here, job.id, time.time())[1].live and time.monotonic() < end:
        time.sleep(0.1)
    log = here.root / "logs" / "equipoise.log"
    while "job.ended" not in log.read_text() and time.monotonic() < end:  # said after the status
        time.sleep(0.1)
    text = log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["event"], line["job"]) for line in lines] == [("job.started", job.id), ("job.ended", job.id)]
    assert lines[0]["kind"] == "import" and lines[1]["state"] == "failed" and "secret" not in text
