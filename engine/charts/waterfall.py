"""How a score comes about: from the average score, one bar a contribution, to the score itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.labels import label
from engine.charts.theme import LIGHT, Theme, apply, escape
from engine.words import _, plural

MOST_BARS = 12
ROW, LABELS = 54, 160


@dataclass(frozen=True, slots=True)
class Bar:
    """A feature by its shown name, its value as text (empty: none), and what it adds to the score."""

    name: str
    value: str
    phi: float


def waterfall(base: float, bars: Sequence[Bar], rest: Bar, theme: Theme = LIGHT) -> go.Figure:
    """Bars from `base` to base + sum of bars + rest: the largest first, the smaller ones together, `rest` last.

    Orange bars to the right raise the score and blue ones to the left lower it; the sign is written at each,
    so that nothing depends on the colour.
    """
    rows = [*most(bars), rest]
    starts = [base]
    for bar in rows:
        starts.append(starts[-1] + bar.phi)
    figure = go.Figure(
        go.Bar(
            orientation="h",
            x=[bar.phi for bar in rows],
            base=starts[:-1],
            y=list(range(len(rows))),
            marker={"color": [_color(bar, rest, theme) for bar in rows]},
            text=[numbers.signed(bar.phi) for bar in rows],
            textposition="outside",
            cliponaxis=False,
            customdata=[[escape(bar.name), escape(bar.value)] for bar in rows],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{text}<extra></extra>",
        )
    )
    for row, end in enumerate(starts[1:-1]):
        figure.add_shape(type="line", x0=end, x1=end, y0=row, y1=row + 1, line={"color": theme.muted, "width": 1})
    for at, dash in ((base, "dot"), (starts[-1], "solid")):
        figure.add_vline(at, line={"color": theme.muted, "width": 1.2, "dash": dash})
    _axes(figure, rows, starts, theme)
    margin = {"l": LABELS, "r": 26, "t": 10, "b": 62}
    return apply(figure, theme, 76 + ROW * len(rows), margin=margin, bargap=0.35)


def describe(base: float, bars: Sequence[Bar], rest: Bar) -> str:
    """The waterfall as text, the same bars in the same order."""
    listed = "; ".join(
        f"{bar.name}{f' ({bar.value})' if bar.value else ''}: {numbers.signed(bar.phi)}" for bar in most(bars)
    )
    score = base + sum(bar.phi for bar in bars) + rest.phi
    return _("From the average score {base} to the score {score}. {listed}; {rest}: {phi}.").format(
        base=numbers.number(base),
        score=numbers.number(score),
        listed=listed,
        rest=rest.name,
        phi=numbers.signed(rest.phi),
    )


def most(bars: Sequence[Bar]) -> list[Bar]:
    """The largest contributions, and the sum of the others as one bar."""
    ordered = sorted(bars, key=lambda bar: -abs(bar.phi))
    shown, others = ordered[:MOST_BARS], ordered[MOST_BARS:]
    if not others:
        return shown
    name = plural("{n} other feature", "{n} other features", len(others))
    return [*shown, Bar(name, "", sum(bar.phi for bar in others))]


def _axes(figure: go.Figure, rows: Sequence[Bar], starts: Sequence[float], theme: Theme) -> None:
    low, high = min(starts), max(starts)
    pad = 0.22 * ((high - low) or 1.0)
    ends = _("average {base}, score {score}").format(base=numbers.number(starts[0]), score=numbers.number(starts[-1]))
    figure.update_xaxes(
        range=[low - pad, high + pad],
        title={"text": f"{_('score of the model')}<br>{ends}"},
        title_font={"size": 12, "color": theme.muted},
        title_standoff=8,
        nticks=5,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[label(bar.name, bar.value, theme) for bar in rows],
        showgrid=False,
        showline=False,
        ticklabelstandoff=6,
    )


def _color(bar: Bar, rest: Bar, theme: Theme) -> str:
    if bar is rest:
        return theme.muted
    return theme.verdict("outside") if bar.phi > 0 else theme.accent
