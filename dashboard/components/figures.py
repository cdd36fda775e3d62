"""Figures of the engine on a page, in the page's own appearance, each with its text alternative."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st

from engine.charts import forest, groups, history
from engine.charts.theme import THEMES, Theme
from engine.contracts import AuditRow
from engine.words import _

CONFIG = {"displayModeBar": False, "scrollZoom": False}


def gaps(rows: Sequence[AuditRow], key: str) -> None:
    """A forest for each scale and tolerance that occur: each has one band."""
    compared = [row for row in rows if row.scale != "index" and not row.is_reference]
    bands = sorted({(row.scale, row.tolerance) for row in compared}, reverse=True)
    for place, band in enumerate(bands):
        own = [row for row in compared if (row.scale, row.tolerance) == band]
        draw(forest.forest(own, theme()), forest.describe(own), f"{key}_{place}")


def sizes(counted: Sequence[tuple[str, int | None]], told: Callable[[int | None], str], key: str) -> None:
    """Bars of group sizes, each with its size in words."""
    draw(groups.groups(counted, theme(), told), groups.describe(counted, told), key)


def training(loss: Sequence[tuple[int, float]], validation: Sequence[tuple[int, float]], key: str) -> None:
    """Loss and validation score by epoch."""
    name = _("validation score")
    draw(history.history(loss, validation, name, theme()), history.describe(loss, validation, name), key)


def theme() -> Theme:
    """The appearance of the page as its reader has it."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def draw(figure: go.Figure, alt: str, key: str) -> None:
    """A figure with its text alternative."""
    st.plotly_chart(figure, theme=None, config=CONFIG, key=key, alt=alt)
