"""Words of the tables of exposure: who stands at which place, and how exposure is spread."""

from engine.words import _, mark

UNITS: dict[str, str] = {"items": mark("Items"), "providers": mark("Providers")}
"""What a Lorenz curve of exposure is over."""

SPREAD: dict[str, str] = {
    "items": mark(
        "The less exposed half of the items gets {half:.1%} of all exposure, the most exposed tenth {tenth:.1%}."
    ),
    "providers": mark(
        "The less exposed half of the providers gets {half:.1%} of all exposure, the most exposed tenth {tenth:.1%}."
    ),
}


def units(key: str) -> str:
    """The shown name of what a curve is over."""
    return _(UNITS[key])


def spread(key: str, half: float, tenth: float, gini: float | None) -> str:
    """A Lorenz curve in words."""
    text = _(SPREAD[key]).format(half=half, tenth=tenth)
    return text if gini is None else f"{text} {_('Gini index {gini:.2f}; 0 is all alike.').format(gini=gini)}"


def places_note() -> str:
    """What a table of places says."""
    return _(
        "Of all lists, the share whose item at a place is of the group; beside it the group's share of all items."
        " A description of these lists: it has no interval, and no verdict."
    )


def curve_note() -> str:
    """What a Lorenz curve says."""
    return _("The share of all exposure that the least exposed hold together. The straight line: all alike.")
