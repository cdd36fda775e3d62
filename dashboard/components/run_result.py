"""What a finished training has made, at once: how good it is, and whether its correction helped."""

from dashboard import compute
from dashboard.components import judged_table, made
from engine.jobs import Job, Status


def show(job: Job, status: Status) -> None:
    """The run of a job beside simple scorers; nothing for other jobs, and where the run is gone."""
    if job.kind != "run" or status.state != "done":
        return
    run_id = made.named(status, "run_id")
    run = next((run for run in compute.runs() if run.id == run_id), None)
    if run is None:
        return
    judged_table.worse(run)
    judged_table.show(run)
