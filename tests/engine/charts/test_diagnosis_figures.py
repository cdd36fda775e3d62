"""Figures of a diagnosis: what is drawn is what came in, and the text says the same."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from engine.charts import activity, columns, lorenz, overlap, tail
from engine.charts.theme import DARK, LIGHT

EDGES, OBSERVED, ELIGIBLE = (-2.0, -1.0, 0.0), (0.25, 0.75), (0.9, 0.1)


@dataclass(frozen=True)
class Share:
    group: str
    users: float | None
    rows: float | None


SHARES = (Share("<b>city", 0.7, 0.8), Share("few", None, None), Share("village", 0.3, 0.2))


def test_overlap_is_mirrored():
    up, down = overlap.overlap(EDGES, OBSERVED, ELIGIBLE).data
    assert list(up.y) == [0.25, 0.75] and list(down.y) == [-0.9, -0.1] and list(up.x) == list(down.x) == [-1.5, -0.5]
    text = overlap.describe(EDGES, OBSERVED, ELIGIBLE)
    assert "from 0.01 to 1" in text and "35%" in text


def test_overlap_has_no_red_and_green_and_both_halves_named():
    for theme in (LIGHT, DARK):
        figure = overlap.overlap(EDGES, OBSERVED, ELIGIBLE, theme)
        assert [t.marker.color for t in figure.data] == [theme.accent, theme.second]
        assert {"<b>observed</b>", "<b>eligible</b>"} == {note.text for note in figure.layout.annotations}


def test_the_tail_is_its_points_on_log_axes():
    points = [(1.0, 1.0), (10.0, 0.1), (500.0, 0.002)]
    figure = tail.tail(points)
    assert list(figure.data[0].x) == [1, 10, 500] and list(figure.data[0].y) == [1, 0.1, 0.002]
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    assert len(figure.layout.yaxis.tickvals) <= 6
    assert tail.describe(points) == (
        "Weights from 1.000 to 500.0. At least a tenth of rows weigh 10.0 or more, a hundredth 10.0."
    )


def test_a_tail_of_one_weight_is_a_point():
    assert tail.tail([(4.0, 1.0)]).data[0].mode == "markers"
    assert "4.000 to 4.000" in tail.describe([(4.0, 1.0)])


def test_a_huge_range_of_weights_keeps_few_ticks():
    axis = tail.tail([(1e-3, 1.0), (1e15, 1e-9)]).layout.xaxis
    assert len(axis.tickvals) <= 6


def test_lorenz_is_its_curve_against_equality():
    curve = [(0.0, 0.0), (0.5, 0.1), (0.9, 0.4), (1.0, 1.0)]
    even, line = lorenz.lorenz(curve, 0.62).data
    assert list(even.x) == list(even.y) and list(zip(line.x, line.y, strict=True)) == curve
    assert lorenz.describe(curve, 0.62) == (
        "The less popular half of the items holds 10.0% of the interactions, the most popular tenth 60%."
        " Gini index 0.62."
    )
    assert lorenz.describe(curve, None).endswith("Gini index –.")


def test_activity_shows_those_without_any():
    figure = activity.activity((1, 2, 5, 10), (7, 8, 9), 4)
    assert list(figure.data[0].y) == [4, 7, 8, 9]
    assert list(figure.data[0].customdata) == ["0", "1", "2–4", "5–9"]
    assert "0: 4; 1: 7; 2–4: 8; 5–9: 9." in activity.describe((1, 2, 5, 10), (7, 8, 9), 4)


def test_writers_are_two_bars_a_group_and_withheld_ones_are_named():
    figure = activity.writers(SHARES)
    users, rows = figure.data
    assert list(users.x) == [0.7, 0, 0.3] and list(rows.x) == [0.8, 0, 0.2]
    assert list(rows.text) == ["80.0%", "", "20.0%"] and "<b>city" not in figure.to_json()
    assert sum("withheld" in note.text for note in figure.layout.annotations) == 1
    text = activity.describe_writers(SHARES)
    assert "few: withheld" in text and "village: 30.0% of users, 20.0% of rows" in text
    assert activity.writers(()).layout.height > 0


@pytest.mark.parametrize("n", [1, 5, 20, 60])
def test_columns_are_the_counts_with_few_labels(n):
    labels, counts = [f"<{i}>" for i in range(n)], list(range(n))
    figure = columns.columns(labels, counts, "rows", "period")
    assert list(figure.data[0].y) == counts and 1 <= len(figure.layout.xaxis.tickvals) <= 8
    assert "<0>" not in figure.to_json()
    assert columns.describe(labels, counts, "rows", "period").startswith(f"rows by period: most at <{n - 1}>")


def test_no_column_at_all():
    assert columns.columns([], [], "rows", "period").layout.height > 0
    assert columns.describe([], [], "rows", "period")


def test_labels_of_values_bins_and_periods():
    assert columns.value_labels((1.0, 2.5), 2) == ["1", "2.5"]
    assert columns.value_labels((0.0, 0.5, 1.0), 2) == ["0–0.5", "0.5–1"]
    assert columns.period_labels(86_400, 7 * 86_400, 2) == ["1970-01-02", "1970-01-09"]
    assert columns.period_labels(0, 3600, 2) == ["01-01 00:00", "01-01 01:00"]
    labels = columns.period_labels(0, 1, 3)
    assert all(a < b for a, b in pairwise(labels))
