"""RecBole's atomic files: TAB, no quotes, a header with type marks (`user_id:token`), sequences split by blanks."""

from collections.abc import Sequence
from pathlib import Path

from engine import columns as c
from engine.data.importing.guesses import guess
from engine.data.importing.presets.preset import Preset, lacking
from engine.data.importing.recipe import Reading, Recipe
from engine.data.importing.request import ImportRequest
from engine.data.importing.typed import untyped


def request(folder: Path) -> ImportRequest:
    """NAME.inter, and NAME.user and NAME.item where they are there.

    Raises:
        InputError: `import.preset_files` unless the folder has exactly one log.
    """
    logs = sorted(folder.glob("*.inter")) if folder.is_dir() else []
    if len(logs) != 1:
        raise lacking("RecBole", folder, "NAME.inter")
    reading = Reading(encoding="utf-8", delimiter="\t", quotes=False)
    people, things = (logs[0].with_suffix(end) for end in (".user", ".item"))
    return ImportRequest(
        logs[0], people if people.is_file() else None, things if things.is_file() else None,
        _mapping(logs[0]), name=logs[0].stem, recipe=Recipe(reading, reading, reading),
    )  # fmt: skip


def recognises(names: Sequence[str], file: str) -> bool:
    """By the type marks of all columns, or by the file's ending."""
    return bool(untyped(names)[1]) or Path(file).suffix in (".inter", ".user", ".item")


def _mapping(log: Path) -> tuple[tuple[str, str], ...]:
    """Logs name the feedback and the ids differently: guessed from the header."""
    with log.open(encoding="utf-8", errors="replace") as file:
        names = list(untyped(file.readline(1_000_000).rstrip("\r\n").split("\t"))[0])
    found = {name: guess(name, names) for name in (c.USER, c.ITEM, c.FEEDBACK, c.TIMESTAMP)}
    return tuple((name, column) for name, column in found.items() if column and column != name)


PRESET = Preset("recbole", "RecBole", recognises, request)
