"""The forest shows every row of its table, and only what the row has."""

import math

import pytest

from engine.charts import forest
from engine.charts.theme import DARK, LIGHT
from engine.contracts import AuditTable


def test_each_row_with_a_gap_has_a_point_at_its_gap(audit: AuditTable):
    figure = forest.forest(audit.rows)
    drawn = sorted(trace.x[0] for trace in figure.data)
    assert drawn == sorted(row.gap for row in audit.rows if row.gap is not None)


def test_intervals_are_the_rows_own(audit: AuditTable):
    for trace in forest.forest(audit.rows).data:
        row = next(r for r in audit.rows if r.gap == trace.x[0])
        assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(row.gap_low)
        assert trace.x[0] + trace.error_x.array[0] == pytest.approx(row.gap_high)


def test_a_suppressed_row_is_named_and_has_no_point(row):
    figure = forest.forest([row("few", "suppressed", n=None, gap=None, gap_low=None, gap_high=None)])
    assert not figure.data
    assert "withheld" in figure.layout.yaxis.ticktext[0]
    assert any("suppressed" in note.text for note in figure.layout.annotations)


def test_verdicts_differ_by_symbol_and_by_colour(row):
    rows = [row("a", "within"), row("b", "outside"), row("c", "inconclusive"), row("d")]
    points = forest.forest(rows).data
    assert len({p.marker.symbol for p in points}) == 4
    assert len({p.marker.color for p in points}) == 4


def test_ratios_are_on_a_log_axis_that_shows_every_interval(row):
    axis = forest.forest([row("a", gap=3.0, gap_low=0.05, gap_high=40.0)]).layout.xaxis
    low, high = axis.range
    assert axis.type == "log"
    assert low < math.log10(0.05) and high > math.log10(40)


def test_differences_are_on_a_linear_axis_around_zero(row):
    figure = forest.forest(
        [row("a", scale="difference", tolerance=(-0.1, 0.1), gap=0.02, gap_low=-0.05, gap_high=0.09)]
    )
    assert figure.layout.xaxis.type is None
    assert any(shape.x0 == 0.0 and shape.x1 == 0.0 for shape in figure.layout.shapes)


def test_a_ratio_of_zero_does_not_break_the_log_axis(row):
    axis = forest.forest([row("a", "outside", gap=0.0, gap_low=0.0, gap_high=0.3)]).layout.xaxis
    assert all(math.isfinite(end) for end in axis.range)


def test_the_tolerance_band_is_drawn(row):
    shapes = forest.forest([row("a", tolerance=(0.9, 1.1))]).layout.shapes
    assert any((shape.x0, shape.x1) == (0.9, 1.1) for shape in shapes)


def test_user_text_is_escaped_everywhere(audit: AuditTable):
    assert "<b>x" not in forest.forest(audit.rows).to_json()


def test_themes_change_the_colours_only(audit: AuditTable):
    light, dark = forest.forest(audit.rows, LIGHT), forest.forest(audit.rows, DARK)
    assert [t.x for t in light.data] == [t.x for t in dark.data]
    assert light.layout.font.color != dark.layout.font.color


def test_no_rows_give_an_empty_figure():
    assert not forest.forest([]).data


def test_the_text_alternative_names_every_comparison(audit: AuditTable):
    text = forest.describe(audit.rows)
    assert "NDCG@10, Gender M against F: 0.63 [0.55, 0.72] · n 500, outside." in text
    assert text.count(" against ") == sum(not row.is_reference for row in audit.rows)
