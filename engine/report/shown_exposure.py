"""Kept exposure as plain data: the groups of items by place, and how exposure is spread over items and providers."""

from collections.abc import Sequence
from typing import Any

from engine.audit.drawn import Places
from engine.audit.exposed import Curve, Exposed
from engine.charts.exposure import held_by
from engine.words import exposures


def shown_exposure(found: Exposed) -> dict[str, Any]:
    """The section of exposure: a table an attribute of items, and the Lorenz curves with what they say."""
    return {
        "k": found.k,
        "places": [{"attribute": name, "groups": _groups(places)} for name, places in found.places.items()],
        "curves": [_curve(name, curve) for name, curve in found.curves.items() if curve.points],
    }


def _groups(places: Sequence[Places]) -> list[dict[str, Any]]:
    return [{"group": one.group, "catalogue": one.catalogue, "shares": list(one.shares)} for one in places]


def _curve(name: str, curve: Curve) -> dict[str, Any]:
    points = [list(point) for point in curve.points]
    half, tenth = held_by(curve.points, 0.5), 1 - held_by(curve.points, 0.9)
    return {
        "of": name,
        "name": exposures.units(name),
        "gini": curve.gini,
        "points": points,
        "text": exposures.spread(name, half, tenth, curve.gini),
    }
