"""Numbers in bands, for example ages: a derived attribute, made at import, that audits can group by."""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from engine.errors import InputError

KEY = "bins"
MOST_EDGES = 49
"""So many edges make 50 bands: no more could be audited."""
MOST = Decimal("1e15")


@dataclass(frozen=True, slots=True)
class Bins:
    """The band [low, high) of each number, called by its edges and never by a value of the data.

    `attribute`: a number of users or items. Either `edges`, ascending and joined by commas (`18,30,45,65`), of which
    the first and the last band are open (`< 18`, `≥ 65`), or `width`: bands from each of its multiples to the next.
    Where all numbers and edges are whole, `18–29` is said for 18 to below 30. `name`: of the new attribute, otherwise
    that of the old one and `_band`. What is no number is unknown.

    Raises:
        InputError: `features.edges`, `features.bins_one` where neither or both are given.
    """

    attribute: str
    edges: str = ""
    width: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        if bool(self.edges.strip()) == (self.width != 0):
            raise InputError("features.bins_one", attribute=self.attribute)
        if self.width and not (math.isfinite(self.width) and self.width > 0):
            raise InputError("features.edges", attribute=self.attribute, edges=self.width)
        if self.edges:
            self._edges()

    @property
    def made(self) -> str:
        """The name of the new attribute."""
        return self.name.strip() or f"{self.attribute}_band"

    def labels(self, values: Sequence[str]) -> list[str | None]:
        """The band of each different value, in their order; None for what is no number."""
        numbers = [_number(value) for value in values]
        edges = self._edges() if self.edges else [Decimal(repr(self.width))]
        whole = all(n is None or n == n.to_integral_value() for n in (*numbers, *edges))
        if not self.edges:
            return [None if n is None else _multiple(n, edges[0], whole) for n in numbers]
        names = [f"< {_shown(edges[0])}"]
        names += [_between(low, high, whole) for low, high in pairwise(edges)] + [f"≥ {_shown(edges[-1])}"]
        return [None if n is None else names[bisect_right(edges, n)] for n in numbers]

    def order(self, labels: Sequence[str]) -> list[str]:
        """The bands from the lowest to the highest; other texts after them."""
        return sorted(labels, key=_place)

    def _edges(self) -> list[Decimal]:
        found = [_number(part) for part in self.edges.split(",")]
        edges = [edge for edge in found if edge is not None]
        if len(edges) < len(found) or len(edges) > MOST_EDGES or any(a >= b for a, b in pairwise(edges)):
            raise InputError("features.edges", attribute=self.attribute, edges=self.edges, most=MOST_EDGES)
        return edges


def _number(text: str) -> Decimal | None:
    """As the importer reads numbers; one that a double does not hold to the unit is none."""
    try:
        number = None if "_" in text else Decimal(text.strip())
    except InvalidOperation:
        return None
    if number is None or not number.is_finite():
        return None
    return number if -MOST < number < MOST else None  # comparing never overflows, abs() may


def _multiple(number: Decimal, width: Decimal, whole: bool) -> str:
    place = math.floor(number / width)
    return _between(place * width, (place + 1) * width, whole)


def _between(low: Decimal, high: Decimal, whole: bool) -> str:
    if not whole:
        return f"{_shown(low)}–<{_shown(high)}"
    return _shown(low) if high - low == 1 else f"{_shown(low)}–{_shown(high - 1)}"


def _shown(number: Decimal) -> str:
    """Without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _place(label: str) -> tuple[float, str]:
    if label.startswith("< "):
        return -math.inf, label
    found = re.match(r"(?:≥ )?(-?\d+(?:\.\d+)?)", label)
    return (float(found[1]) if found else math.inf), label
