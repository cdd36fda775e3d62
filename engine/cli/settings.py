"""Settings from a TOML file and `--set name=value` into one plain object."""

import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from engine.config import RunConfig
from engine.contracts import Run
from engine.errors import InputError


def settings(file: Path | None, assignments: list[str], under: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The file's settings with the assignments put over them; both go over the settings `under` them.

    `--set model.kind=mf --set model.params.dim=64 --set preprocessing.0.kind=reweigh`: values are JSON
    where they parse as such, else text; a number in a name is a place in a list.

    Raises:
        InputError: `config.file`, `config.set`, `config.list_place`.
    """
    found = {**deepcopy(dict(under or {})), **(_read(file) if file else {})}
    for text in assignments:
        name, equals, value = text.partition("=")
        if not equals or not all(name.split(".")):
            raise InputError("config.set", setting=text)
        _assign(found, name.split("."), _value(value), text)
    for name in ("model", "objective", "propensity", "validation"):
        if isinstance(found.get(name), str):
            found[name] = {"kind": found[name]}
        elif isinstance(found.get(name), dict):
            found[name].setdefault("kind", getattr(RunConfig(), name).kind)
    return found


def settings_of(run: Run) -> dict[str, Any]:
    """The settings of a finished run, as a config file would have them.

    Raises:
        InputError: `config.like` where nothing was trained, as with uploaded recommendations.
    """
    if "model" not in run.config:
        raise InputError("config.like", id=run.id)
    return {name: value for name, value in run.config.items() if value is not None}


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError("config.file", file=file, problem=error) from None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return _numbers(text)


def _numbers(text: str) -> Any:
    """`0.9,1.1` as a list, as people write a range; any other text as it is."""
    try:
        return [float(part) for part in text.split(",")] if "," in text else text
    except ValueError:
        return text


def _assign(target: Any, path: list[str], value: Any, text: str) -> None:
    head, rest = path[0], path[1:]
    if isinstance(target, list):
        if not head.isdigit() or int(head) > len(target):
            raise InputError("config.list_place", setting=text)
        if int(head) == len(target):
            target.append({})
        key: Any = int(head)
    elif isinstance(target, dict):
        key = head
        if rest and not isinstance(target.get(key), dict | list):
            kept = {"kind": target[key]} if isinstance(target.get(key), str) else {}
            target[key] = [] if rest[0].isdigit() else kept
    else:
        raise InputError("config.set", setting=text)
    if rest:
        _assign(target[key], rest, value, text)
    else:
        target[key] = value
