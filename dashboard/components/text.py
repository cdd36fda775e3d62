"""Text of users inside Markdown: names, titles and groups are shown letter by letter, never interpreted."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>:$~&^=\"'/@])")


def plain(text: object, length: int = 120) -> str:
    """Text as Markdown that shows it unchanged: on one line, cut to `length`, every special sign escaped."""
    shown = "".join(sign if sign.isprintable() else " " for sign in " ".join(str(text).split()))
    shown = shown if len(shown) <= length else shown[: length - 1] + "…"
    return SPECIAL.sub(r"\\\1", shown)
