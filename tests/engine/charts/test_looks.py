"""The figures of a closer look at an audit: what is drawn is what came in, and what is withheld is drawn as such."""

import pytest

from engine.charts import exposure, heatmap, leanings, places, reliability, spreads
from engine.charts.series import MOST_LINES, styles
from engine.charts.theme import DARK, LIGHT, THEMES

CELLS = {
    ("F", "young"): heatmap.Cell(40, 0.2, 0.1, 0.3),
    ("F", "old"): heatmap.Cell(None, None),
    ("M", "young"): heatmap.Cell(12, None),
    ("M", "<b>"): heatmap.Cell(50, 0.4),
}


def of(figure, kind):
    return [trace for trace in figure.data if trace.type == kind]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_cells_have_their_numbers_and_withheld_ones_are_hatched(theme):
    figure = heatmap.heatmap(["F", "M"], ["young", "old", "<b>"], CELLS, theme)
    (colours,) = of(figure, "heatmap")
    assert [list(line) for line in colours.z] == [[0.2, None, None], [None, None, 0.4]]
    hatched, text = of(figure, "scatter")
    assert hatched.fillpattern.shape == "/" and list(hatched.x)[:2] == pytest.approx([0.515, 1.485])
    assert list(text.text) == ["0.200", "", "–", "0.400"]
    assert "n 40" in text.customdata[0][2] and "withheld" in text.customdata[1][2]
    assert list(figure.layout.xaxis.ticktext)[2] == "&lt;b&gt;"


def test_nothing_is_hatched_where_nothing_is_withheld():
    figure = heatmap.heatmap(["F"], ["young"], {("F", "young"): heatmap.Cell(40, 0.2)})
    assert [trace.type for trace in figure.data] == ["heatmap", "scatter"]
    assert heatmap.heatmap(["F"], ["old"], {("F", "old"): heatmap.Cell(None, None)}).data


def test_cells_as_text():
    text = heatmap.describe(["F", "M"], ["young", "old", "<b>"], CELLS)
    assert text.startswith("2 cells with a number, 1 withheld. Lowest: F, young: 0.200 (n 40). Highest: M, <b>")


def test_curves_of_exposure_are_the_points_with_their_gini():
    curve = exposure.Curve("Items", [(0.0, 0.0), (0.5, 0.1), (0.9, 0.4), (1.0, 1.0)], 0.62)
    figure = exposure.exposure([curve], DARK)
    assert list(figure.data[1].y) == [0.0, 0.1, 0.4, 1.0] and "0.62" in figure.data[1].name
    text = exposure.describe([curve, exposure.Curve("Providers", [], None)])
    assert "Items: the less exposed half has 10.0% of the exposure, the most exposed tenth 60%" in text
    assert "Providers" not in text


def test_places_have_their_shares_and_the_catalogue_is_dotted():
    groups = [places.Place("head", [0.8, None], 0.1), places.Place("tail", [0.2, 0.4], 0.9)]
    figure = places.places(groups)
    assert list(figure.data[0].y) == [0.8, None] and list(figure.data[0].x) == [1, 2]
    assert figure.data[1].line.dash == "dot" and list(figure.data[1].y) == [0.1, 0.1]
    assert "head: 80.0% of first places, an unknown share of the last ones, 10.0%" in places.describe(groups)


def test_of_many_groups_the_largest_are_drawn():
    groups = [places.Place(f"g{i}", [0.1], i / 100) for i in range(9)]
    assert [group.name for group in places.most(groups)] == [f"g{i}" for i in range(9 - MOST_LINES, 9)]
    assert len(styles(99, LIGHT)) == MOST_LINES
    assert places.places([]).layout.height


def test_a_withheld_level_leaves_a_gap_in_its_line():
    line = reliability.Line(
        "F", [reliability.Point(1.0, 1.5, "30 to 39"), None, reliability.Point(4.0, 3.0, "20 to 29")]
    )
    figure = reliability.reliability([line, reliability.Line("M", [None])])
    assert list(figure.data[1].y) == [1.5, None, 3.0] and not figure.data[1].connectgaps
    assert [trace.name for trace in figure.data] == ["as promised", "F"]
    text = reliability.describe([line])
    assert text.endswith("F: predicted 1.00, found 1.50 (n 30 to 39); predicted 4.00, found 3.00 (n 20 to 29).")


def test_spreads_have_a_bar_a_bin_and_withheld_ones_are_hatched():
    rows = [spreads.Spread("F", 60, [0.7, None, 0.1], 0.2), spreads.Spread("<i>", 90, [0.5, 0.5, 0.0], 0.3)]
    figure = spreads.spreads([0.0, 0.2, 0.4, 0.6], rows)
    first, hatched, second = of(figure, "bar")
    assert list(first.y) == [-0.82, 0.0, pytest.approx(-0.82 / 7)] and list(first.base) == [0.5] * 3
    assert hatched.marker.pattern.shape == "/" and [bool(y) for y in hatched.y] == [False, True, False]
    assert second.y[0] == pytest.approx(-0.82 * 5 / 7)
    assert "F (n 60): mean 0.200, most users from 0.000 to 0.200 (70%), 1 bin withheld." in spreads.describe(
        [0.0, 0.2, 0.4, 0.6], rows
    )
    assert spreads.spreads([0.0, 1.0], []).layout.height


def test_leanings_are_dots_with_their_intervals():
    dots = [
        leanings.Dot("F", "Drama", 0.2, 0.1, 0.3),
        leanings.Dot("F", "War", -0.4, None, None),
        leanings.Dot("M", "War", 0.1, 0.0, 0.2),
    ]
    figure = leanings.leanings(dots)
    first, second = figure.data
    assert list(first.x) == [0.2, -0.4] and list(first.error_x.array) == [pytest.approx(0.1), None]
    assert list(figure.layout.yaxis.ticktext) == ["Drama", "War"] and 0.6 < second.y[0] < 1.5
    assert "F, War: -40%." in leanings.describe(dots) and not leanings.left_out(dots)


def test_of_many_categories_those_furthest_from_zero_are_drawn():
    dots = [leanings.Dot("F", f"c{i}", i / 100, None, None) for i in range(15)]
    assert leanings.names(dots)[1] == [f"c{i}" for i in range(3, 15)]
    assert leanings.left_out(dots) == "3 more are not drawn."
