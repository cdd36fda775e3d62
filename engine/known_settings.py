"""The names of all settings of a config, and which of them somebody may have meant."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

MOST = 3
"""Names that are offered, unless nothing is near."""
CLOSE = 0.75
"""Likeness from which a name counts as meant, from 0 to 1 (`difflib`)."""


def names(kind: type[Any]) -> list[str]:
    """Every setting with its place, as `cleaning.repeats`; what is itself a group of settings is not one."""
    found: list[str] = []
    inside = get_type_hints(kind)
    for name in _own(kind):
        found += [f"{name}.{one}" for one in names(inside[name])] if _is_group(inside[name]) else [name]
    return found


def meant(kind: type[Any], path: Sequence[str | int]) -> list[str]:
    """The settings that an unknown one may stand for; `path`: where it stands, a number being a place in a list.

    Names like it in the same place, else in other places, else all of its place.

    Example: `meant(Recipe, ["decimal"])` gives the decimal marks of the three roles.
    """
    *place, last = path
    own = _own(_at(kind, place))
    beside = {name: ".".join(map(str, (*place, name))) for name in own}
    if near := [beside[name] for name in _alike(str(last), own)]:
        return near
    ends = {name: name.rpartition(".")[2] for name in names(kind)}
    alike = _alike(str(last), set(ends.values()))
    return [name for name, end in ends.items() if end in alike][:MOST] or list(beside.values())


def _at(kind: Any, place: Sequence[str | int]) -> Any:
    """The group of settings in a place: of a list that of its elements."""
    for part in place:
        kind = get_args(kind)[0] if isinstance(part, int) else get_type_hints(kind)[part]
    return kind


def _own(kind: Any) -> list[str]:
    return [one.name for one in fields(kind)]


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _alike(name: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(name, list(known), MOST, CLOSE)
