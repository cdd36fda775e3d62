"""When users and items were there, and which of them count: windows of time, and conditions on attributes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine.config import EligibleConfig
from engine.contracts import Attribute, Codes, Dataset
from engine.data.cells import cells
from engine.data.values import split_values
from engine.errors import InputError

ALWAYS = np.iinfo(np.int64)
LATEST = 2**53
"""Seconds beyond this, some 285 million years from 1970, are no times."""
YEARS = (1000, 9999)
"""Whole numbers between these are years, and not seconds of the first hours of 1970."""


@dataclass(frozen=True, slots=True)
class Side:
    """All users, or all items: which count at all, and each one's first and last second, shape (n,) each."""

    allowed: NDArray[np.bool_]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def only(self, allowed: NDArray[np.bool_]) -> "Side":
        """The same with those left out that are not `allowed`."""
        return replace(self, allowed=self.allowed & allowed)


def always(n: int) -> Side:
    """Everybody, at any time."""
    return Side(np.ones(n, dtype=bool), np.full(n, ALWAYS.min), np.full(n, ALWAYS.max))


def seen(codes: Codes, times: NDArray[np.int64], n: int) -> Side:
    """From the first row to the last; those without a row were never there."""
    first, last = np.full(n, ALWAYS.max), np.full(n, ALWAYS.min)
    np.minimum.at(first, codes, times)
    np.maximum.at(last, codes, times)
    return Side(first <= last, first, last)


def since_seen(codes: Codes, times: NDArray[np.int64], n: int) -> Side:
    """From the first row on, and never gone again."""
    return replace(seen(codes, times, n), last=np.full(n, ALWAYS.max))


def stated(dataset: Dataset, config: EligibleConfig) -> Side:
    """Items from and until the times in their attributes; where an item has none, there is no bound.

    A time is a number of seconds since 1970, a year, or an ISO date with or without a time (UTC where it names no
    zone); a day or a year counts from its first second, and until its last.

    Raises:
        InputError: `eligible.stated` where neither attribute is named, `eligible.attribute` where one is not there,
            `eligible.time` where values are no times.
    """
    if config.available_from is None and config.available_until is None:
        raise InputError("eligible.stated")
    everything = always(dataset.schema.n_items)
    first, last = everything.first, everything.last
    if config.available_from is not None:
        first = _times(dataset, config.available_from, _begin, missing=ALWAYS.min)
    if config.available_until is not None:
        last = _times(dataset, config.available_until, _end, missing=ALWAYS.max)
    return Side(first <= last, first, last)


def matching(dataset: Dataset, condition: str) -> tuple[Literal["user", "item"], NDArray[np.bool_]]:
    """Whom `attribute=value|value` speaks of: the side, and who has any of the values, shape (n,).

    Raises:
        InputError: `eligible.filter` where the text has another form, `eligible.attribute` where there is no such
            attribute, `eligible.sensitive` where it is kept apart, `eligible.value` where nobody has a value.
    """
    name, equals, text = (part.strip() for part in condition.partition("="))
    values = split_values(text)
    if not (name and equals and values):
        raise InputError("eligible.filter", text=condition)
    attribute = _attribute(name, (*dataset.schema.user_attributes, *dataset.schema.item_attributes))
    side: Literal["user", "item"] = "user" if attribute in dataset.schema.user_attributes else "item"
    return side, np.any([_having(dataset, attribute, value) for value in values], axis=0)


def _having(dataset: Dataset, attribute: Attribute, value: str) -> NDArray[np.bool_]:
    """Who has a value."""
    held = cells(dataset, attribute.name)
    if attribute.kind == "number":
        number = _number(value)
        has = np.zeros(len(held), dtype=bool) if number is None else held.astype(np.float64) == number
    else:
        encoded = pa.array(held, from_pandas=True).dictionary_encode()
        distinct = encoded.dictionary.to_pylist()
        split = attribute.kind == "multi"
        among = [value in split_values(text) if split else value == str(text).strip() for text in distinct]
        has = np.array([*among, False])[encoded.indices.fill_null(len(distinct)).to_numpy()]
    if not has.any():
        raise InputError("eligible.value", attribute=attribute.name, value=value)
    return has


def _times(dataset: Dataset, name: str, second: Callable[[str], int | None], missing: int) -> NDArray[np.int64]:
    """An attribute of items as seconds since 1970."""
    attribute = _attribute(name, dataset.schema.item_attributes)
    encoded = pa.array(cells(dataset, attribute.name), from_pandas=True).dictionary_encode()
    distinct = [str(value).strip() for value in encoded.dictionary.to_pylist()]
    seconds = [second(text) for text in distinct]
    wrong = [text for text, found in zip(distinct, seconds, strict=True) if found is None]
    if wrong:
        raise InputError("eligible.time", attribute=name, n=len(wrong), example=wrong[0])
    which = encoded.indices.fill_null(len(distinct)).to_numpy()
    times: NDArray[np.int64] = np.array([*seconds, missing], dtype=np.int64)[which]
    return times


def _begin(text: str) -> int | None:
    """The first second that a text names, since 1970; None where it is no time."""
    number = _number(text)
    if number is not None and not (number.is_integer() and YEARS[0] <= number <= YEARS[1]):
        return int(number) if abs(number) < LATEST else None
    try:
        when = datetime.fromisoformat(text if number is None else f"{int(number)}-01-01")
    except ValueError:
        return None
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


def _end(text: str) -> int | None:
    """The last second that a text names: that of the day or the year where it names no time of day."""
    number = _number(text)
    if number is not None and number.is_integer() and YEARS[0] <= number <= YEARS[1]:
        return _end(f"{int(number)}-12-31")
    first = _begin(text)
    return first + 86_399 if first is not None and number is None and len(text) <= len("2024-01-31") else first


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _attribute(name: str, among: Sequence[Attribute]) -> Attribute:
    """The attribute of that name; one that is kept apart may not say what could be observed."""
    found = next((attribute for attribute in among if attribute.name == name), None)
    if found is None:
        raise InputError("eligible.attribute", attribute=name, known=[a.name for a in among if not a.sensitive])
    if found.sensitive:
        raise InputError("eligible.sensitive", attribute=name)
    return found
