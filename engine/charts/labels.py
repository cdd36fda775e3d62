"""Row labels in two lines of a name and a small one below, for figures that must fit a telephone."""

from engine.charts.theme import Theme, escape, shorten

LINE = 20
"""Characters of a line: what fits beside a plot on a screen of 390 pixels."""


def label(name: str, below: str, theme: Theme) -> str:
    """The name on at most two lines, and `below` small and muted under it (empty: nothing)."""
    under = f"<br><span style='font-size:11px;color:{theme.muted}'>{escape(shorten(below, LINE + 4))}</span>"
    return "<br>".join(escape(line) for line in broken(name)) + (under if below else "")


def broken(name: str) -> list[str]:
    """A name in one or two lines, broken at the last space that fits; what does not fit is cut.

    >>> broken("Mean feedback on the item")
    ['Mean feedback on the', 'item']
    """
    whole = " ".join(name.split())
    at = whole.rfind(" ", 0, LINE + 1)
    if len(whole) <= LINE or at < 1:
        return [shorten(whole, LINE)]
    return [whole[:at], shorten(whole[at + 1 :], LINE)]
