"""Figures of what propensities make of a log: what is drawn is what came in, and the text says the same."""

import pytest

from engine.charts import examination, love, propensity_calibration, sensitivity, sweep
from engine.charts.logs import powers
from engine.charts.theme import DARK, LIGHT

ROWS = (love.Covariate("<b>age", -0.5, 0.04), love.Covariate("price of the item in euros", 0.2, 0.3))
BINS = (
    propensity_calibration.Point(0.001, 0.002, 0.001, 0.004),
    propensity_calibration.Point(0.05, 0.04, None, None),
    propensity_calibration.Point(0.1, 0.0, None, None),
)
CUTS = (
    sweep.Cut(1.0, 3.1, 0.02, 0.4, 900.0),
    sweep.Cut(10.0, 2.9, 0.05, 0.01, 500.0),
    sweep.Cut(None, 2.8, None, 0, 80),
)
REACHES = (sensitivity.Reach(1, -0.5, -0.5, -0.6, -0.4), sensitivity.Reach(3, -0.9, 0.1, -1.0, 0.2))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_love_shows_both_without_sign(theme):
    figure = love.love(ROWS, theme)
    before, after = (trace for trace in figure.data if trace.mode == "markers")
    assert list(before.x) == [0.5, 0.2] and list(after.x) == [0.04, 0.3]
    assert before.marker.symbol == "circle-open" and after.marker.color == theme.accent
    assert "<b>age" not in figure.to_json() and "−0.50" not in figure.to_json()
    assert {shape.x0 for shape in figure.layout.shapes} == {0.1, 0.25}
    assert "-0.50 before, +0.04 after" in love.describe(ROWS)


def test_a_love_plot_of_nothing_is_small_and_of_little_is_not_zoomed():
    assert love.love(()).layout.height == 80
    assert love.love((love.Covariate("age", 0.01, 0.0),)).layout.xaxis.range[1] > 0.3


def test_calibration_has_intervals_where_there_are_any():
    figure = propensity_calibration.calibration(BINS, DARK)
    line, points = figure.data
    assert list(points.x) == [0.001, 0.05] and list(points.y) == [0.002, 0.04]
    assert list(points.error_y.array) == [0.002, 0] and list(line.x) == list(line.y)
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    assert "said 0.001, found 0.002 [0.001, 0.004]" in propensity_calibration.describe(BINS)
    assert propensity_calibration.calibration(()).layout.height == 80


def test_sweep_is_its_cuts_beside_the_observed_mean():
    figure = sweep.sweep(CUTS, 3.4, "mean feedback")
    assert list(figure.data[0].y) == [3.1, 2.9, 2.8] and figure.data[0].error_y.array[0] == pytest.approx(0.0392)
    assert list(figure.layout.xaxis.ticktext) == ["1×", "10×", "not cut"] and figure.layout.shapes[0].y0 == 3.4
    text = sweep.describe(CUTS, 3.4, "mean feedback")
    assert "10×: 2.900 (1.0%)" in text and text.endswith("Observed: 3.400.")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_sensitivity_is_two_bands_and_the_bound_that_flips(theme):
    figure = sensitivity.sensitivity(REACHES, 2.5, "difference", theme)
    low, high, least, most = figure.data
    assert [list(t.y) for t in (low, high, least, most)] == [[-0.6, -1.0], [-0.4, 0.2], [-0.5, -0.9], [-0.5, 0.1]]
    assert high.fillcolor == theme.band and "Λ = 2.50" in figure.layout.annotations[0].text
    assert {shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1} == {2.5}


def test_sensitivity_says_where_the_sign_is_lost():
    assert "lost at 2.50" in sensitivity.describe(REACHES, 2.5, "difference")
    assert "No bound" in sensitivity.describe(REACHES, None, "difference")
    assert "Sampling error alone" in sensitivity.describe(REACHES, 1.0, "difference")
    assert "3: −1.000 … +0.200" in sensitivity.describe(REACHES, 2.5, "difference")
    assert not sensitivity.sensitivity(REACHES, None, "difference").layout.annotations


@pytest.mark.parametrize("values", [[1e-9, 1.0], [0.01, 0.02], [0.3, 0.3], [1e-5, 1e-3]])
def test_ticks_of_a_log_axis_are_few_and_inside(values):
    axis = powers(values)
    assert 1 <= len(axis["tickvals"]) <= 6 and axis["range"][0] < axis["range"][1]
    assert len(axis["ticktext"]) == len(axis["tickvals"])


def test_examination_is_its_curve_in_the_order_of_the_places():
    curve = ((1, 1.0), (2, 0.5), (3, 0.33))
    figure = examination.examination(curve)
    assert list(figure.data[0].x) == [1, 2, 3] and list(figure.data[0].y) == [1.0, 0.5, 0.33]
    assert "2: 0.5" in examination.describe(curve)
