"""A draft as the command line that imports it: every choice is an option, and what is as usual needs none."""

import json
from collections.abc import Mapping
from dataclasses import fields as parts
from typing import Any

from dashboard import drafts
from dashboard.components import draft_mapping
from dashboard.components.draft_choices import Meaning
from dashboard.components.draft_reading import Understood
from dashboard.drafts import Draft
from engine.config import plain as plain_values
from engine.data.importing.recipe import Reading, Recipe, Role


def layout(draft: Draft, preset: str) -> list[str]:
    """The options that name the files by a well-known layout."""
    return ["--preset", preset, "--folder", str(drafts.layout(draft))]


def files(draft: Draft, understood: Mapping[Role, Understood]) -> list[str]:
    """The options that name the files, their columns, and how they are read."""
    found = [part for role, one in understood.items() for part in _files(draft, role, one)]
    found += draft_mapping.arguments({role: dict(one.columns) for role, one in understood.items()})
    return found + [part for role, one in understood.items() for part in _settings(role, one.chosen, Reading())]


def choices(draft: Draft, meaning: Meaning, recipe: Recipe) -> list[str]:
    """The options for everything else; both are of `equipoise data import` and of `equipoise data check`."""
    found = ["--name", meaning.name] if meaning.name else []
    found += [f"--relevance={meaning.positive:.12g}"] if meaning.positive is not None else []
    if meaning.low is not None and meaning.high is not None:
        found.append(f"--range={meaning.low:.12g},{meaning.high:.12g}")
    found += _settings("cleaning", recipe.cleaning, Recipe().cleaning)
    found += _settings("privacy", recipe.privacy, Recipe().privacy)
    for name in ("nulls", "normalise", "rejects", "features"):
        found += _setting(name, getattr(recipe, name), getattr(Recipe(), name))
    return [*found, "--names", str(drafts.folder(draft) / "names.json")]


def _files(draft: Draft, role: Role, one: Understood) -> list[str]:
    return [part for file in one.files for part in (f"--{role}", str(drafts.path(draft, file)))]


def _settings(name: str, chosen: Any, usual: Any) -> list[str]:
    """What differs from the usual, a setting each."""
    each = [(f"{name}.{part.name}", getattr(chosen, part.name), getattr(usual, part.name)) for part in parts(usual)]
    return [option for one in each for option in _setting(*one)]


def _setting(name: str, chosen: Any, usual: Any) -> list[str]:
    if chosen == usual:
        return []
    return ["--set", f"{name}={json.dumps(plain_values(chosen), ensure_ascii=False)}"]
