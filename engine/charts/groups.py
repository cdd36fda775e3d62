"""How many users or items each group has: shown before any metric."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _, attributes

LETTER = 7
"""Pixels of a digit: the label of the longest bar stands in the margin, whatever the figure's width."""
BESIDE = 12


def groups(
    sizes: Sequence[tuple[str, int | None]], theme: Theme = LIGHT, told: Callable[[int | None], str] = numbers.count
) -> go.Figure:
    """Horizontal bars of `(group, size)`, in the order given; a suppressed size is written, not drawn.

    `told`: a size in words.
    """
    shown = [(escape(shorten(attributes.group(name), 26)), n) for name, n in sizes]
    places = list(range(len(shown)))
    figure = go.Figure(
        go.Bar(
            orientation="h",
            x=[n or 0 for _name, n in shown],
            y=places,
            text=[told(n) for _name, n in shown],
            textposition="outside",
            cliponaxis=False,
            marker={"color": theme.accent},
            customdata=[escape(attributes.group(name)) for name, _n in sizes],
            hovertemplate="%{customdata}: %{text}<extra></extra>",
        )
    )
    figure.update_yaxes(
        tickvals=places,
        ticktext=[name for name, _n in shown],
        range=[len(shown) - 0.5, -0.5],
        showgrid=False,
        automargin=True,
        ticklabelstandoff=6,
    )
    largest = max((n or 0 for _name, n in shown), default=0)
    figure.update_xaxes(visible=False, range=[0, max(largest, 1)])
    right = BESIDE + LETTER * max((len(told(n)) for _name, n in shown), default=0)
    height = 26 + 30 * max(len(shown), 1)
    return apply(figure, theme, height, margin={"l": 8, "r": right, "t": 6, "b": 6}, bargap=0.3)


def describe(sizes: Sequence[tuple[str, int | None]], told: Callable[[int | None], str] = numbers.count) -> str:
    """The bars as text."""
    listed = "; ".join(f"{attributes.group(name)}: {told(n)}" for name, n in sizes)
    return _("Group sizes. {listed}").format(listed=listed)
