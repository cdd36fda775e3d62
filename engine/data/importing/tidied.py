"""What an import did to values that it took: said with counts, kept in the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_SPELLINGS = 500
"""Spellings that are listed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Of `attribute`, `n` records had the spelling `was`, which is shown as `shown`."""

    attribute: str
    shown: str
    was: str
    n: int


@dataclass(frozen=True, slots=True)
class Tidied:
    """Counts of cells, ids and records that a rule or a choice has touched; what is zero is left out.

    `nulls`: word for no value (the empty text too) -> cells. `spellings`: respelled categories, the most frequent
    first; `spellings_left_out`: how many more there are. `unknown`: word for "nobody knows" -> cells. `conflicts`:
    attribute -> ids that have different values in several files. `choices`: code of a choice in force -> records
    (`engine.words.cleaning`). `times`: file -> order of day and month that its dates show by themselves.
    `left_out`: attributes of users that would have told who a pseudonym is. `unused`: canonical name that no file has
    -> the column that most likely bears it. `encodings`: file -> encoding that is a judgement. `sheets`: spreadsheet ->
    sheets that were not read, where none was chosen.
    """

    nulls: Mapping[str, int] = field(default_factory=dict)
    spellings: tuple[Spelling, ...] = ()
    spellings_left_out: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)
    conflicts: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    unused: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
