"""Shown names of attributes and groups; the uploader's own names are shown as they are."""

from engine.words import _, mark

NAMES: dict[str, str] = {
    "gender": mark("Gender"),
    "age": mark("Age"),
    "occupation": mark("Occupation"),
    "provider": mark("Provider"),
    "genres": mark("Genres"),
    "popularity": mark("Popularity"),
    "activity": mark("Activity"),
    "activity_level": mark("Activity (thirds)"),
    "popularity_level": mark("Popularity (head, middle, tail)"),
}

GROUPS: dict[str, str] = {
    "all groups": mark("all groups"),
    "everyone else": mark("everyone else"),
    "unknown": mark("unknown"),
}
"""Groups that the audit names itself, of any attribute."""

LEVELS: dict[str, dict[str, str]] = {
    "activity_level": {
        "low": mark("the least active third"),
        "mid": mark("the middle third"),
        "high": mark("the most active third"),
    },
    "popularity_level": {
        "head": mark("head: the most popular"),
        "mid": mark("middle"),
        "tail": mark("tail: the least popular"),
    },
}
"""Groups of the groupings that the audit makes, by grouping."""

CROSS = "*"
"""Joins the columns of an intersection."""

SIDES: dict[str, str] = {"user": mark("Users"), "item": mark("Items")}


def name(attribute: str) -> str:
    """The attribute's name: ours where it has one, else the column's, readable: `home_town` as `Home town`.

    An intersection, `gender*age`, is `Gender × Age`; a cohort is called by its own name.
    """
    if attribute in NAMES:
        return _(NAMES[attribute])
    if CROSS in attribute.strip(CROSS):
        return " × ".join(name(part.strip()) for part in attribute.split(CROSS))
    own = attribute.replace("_", " ")
    return own[:1].upper() + own[1:]


def side(key: str) -> str:
    """`Users` or `Items`."""
    return _(SIDES[key])


def group(value: str, attribute: str = "") -> str:
    """The group's value; a word for the empty one, and for those that the audit names itself."""
    own = LEVELS.get(attribute, {}).get(value) or GROUPS.get(value)
    if own:
        return _(own)
    return value if value.strip() else _("(empty)")
