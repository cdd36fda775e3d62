"""The figure of what can be read off: every number is drawn, and guessing is where it is."""

import pytest

from engine.charts import leakage
from engine.charts.theme import THEMES

READS = [
    leakage.Read("F", "list", 0.62, 0.55, 0.69),
    leakage.Read("F", "vector", 0.7, None, None),
    leakage.Read("<b>", "list", 0.41, 0.3, 0.52),
]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_number_is_drawn_with_its_interval(theme):
    figure = leakage.leakage(READS, theme)
    first, second = figure.data
    assert list(first.x) == [0.62, 0.41] and list(second.x) == [0.7]
    assert list(first.error_x.array) == pytest.approx([0.07, 0.11])
    assert second.error_x.array[0] is None
    assert figure.layout.shapes[0].x0 == 0.5 and figure.layout.xaxis.range[0] < 0.3
    assert "&lt;b&gt;" in first.customdata[1]


def test_as_text_with_what_is_left_out():
    assert leakage.describe(READS).startswith("F, list: 0.62 [0.550, 0.690]; F, vector: 0.70; <b>, list: 0.41")
    many = [leakage.Read(f"g{i}", "list", 0.5, None, None) for i in range(15)]
    assert leakage.describe(many).endswith("3 more groups are not drawn.")
    assert len(leakage.leakage(many).data[0].x) == leakage.MOST_GROUPS
