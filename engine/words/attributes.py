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
}

SIDES: dict[str, str] = {"user": mark("Users"), "item": mark("Items")}


def name(attribute: str) -> str:
    """The attribute's name: ours where it has one, else the column's, readable: `home_town` as `Home town`."""
    own = attribute.replace("_", " ")
    return _(NAMES[attribute]) if attribute in NAMES else own[:1].upper() + own[1:]


def side(key: str) -> str:
    """`Users` or `Items`."""
    return _(SIDES[key])


def group(value: str) -> str:
    """The group's value; a word for the empty one."""
    return value if value.strip() else _("(empty)")
