"""Attribute cells that hold several values."""


def split_values(text: str | None) -> list[str]:
    """The values of a cell joined by `|`, trimmed, without empty and repeated ones, in their order.

    >>> split_values("chess | tea||chess")
    ['chess', 'tea']
    """
    return list(dict.fromkeys(part for raw in (text or "").split("|") if (part := raw.strip())))
