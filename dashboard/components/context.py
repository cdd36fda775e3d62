"""What somebody is looking at stays chosen over the pages: the dataset, and the run on it."""

from collections.abc import Mapping

from dashboard import session
from engine.contracts import Run


def usual(runs: Mapping[str, Run]) -> str | None:
    """The run that was looked at last; else the first (newest) on the dataset that was; None where neither is here."""
    run, dataset = session.at_hand(session.RUN), session.at_hand(session.DATASET)
    if run is not None and run in runs and dataset in (None, runs[run].dataset_id):
        return run
    return next((one.id for one in runs.values() if one.dataset_id == dataset), None)


def remember(run: Run) -> None:
    """This run and its dataset are what is looked at from now on."""
    session.take_along(session.RUN, run.id)
    session.take_along(session.DATASET, run.dataset_id)
