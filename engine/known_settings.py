"""The names of all settings of a config, and which of them somebody may have meant."""

from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_type_hints

MOST = 3
"""Names that are offered."""
CLOSE = 0.75
"""Likeness from which a name counts as meant, from 0 to 1 (`difflib`)."""


def names(kind: type[Any]) -> list[str]:
    """Every setting with its place, as `cleaning.repeats`; what is itself a group of settings is not one."""
    found: list[str] = []
    hints = get_type_hints(kind)
    for one in fields(kind):
        inside = hints[one.name]
        group = isinstance(inside, type) and is_dataclass(inside)
        found += [f"{one.name}.{name}" for name in names(inside)] if group else [one.name]
    return found


def meant(kind: type[Any], setting: str) -> list[str]:
    """The settings that an unknown name may stand for: the same name elsewhere, names like it, else its neighbours.

    Example: `meant(Recipe, "decimal")` gives the decimal marks of the three roles.
    """
    known = names(kind)
    group, _, last = setting.rpartition(".")
    ends = {name: name.rpartition(".")[2] for name in known}
    alike = get_close_matches(last, set(ends.values()), MOST, CLOSE)
    near = sorted(
        (name for name in known if ends[name] in alike),
        key=lambda name: (name.rpartition(".")[0] != group, alike.index(ends[name])),
    )
    beside = [name for name in known if name.rpartition(".")[0] == group]
    return near[:MOST] or (beside if group else []) or known
