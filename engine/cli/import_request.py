"""From the options of `equipoise data import` and `check` to one request: preset, recipe file, settings, options."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.cli.output import pairs
from engine.cli.settings import settings
from engine.config import parse, plain
from engine.data.importing import ImportRequest, Recipe
from engine.data.importing.presets import preset_request
from engine.data.importing.recipe import ROLES, with_delimiter
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given. What is given later in this list goes over what a preset states: the files, the
    mapping, name, relevance, range; the recipe file, the settings, and the delimiter last.
    """

    interactions: Sequence[Path] | None = None
    users: Sequence[Path] | None = None
    items: Sequence[Path] | None = None
    mapping: Sequence[str] | None = None
    name: str = ""
    relevance: float | None = None
    feedback_range: str | None = None
    delimiter: str | None = None
    preset: str | None = None
    folder: Path | None = None
    recipe: Path | None = None
    setting: Sequence[str] | None = None
    names: Path | None = None


def request_of(asked: Asked) -> ImportRequest:
    """The request.

    Raises:
        InputError: `cli.no_log`, `cli.folder`, `cli.map`, `cli.range`, `cli.names`, `import.preset_*`,
            `import.delimiter_unknown`, and those of `settings` and `parse`.
    """
    start = _start(asked)
    files = {role: tuple(given) for role in ROLES if (given := getattr(asked, role))}
    request = replace(
        start,
        **files,
        mapping=(*start.mapping, *pairs(list(asked.mapping or []))),
        name=asked.name or start.name,
        relevance=start.relevance if asked.relevance is None else asked.relevance,
        feedback_range=feedback_range(asked.feedback_range) or start.feedback_range,
        recipe=recipe_of(start.recipe, asked.recipe, asked.setting or []),
        names=_names(asked.names),
    )
    delimiter = tab(asked.delimiter) if asked.delimiter else None
    return replace(request, recipe=with_delimiter(request.recipe, delimiter)) if delimiter else request


def recipe_of(under: Recipe, file: Path | None, assignments: Sequence[str]) -> Recipe:
    """The recipe `under` with the settings of a TOML file and of `--set` over it; `tab` stands for a TAB.

    Raises:
        InputError: those of `settings` and `parse`.
    """
    found = settings(file, [], plain(under)) if file is None else _deep(plain(under), settings(file, []))
    found = settings(None, list(assignments), found)
    for role in ROLES:
        if isinstance(found.get(role), dict) and isinstance(found[role].get("delimiter"), str):
            found[role]["delimiter"] = tab(found[role]["delimiter"])
    return parse(Recipe, found)


def feedback_range(text: str | None) -> tuple[float, float] | None:
    """LOW,HIGH as numbers.

    Raises:
        InputError: `cli.range`.
    """
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError("cli.range", text=text) from None
    return low, high


def tab(delimiter: str) -> str:
    """A shell makes a real TAB hard to type."""
    return "\t" if delimiter.upper() in ("TAB", "\\T") else delimiter


def _start(asked: Asked) -> ImportRequest:
    """What a preset states; without one the log is needed."""
    if asked.preset:
        if asked.folder is None:
            raise InputError("cli.folder", preset=asked.preset)
        return preset_request(asked.preset, asked.folder)
    if not asked.interactions:
        raise InputError("cli.no_log")
    return ImportRequest(tuple(asked.interactions))


def _deep(under: Any, over: Any) -> Any:
    """A table of a TOML file goes over the usual settings name by name."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{name: _deep(under.get(name), value) for name, value in over.items()}}
    return over


def _names(file: Path | None) -> tuple[tuple[str, str], ...]:
    if file is None:
        return ()
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return tuple((str(server), str(own)) for server, own in found.items() if not server.startswith("~"))
    except (OSError, ValueError, AttributeError) as error:
        raise InputError("cli.names", file=file.name, problem=error) from None
