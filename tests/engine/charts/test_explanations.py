"""Waterfall and beeswarm: what is drawn is what came in, and it adds up."""

import numpy as np
import pytest

from engine.charts import beeswarm, waterfall
from engine.charts.beeswarm import Swarm
from engine.charts.labels import LINE, broken
from engine.charts.theme import DARK, LIGHT
from engine.charts.waterfall import MOST_BARS, Bar

REST = Bar("Not in these features", "", 0.25)
BARS = [Bar("Popularity of the item", "414", 1.5), Bar("User: <b>Age</b>", "39", -0.5), Bar("Same genres", "20%", 0.1)]


def test_bars_go_from_the_average_to_the_score():
    trace = waterfall.waterfall(2.0, BARS, REST).data[0]
    assert list(trace.x) == [1.5, -0.5, 0.1, 0.25]
    np.testing.assert_allclose(trace.base, [2.0, 3.5, 3.0, 3.1])
    assert trace.base[-1] + trace.x[-1] == pytest.approx(3.35)
    assert list(trace.text) == ["+1.500", "−0.500", "+0.100", "+0.250"], "the sign is written"
    assert len(set(trace.marker.color)) == 3, "up, down, and what is not told"


def test_many_features_become_a_dozen_and_the_others():
    many = [Bar(f"feature {i}", "", 0.01 * (i + 1)) for i in range(40)]
    trace = waterfall.waterfall(0.0, many, REST).data[0]
    assert len(trace.x) == MOST_BARS + 2
    assert sum(trace.x) == pytest.approx(sum(bar.phi for bar in many) + REST.phi), "nothing is lost"
    assert "28 other features" in waterfall.describe(0.0, many, REST)


def test_the_waterfall_as_text():
    text = waterfall.describe(2.0, BARS, REST)
    assert text.startswith("From the average score 2.000 to the score 3.350. Popularity of the item (414): +1.500;")
    assert text.endswith("Not in these features: +0.250.")


def swarm(name="Popularity", importance=0.5, shades=(0.0, 0.5, None, 1.0)):
    return Swarm(name, importance, (0.4, -0.2, 0.1, 0.4), shades)


def test_every_contribution_is_a_dot():
    figure = beeswarm.beeswarm([swarm("small", 0.1), swarm("large", 0.9)])
    assert figure.layout.yaxis.ticktext == ("large", "small")
    for row in (0, 1):
        dots = [x for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True) if abs(y - row) < 0.5]
        assert sorted(dots) == [-0.2, 0.1, 0.4, 0.4]


def test_equal_contributions_do_not_hide_each_other():
    figure = beeswarm.beeswarm([Swarm("a", 1.0, [0.1] * 50, [0.5] * 50)])
    assert len(set(figure.data[0].y)) == 50


def test_values_without_an_order_are_drawn_apart_and_the_legend_says_so():
    figure = beeswarm.beeswarm([swarm(shades=(None,) * 4)])
    assert figure.data[0].marker.symbol == "circle-open"
    assert "no order" in figure.layout.annotations[0].text
    assert "no order" not in beeswarm.beeswarm([swarm(shades=(0.1,) * 4)]).layout.annotations[0].text


def test_the_swarm_as_text_names_the_twelve_largest():
    text = beeswarm.describe([swarm(f"f{i}", i / 10) for i in range(15)])
    assert "f14: 1.400; f13: 1.300" in text and "f2:" not in text and text.endswith("3 others are smaller.")


@pytest.mark.parametrize("draw", [lambda t: waterfall.waterfall(2.0, BARS, REST, t),
                                  lambda t: beeswarm.beeswarm([swarm("<b>x</b>")], t)])  # fmt: skip
def test_themes_change_the_colours_only_and_text_is_escaped(draw):
    light, dark = draw(LIGHT), draw(DARK)
    assert [trace.x for trace in light.data] == [trace.x for trace in dark.data]
    assert light.layout.font.color != dark.layout.font.color
    assert "<b>" not in light.to_json() and light.data[0].type in ("bar", "scatter")


def test_nothing_to_draw():
    assert not beeswarm.beeswarm([]).data
    assert waterfall.waterfall(1.0, [], REST).data[0].x == (0.25,)


def test_long_names_take_two_lines_at_most():
    for name in ("Popularity of the item", "x" * 80, "Same a_very_long_attribute_name in the history", "short"):
        assert len(broken(name)) <= 2 and all(len(line) <= LINE for line in broken(name))
