"""The search that chose a run's settings, as plain data: what was tried, its validation score, what was chosen."""

from collections.abc import Mapping
from typing import Any

from engine.contracts import Run
from engine.words import _, searches
from engine.workspace import Workspace
from engine.workspace.made import keys, made


def searched(workspace: Workspace, run: Run) -> dict[str, Any] | None:
    """The newest kept search that found the settings of a run; None where nobody searched, or there was nothing to try.

    `settings`: names and shown names of what was searched, in its order. `trials`, in the order tried: `settings` with
    a value for each name, `validation` (larger is better; None: training failed), and whether it was `chosen`.

    Raises:
        InputError: `workspace.damaged` where a kept search is not as it was written.
    """
    for key in keys(workspace, "search", run.dataset_id):
        kept = made(workspace, "search", run.dataset_id, key)
        if kept is not None and kept.get("run") == run.id and kept["chosen"]:
            return _told(kept)
    return None


def _told(kept: Mapping[str, Any]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for trial in kept["trials"] for name in trial["settings"]))
    trials = [{**trial, "chosen": trial["settings"] == kept["chosen"]} for trial in kept["trials"]]
    return {
        "settings": [{"key": name, "name": searches.setting(name)} for name in names],
        "trials": trials,
        "text": searches.told(len(trials)),
        "score": _(searches.SCORE),
    }
