"""One metric in the cells of two crossed attributes: the number in the cell, withheld cells hatched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.charts import numbers
from engine.charts.labels import broken
from engine.charts.theme import LIGHT, Theme, apply, escape, shorten
from engine.words import _

ROW = 44
DARK_FROM = 0.55
"""From this part of the colour scale on, text changes its own colour to stay readable."""
SCALES = {"light": ("#eaf2f9", "#0072B2"), "dark": ("#1b2836", "#56B4E9")}
ON_DARK = {"light": "#ffffff", "dark": "#10161f"}
MANY_COLUMNS = 7
NAMED, NAMED_OF_MANY = 16, 9


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: `n` is None where it is withheld, `value` also where it is undefined."""

    n: int | None
    value: float | None
    low: float | None = None
    high: float | None = None


Cells = Mapping[tuple[str, str], Cell]


def heatmap(rows: Sequence[str], columns: Sequence[str], cells: Cells, theme: Theme = LIGHT) -> go.Figure:
    """Draw cells by (row, column); a pair that has none is left empty: nobody is in it."""
    found = [cell.value for cell in cells.values() if cell.value is not None]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    figure = go.Figure([_colours(rows, columns, cells, (low, high), theme)])
    hidden = [(r, c) for r, row in enumerate(rows) for c, column in enumerate(columns) if _hidden(cells, row, column)]
    if hidden:
        figure.add_trace(_hatching(hidden, theme))
    figure.add_trace(_numbers(rows, columns, cells, (low, high), theme))
    many = len(columns) > MANY_COLUMNS
    figure.update_xaxes(
        range=[-0.5, len(columns) - 0.5],
        tickvals=list(range(len(columns))),
        ticktext=[escape(shorten(name, NAMED_OF_MANY if many else NAMED)) for name in columns],
        tickangle=-40 if many or max((len(name) for name in columns), default=0) > 9 and len(columns) > 3 else 0,
        side="top",
        showgrid=False,
        showline=False,
        ticks="",
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=["<br>".join(escape(line) for line in broken(name)) for name in rows],
        showgrid=False,
        showline=False,
        ticks="",
        automargin=True,
        ticklabelstandoff=6,
    )
    return apply(figure, theme, 84 + ROW * max(1, len(rows)), margin={"l": 60, "r": 8, "t": 70, "b": 8})


def describe(rows: Sequence[str], columns: Sequence[str], cells: Cells) -> str:
    """The cells as text: the lowest and the highest, how many are withheld, and each of them where they are few."""
    shown = {key: cell for key, cell in cells.items() if cell.value is not None}
    withheld = sum(cell.n is None for cell in cells.values())
    text = _("{shown} cells with a number, {withheld} withheld.").format(shown=len(shown), withheld=withheld)
    if not shown:
        return text
    ordered = sorted(shown, key=lambda key: shown[key].value or 0.0)
    ends = _("Lowest: {low}. Highest: {high}.").format(low=_said(ordered[0], shown), high=_said(ordered[-1], shown))
    return f"{text} {ends}"


def _said(key: tuple[str, str], cells: Cells) -> str:
    return f"{key[0]}, {key[1]}: {numbers.number(cells[key].value)} (n {numbers.count(cells[key].n)})"


def _hidden(cells: Cells, row: str, column: str) -> bool:
    return (row, column) in cells and cells[row, column].n is None


def _colours(
    rows: Sequence[str], columns: Sequence[str], cells: Cells, span: tuple[float, float], theme: Theme
) -> go.Heatmap:
    grid = [[cells.get((row, column)) for column in columns] for row in rows]
    return go.Heatmap(
        z=[[cell.value if cell else None for cell in line] for line in grid],
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        zmin=span[0],
        zmax=span[1] if span[1] > span[0] else span[0] + 1,
        colorscale=[[0, SCALES[theme.mode][0]], [1, SCALES[theme.mode][1]]],
        showscale=False,
        xgap=3,
        ygap=3,
        hoverongaps=False,
        hoverinfo="skip",
    )


def _hatching(places: Sequence[tuple[int, int]], theme: Theme) -> go.Scatter:
    """The outlines of these cells, one after the other, filled with lines."""
    half = 0.485
    x: list[float | None] = []
    y: list[float | None] = []
    for row, column in places:
        x += [column - half, column + half, column + half, column - half, column - half, None]
        y += [row - half, row - half, row + half, row + half, row - half, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": theme.grid, "width": 1},
        fill="toself",
        fillcolor="rgba(0,0,0,0)",
        fillpattern={"shape": "/", "fgcolor": theme.muted, "size": 8, "solidity": 0.12},
        hoverinfo="skip",
    )


def _numbers(
    rows: Sequence[str], columns: Sequence[str], cells: Cells, span: tuple[float, float], theme: Theme
) -> go.Scatter:
    known = [(r, c, cells[row, column]) for r, row in enumerate(rows) for c, column in enumerate(columns)
             if (row, column) in cells]  # fmt: skip
    return go.Scatter(
        x=[c for _r, c, _cell in known],
        y=[r for r, _c, _cell in known],
        mode="text",
        text=["" if cell.n is None else _short(cell.value, span) for _r, _c, cell in known],
        textfont={
            "size": 10 if len(columns) > MANY_COLUMNS else 13,
            "color": [_ink(cell.value, span, theme) for _r, _c, cell in known],
        },
        customdata=[[escape(rows[r]), escape(columns[c]), escape(_hover(cell))] for r, c, cell in known],
        hovertemplate="<b>%{customdata[0]} × %{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    )


def _short(value: float | None, span: tuple[float, float]) -> str:
    """As many decimals in every cell: more where all values are small."""
    return numbers.number(value, 3 if max(map(abs, span)) < 1 else 2)


def _ink(value: float | None, span: tuple[float, float], theme: Theme) -> str:
    if value is None or span[1] <= span[0]:
        return theme.text
    return ON_DARK[theme.mode] if (value - span[0]) / (span[1] - span[0]) > DARK_FROM else theme.text


def _hover(cell: Cell) -> str:
    if cell.n is None:
        return _("withheld: too few people, or giving such a cell away")
    value = f"{numbers.number(cell.value)} {numbers.value_interval(cell.low, cell.high)}"
    return f"{value} · n {numbers.count(cell.n)}"
