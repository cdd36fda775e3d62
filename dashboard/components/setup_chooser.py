"""What the assumptions are of: a run, or the default set-up of a dataset before anything is trained."""

from collections.abc import Mapping

from dashboard import session
from dashboard.components import chooser, context
from engine.contracts import Run
from engine.report import summary
from engine.words import _
from engine.workspace import DatasetRecord

SETUP = "setup-"
"""Before a dataset's id in the address: its default set-up, which is no run."""


def choose(runs: Mapping[str, Run], datasets: Mapping[str, DatasetRecord]) -> str:
    """Choose among all runs, the newest first, and then the set-ups; a dataset in the address asks for its own."""
    options = [*runs, *(SETUP + key for key in datasets)]
    chooser.missing(session.RUN, options, _("The run {id} of this address is not in this workspace."))
    of_dataset = chooser.asked(session.DATASET) or session.at_hand(session.DATASET) or ""
    own = [run.id for run in runs.values() if run.dataset_id == of_dataset]
    last = None if chooser.asked(session.DATASET) else context.usual(runs)
    first = last or next(iter(own), SETUP + of_dataset if of_dataset in datasets else options[0])
    chosen = chooser.one(_("Run"), options, session.RUN, lambda key: _shown(key, runs, datasets), first)
    if chosen in runs:
        context.remember(runs[chosen])
    return chosen


def dataset_of(choice: str) -> str:
    """The dataset of a set-up; empty where the choice is a run."""
    return choice.removeprefix(SETUP) if choice.startswith(SETUP) else ""


def _shown(key: str, runs: Mapping[str, Run], datasets: Mapping[str, DatasetRecord]) -> str:
    of = runs[key].dataset_id if key in runs else dataset_of(key)
    name = datasets[of].schema.name if of in datasets else ""
    if key in runs:
        return f"{name or of} · {summary(runs[key].config)} · {key[:8]}"
    return f"{name or of} · {_('default set-up, not trained')}"
