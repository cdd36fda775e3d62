"""How lines of several groups are told apart: by colour, sign and dash together, never by colour alone.

Source of the colours: Okabe & Ito (2008), Color Universal Design.
"""

from dataclasses import dataclass

from engine.charts.theme import Theme

MOST_LINES = 6
"""Lines in one figure: of more, none could be followed."""
COLORS = {
    "light": ("#0072B2", "#D55E00", "#009E73", "#B4508C", "#9A6A00", "#1b2330"),
    "dark": ("#56B4E9", "#F0814A", "#2FBF98", "#CC79A7", "#E69F00", "#e8ecf2"),
}
SIGNS = ("circle", "diamond", "square", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dashdot", "longdash", "solid", "dash")


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one line."""

    color: str
    sign: str
    dash: str


def styles(n: int, theme: Theme) -> list[Style]:
    """The looks of the first n lines, at most `MOST_LINES`."""
    looks = zip(COLORS[theme.mode], SIGNS, DASHES, strict=True)
    return [Style(*look) for look in list(looks)[:n]]


def legend(theme: Theme) -> dict[str, object]:
    """A legend above the plot, in rows that fit a narrow screen."""
    return {
        "orientation": "h",
        "yanchor": "bottom",
        "y": 1.02,
        "xanchor": "left",
        "x": 0,
        "font": {"size": 12, "color": theme.text},
        "itemclick": False,
        "itemdoubleclick": False,
    }
