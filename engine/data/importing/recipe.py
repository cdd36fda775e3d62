"""How files are read, cleaned, enriched and protected: recorded choices, hashed into the dataset's id.

A recipe is stored with the dataset. Nothing in it is guessed silently: what `None` leaves open is found out from the
file, shown before the import, and written down as what it was.
"""

from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field

from engine.config import STRICT, Spec
from engine.errors import InputError

Role = Literal["interactions", "users", "items", "recommendations"]
Encoding = Literal["utf-8", "utf-16", "gb18030", "latin-1"]
Delimiter = Literal[",", ";", "\t", "|", "::"]
Decimal = Literal[".", ","]
Times = Literal["auto", "ymd", "dmy", "mdy", "seconds", "milliseconds", "microseconds"]
Repeats = Literal["last", "first", "sum", "max"]

ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
DELIMITERS: tuple[Delimiter, ...] = get_args(Delimiter)
NULL_WORDS = ("", "NULL", "null", "NA", "N/A", "n/a", "None", "nan", "NaN", "-", "\\N", "无", "空", "#N/A")
"""Cells that say that there is no value; anything else is one."""
Name: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of one role are read. `None` is found out from the first of them.

    `header`: whether the first record names the columns; without one they are called `names`, then `column_3`, ….
    `quotes`: whether `"` encloses cells; False where it is a letter like any other. `decimal`: the decimal mark; the
    other mark inside a number makes it none. `times`: `auto` takes ISO 8601 and epoch seconds or milliseconds by
    their size, and refuses what has two readings; `dmy`, `mdy`, `ymd`: day, month and year in this order.
    `sheet`: of a spreadsheet file; the first where it is empty.
    """

    __pydantic_config__ = STRICT
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    header: bool = True
    names: tuple[Name, ...] = ()
    quotes: bool = True
    decimal: Decimal = "."
    times: Times = "auto"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What becomes of records that are good but doubtful.

    `repeats`: of several records of one pair the last or the first in time stays (without times, in the order of the
    files), or the last stays with the sum or the largest of their feedback; where some were exposed at random, of those
    alone. `copies`: records that repeat another in
    every column are dropped and counted, or the import is refused where they are more than a tenth. `outside`:
    feedback outside the stated range is a reject, or is set to the range's end. `unknown`: further words that mean
    that nobody knows, in attributes. `user_core`, `item_core`: users and items with fewer interactions are left out,
    one after the other until none is left; 0 keeps all.
    """

    __pydantic_config__ = STRICT
    repeats: Repeats = "last"
    copies: Literal["refuse", "drop"] = "refuse"
    outside: Literal["reject", "clip"] = "reject"
    unknown: tuple[str, ...] = ()
    user_core: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    item_core: Annotated[int, Field(ge=0, le=1_000_000)] = 0


@dataclass(frozen=True, slots=True)
class Privacy:
    """`pseudonymise`: ids are replaced by HMACs under the workspace's key, and attributes of users that tell nearly
    everyone apart (names, addresses) are left out. `sensitive`: attributes of users that are kept in a table of their
    own: they group users in audits, and no model, propensity or explanation sees them.
    """

    __pydantic_config__ = STRICT
    pseudonymise: bool = False
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """All recorded choices of one import.

    `nulls`: words for no value, compared with the trimmed cell. `normalise`: spellings of a category that differ only
    in width, case or spaces become one. `features`: derived attributes and model inputs (`engine.data.features`).
    `rejects`: the largest share of records that may be rejected before the import is refused.
    """

    __pydantic_config__ = STRICT
    interactions: Reading = field(default_factory=Reading)
    users: Reading = field(default_factory=Reading)
    items: Reading = field(default_factory=Reading)
    nulls: tuple[str, ...] = NULL_WORDS
    normalise: bool = True
    cleaning: Cleaning = field(default_factory=Cleaning)
    features: tuple[Spec, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    rejects: Annotated[float, Field(ge=0, le=1)] = 0.01

    def reading(self, role: Role) -> Reading:
        """How the files of a role are read; uploaded lists are read like interactions."""
        return {"users": self.users, "items": self.items}.get(role, self.interactions)


def with_delimiter(recipe: Recipe, delimiter: str) -> Recipe:
    """The recipe with this delimiter for the files of every role.

    Raises:
        InputError: `import.delimiter_unknown`.
    """
    chosen = next((known for known in DELIMITERS if known == delimiter), None)
    if chosen is None:
        raise InputError("import.delimiter_unknown", delimiter=delimiter)
    roles = {role: replace(recipe.reading(role), delimiter=chosen) for role in ROLES}
    return replace(recipe, interactions=roles["interactions"], users=roles["users"], items=roles["items"])


ROLES: tuple[Role, ...] = ("interactions", "users", "items")
"""Roles of the files that make a dataset."""
