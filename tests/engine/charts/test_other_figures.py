"""Group sizes and training curves: what is drawn is what came in."""

from engine.charts import groups, history, numbers
from engine.charts.theme import escape, shorten


def test_bars_are_the_sizes_and_suppressed_ones_are_written():
    figure = groups.groups([("F", 900), ("<i>", None)])
    assert list(figure.data[0].x) == [900, 0]
    assert list(figure.data[0].text) == ["900", "withheld"]
    assert list(figure.layout.yaxis.ticktext) == ["F", "&lt;i&gt;"]


def test_no_group_at_all():
    assert groups.groups([]).layout.height > 0


def test_sizes_as_text():
    assert groups.describe([("F", 900), ("x", None)]).endswith("F: 900; x: withheld")


def test_curves_are_the_points():
    figure = history.history([(1, 0.7), (2, 0.5)], [(2, 0.21)], "NDCG@10")
    assert list(figure.data[0].y) == [0.7, 0.5]
    assert list(figure.data[1].x) == [2]
    assert figure.data[1].name == "NDCG@10"


def test_curves_as_text():
    text = history.describe([(1, 0.7), (2, 0.5)], [(1, 0.3), (2, 0.21)], "NDCG@10")
    assert text == "Training loss from 0.700 to 0.500 over 2 epochs. Best NDCG@10: 0.300, at epoch 1."
    assert history.describe([], [], "NDCG@10") == "No training history."


def test_numbers_are_short_and_absent_ones_are_a_dash():
    shown = [numbers.number(v) for v in (None, 0.0, 0.12345, 0.00001, 12.34, 12345.6)]
    assert shown == ["–", "0.000", "0.123", "1.0e-05", "12.3", "12,346"]
    assert numbers.gap(0.5) == "0.50"
    assert numbers.gap(0.5, "difference") == "+0.500"
    assert numbers.interval(None, 1.0) == "–"


def test_escape_and_shorten():
    assert escape("<b>&") == "&lt;b&gt;&amp;"
    assert shorten("abcdef", 4) == "abc…"
