"""What the workspace keeps about a dataset, and how records become JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from engine.contracts import Schema
from engine.data.ledger import Ledger
from engine.errors import InputError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """A dataset's id, what it holds, what became of each uploaded record, and its sources."""

    id: str
    schema: Schema
    ledgers: tuple[Ledger, ...]
    created: str
    manifest: Mapping[str, Any]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Building one costs milliseconds, and a page reads hundreds of records."""
    return TypeAdapter(kind)


def to_json(value: Any) -> Any:
    """A record as JSON-ready values."""
    return _adapter(cast(Any, type(value))).dump_python(value, mode="json")


def from_json(kind: type[T], value: Any, name: str) -> T:
    """A record from JSON values.

    Raises:
        InputError: `workspace.stale` where the file is of another format.
    """
    try:
        found: T = _adapter(cast(Any, kind)).validate_python(value)
    except ValidationError:
        raise InputError("workspace.stale", file=name) from None
    return found
