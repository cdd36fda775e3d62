"""Part of a place, for example the country of an address: a derived attribute, made at import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from engine.errors import InputError

KEY = "region"


@dataclass(frozen=True, slots=True)
class Region:
    """The `last` or `first` part of a text of places (`Lyon, France`), or the `start` of a postal code.

    `attribute`: of users or items. `separator`: between the parts. `length`: characters of the start, spaces apart.
    `mapping`: own names of parts, `10=Berlin,20=Hamburg`; parts that it does not name stay as they are. `name`: of
    the new attribute, otherwise that of the old one and `_region`.

    Raises:
        InputError: `features.mapping`, `features.separator`.
    """

    attribute: str
    part: Literal["last", "first", "start"] = "last"
    separator: str = ","
    length: Annotated[int, Field(ge=1, le=20)] = 2
    mapping: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if not self.separator:
            raise InputError("features.separator", attribute=self.attribute)
        self._named()

    @property
    def made(self) -> str:
        """The name of the new attribute."""
        return self.name.strip() or f"{self.attribute}_region"

    def labels(self, values: Sequence[str]) -> list[str | None]:
        """The region of each different value, in their order; None where there is no part."""
        named = self._named()
        parts = [self._part(value) for value in values]
        return [named.get(part, part) or None for part in parts]

    def order(self, labels: Sequence[str]) -> list[str]:
        """Regions have no order but that of their text."""
        return sorted(labels)

    def _part(self, value: str) -> str:
        if self.part == "start":
            return "".join(value.split())[: self.length]
        parts = [part.strip() for part in value.split(self.separator)]
        known = [part for part in parts if part]
        return "" if not known else known[-1 if self.part == "last" else 0]

    def _named(self) -> dict[str, str]:
        pairs = [pair.partition("=") for pair in self.mapping.split(",") if pair.strip()]
        for part, equals, name in pairs:
            if not (part.strip() and equals and name.strip()):
                raise InputError("features.mapping", attribute=self.attribute, entry=f"{part}{equals}{name}".strip())
        return {part.strip(): name.strip() for part, _equals, name in pairs}
