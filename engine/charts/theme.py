"""Colours and layout of every figure, light and dark. Okabe-Ito; red and green never stand for a verdict.

Source: Okabe & Ito (2008), Color Universal Design.
"""

from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

Mode = Literal["light", "dark"]

FONT = "'Source Sans', system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif"
SYMBOLS = {
    "within": "circle",
    "outside": "diamond",
    "inconclusive": "square-open",
    "refused": "x-thin-open",
    "none": "circle-open",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One appearance: colours as CSS values; the background is left to the page."""

    mode: Mode
    text: str
    muted: str
    grid: str
    band: str
    accent: str
    second: str
    verdicts: tuple[tuple[str, str], ...]

    def verdict(self, key: str | None) -> str:
        """The colour of a verdict; the muted one for rows without."""
        return dict(self.verdicts).get(key or "none", self.muted)


LIGHT = Theme(
    mode="light",
    text="#1b2330",
    muted="#5b6675",
    grid="#e3e7ed",
    band="rgba(0,114,178,0.10)",
    accent="#0072B2",
    second="#CC79A7",
    verdicts=(("within", "#0072B2"), ("outside", "#D55E00"), ("inconclusive", "#9A6A00")),
)
DARK = Theme(
    mode="dark",
    text="#e8ecf2",
    muted="#a3adba",
    grid="#2c3542",
    band="rgba(86,180,233,0.14)",
    accent="#56B4E9",
    second="#CC79A7",
    verdicts=(("within", "#56B4E9"), ("outside", "#F0814A"), ("inconclusive", "#E69F00")),
)
THEMES: dict[Mode, Theme] = {"light": LIGHT, "dark": DARK}


def escape(text: object) -> str:
    """Text as plotly must get it: it reads labels as a small HTML, so `<`, `>` and `&` are spelled out."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(text: object, length: int = 22) -> str:
    """Text cut to `length` characters, with an ellipsis where something is missing."""
    shown = " ".join(str(text).split())
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def apply(figure: go.Figure, theme: Theme, height: int, **layout: Any) -> go.Figure:
    """Give the figure our layout: quiet grid, no title (the page has one), transparent background."""
    figure.update_layout(
        height=height,
        font={"family": FONT, "size": 13, "color": theme.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"font": {"family": FONT, "size": 13}},
        showlegend=False,
        dragmode=False,
        template="none",
    )
    axis = {"gridcolor": theme.grid, "linecolor": theme.grid, "zeroline": False, "fixedrange": True}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure.update_layout(**layout)
