"""Well-known layouts: which files a folder must have, and how they are read. `PRESETS` is the table.

A preset states what an import otherwise asks; it takes no part in reading itself, and the recipe that it gives is
recorded with the dataset like any other.
"""

from collections.abc import Sequence
from pathlib import Path

from engine.data.importing.presets import kuai, movielens, open_bandit, recbole
from engine.data.importing.presets.preset import Preset
from engine.data.importing.request import ImportRequest
from engine.errors import InputError

PRESETS: dict[str, Preset] = {
    p.key: p for p in (movielens.PRESET, recbole.PRESET, kuai.KUAIREC, kuai.KUAIRAND, open_bandit.PRESET)
}


def preset_request(key: str, folder: Path) -> ImportRequest:
    """The request that imports a folder with the layout of a preset.

    Raises:
        InputError: `import.preset_unknown`, `import.preset_files` where the folder lacks what the layout needs.
    """
    if key not in PRESETS:
        raise InputError("import.preset_unknown", name=key, known=list(PRESETS))
    return PRESETS[key].request(folder)


def recognised(names: Sequence[str], file: str) -> Preset | None:
    """The preset whose layout a file has, by its columns' names and its own name."""
    return next((preset for preset in PRESETS.values() if preset.recognises(names, file)), None)


__all__ = ["PRESETS", "Preset", "preset_request", "recognised"]
