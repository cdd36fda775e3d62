"""Differences and gains: what is drawn is what came in, and what was not computed is written."""

import pytest

from engine.charts import differences, gains
from engine.charts.differences import Difference
from engine.charts.gains import Gain
from engine.charts.theme import DARK, LIGHT

ROWS = (
    Difference("NDCG@10", "mf × bpr", 0.02, 0.01, 0.03),
    Difference("NDCG@10", "<b>popularity</b>", -0.07, -0.08, -0.06),
    Difference("Recall@10", "mf × bpr", 0.01),
    Difference("Recall@10", "popularity", None),
)
GAINS = (Gain("Gender: F", 300, 0.2, 0.1, 0.7), Gain("<i>x</i>", None, None, None, None))


def test_points_and_intervals_are_the_rows():
    figure = differences.differences(ROWS)
    assert [trace.x[0] for trace in figure.data] == [0.02, -0.07, 0.01, None]
    first = figure.data[0]
    assert first.x[0] - first.error_x.arrayminus[0] == pytest.approx(0.01)
    assert first.x[0] + first.error_x.array[0] == pytest.approx(0.03)
    assert figure.data[2].error_x.array is None


def test_zero_is_in_the_middle_and_drawn():
    figure = differences.differences(ROWS)
    low, high = figure.layout.xaxis.range
    assert low == -high and high > 0.08
    assert any(shape.x0 == shape.x1 == 0 for shape in figure.layout.shapes)
    assert differences.differences([Difference("a", "b", 0.0, 0.0, 0.0)]).layout.xaxis.range[1] > 0


def test_each_block_has_its_header_once():
    texts = [note.text for note in differences.differences(ROWS).layout.annotations]
    assert texts == ["<b>NDCG@10</b>", "<b>Recall@10</b>"]


def test_differences_as_text():
    text = differences.describe(ROWS)
    assert "NDCG@10, mf × bpr: +0.020 [+0.010, +0.030]." in text
    assert text.endswith("Recall@10, popularity: –.")


def test_bars_lie_on_either_side_of_zero_and_withheld_groups_are_written():
    fell, rose = gains.gains(GAINS).data
    assert (list(fell.x), list(rose.x)) == ([-0.1, 0], [0.2, 0])
    assert (list(fell.text), list(rose.text)) == (["10%", ""], ["20%", ""])
    assert [note.text for note in gains.gains(GAINS).layout.annotations] == [
        "<b>lost</b>",
        "<b>gained</b>",
        "<i>withheld</i>",
    ]


def test_gains_as_text():
    assert gains.describe(GAINS).endswith("Gender: F: 20% gained, 10% lost, 70% the same, n 300. <i>x</i>: withheld.")


@pytest.mark.parametrize(("draw", "rows"), [(differences.differences, ROWS), (gains.gains, GAINS)])
def test_text_is_escaped_and_themes_change_the_colours_only(draw, rows):
    light, dark = draw(rows, LIGHT), draw(rows, DARK)
    assert "<b>pop" not in light.to_json() and "<i>x" not in light.to_json()
    assert [t.x for t in light.data] == [t.x for t in dark.data]
    assert light.layout.font.color != dark.layout.font.color
    assert not draw([]).data


def test_gains_and_losses_differ_by_side_word_and_colour_and_not_as_red_and_green():
    fell, rose = gains.gains(GAINS).data
    assert fell.marker.color != rose.marker.color
    assert {fell.marker.color, rose.marker.color} == {LIGHT.accent, LIGHT.second}
