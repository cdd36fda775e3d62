"""What a finished job has made, as its result names it; one sentence where it does not."""

from dashboard import session
from dashboard.components import chooser, notices
from engine.jobs import Status
from engine.words import _


def named(status: Status, name: str) -> str:
    """The id that the result has under a name; empty where there is none."""
    found = (status.result or {}).get(name)
    return found if isinstance(found, str) else ""


def several(status: Status, name: str) -> list[str]:
    """The ids that the result has under a name; empty where there are none."""
    found = (status.result or {}).get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list | tuple) else []


def lost() -> str:
    """The sentence for a job whose result names nothing."""
    return _("This job is done, but its record does not say what it made. See what is there on the Home page.")


def say_lost() -> None:
    """That sentence in place of what the job has made; the address lets go of the job."""
    chooser.drop(session.JOB)
    notices.failed(lost())
