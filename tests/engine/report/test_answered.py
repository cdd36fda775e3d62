"""Answers first, rows by scale, what stands beside a gap, intersections as grids, parameters with each metric."""

import re
from dataclasses import replace
from html import unescape

import pytest

from engine.report import build, page
from engine.report.grids import grid
from engine.report.page import settings
from tests.kept_records import NASTY

METHOD = {"method": "bootstrap", "level": 0.01, "comparisons": 5, "resamples": 2000}


def text_of(html):
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def mixed(builders, row):
    """A ratio with all that can stand beside it, a difference, an index of all groups."""
    rows = (
        row("M", "outside", gap=0.6, adjusted=0.7, adjusted_low=0.5, adjusted_high=0.9, bound_low=0.4, bound_high=0.8,
            corrected=0.55),
        row("M", "within", metric="signed_error", scale="difference", gap=0.01, gap_low=-0.05, gap_high=0.07,
            tolerance=(-0.1, 0.1)),
        row("all groups", "inconclusive", metric="rsp", side="item", attribute="genre", reference="", scale="index",
            value=0.2, low=0.1, high=0.31, gap=None, gap_low=None, gap_high=None, chance=0.12, tolerance=(0.0, 0.25)),
    )  # fmt: skip
    return replace(builders.audit(rows=rows), method=METHOD)


def test_answers_come_before_every_row(record, finished, mixed):
    data = build(record, [(finished, mixed)])
    assert [(one["verdict"], one["scale"]) for one in data["audit"]["answers"]] == [
        ("outside", "ratio"),
        ("within", "difference"),
        ("inconclusive", "index"),
    ]
    text = text_of(page(data, mixed))
    assert text.index("NDCG@10 by gender.") < text.index("hold together at 95%, each is told at 99%") < text.index(
        "Ratios: the group's value"
    ) < text.index("Differences:") < text.index("Indices:")  # fmt: skip
    assert "0.200 [0.100, 0.310]" in text and "at most 0.25" in text and "-0.1 to 0.1" in text


def test_what_stands_beside_is_shown_and_never_judged(record, finished, mixed):
    text = text_of(page(build(record, [(finished, mixed)]), mixed))
    beside = text.partition("The same gaps under other assumptions")[2].partition("Findings")[0]
    for said in ("never instead", "0.70 [0.50, 0.90]", "0.40 to 0.80", "0.55"):
        assert said in beside, said
    assert "outside" not in beside


def test_without_any_there_is_no_such_table(record, finished, audit):
    assert "other assumptions" not in page(build(record, [(finished, audit)]), audit)


def test_an_intersection_is_a_grid_with_withheld_cells(record, finished, builders, row):
    rows = tuple(
        row(f"{a} × {b}", attribute="gender*age", reference="F × old", value=v, n=n, reason="" if n else "few_users")
        for a, b, v, n in (("F", "old", 0.2, 50), ("F", "young", 0.4, 40), ("M", "old", None, None))
    )
    table = builders.audit(rows=rows)
    html = page(build(record, [(finished, table)]), table)
    text = text_of(html)
    assert 'class="grid"' in html and html.count('class="num hatched"') == 1
    assert "by Gender (downwards) and Age (across)" in text and "nobody" in text and "0.42)" in html


def test_labels_that_hold_the_sign_make_no_grid(row):
    rows = [{"attribute": "a*b", "group": "x × y × z", "value": 1.0, "n": 20}]
    assert grid(rows) is None and grid([{**rows[0], "attribute": "a"}]) is None
    found = grid([{**rows[0], "attribute": "a*b*c"}])
    assert (found["down"], found["across"], found["columns"]) == ("a*b", "c", ["z"])
    assert found["lines"][0][0] == "x × y" and found["lines"][0][1][0]["dark"] == "0.00"


def test_settings_and_parameters_stand_with_the_numbers(record, finished, audit):
    config = {"k": 10, "candidates": "slice", "gain": "binary", "relevance": 4.0}
    assert settings(config).endswith("gain: 1 if relevant · relevant: feedback of at least 4")
    assert settings({"k": 10}) == ""
    table = replace(audit, config={**audit.config, **config})
    text = text_of(page(build(record, [(finished, table)]), table))
    assert "The audit was asked with list length k: 10 · candidates: the user's test pairs" in text
    assert "NDCG@10 list length k: 10" in text


def test_a_worked_example_stands_with_each_definition(record, finished, audit):
    data = build(record, [(finished, audit)])
    assert data["definitions"]["ndcg"]["example"] and f"For example: {data['definitions']['ndcg']['example']}" in (
        text_of(page(data, audit))
    )


def test_labels_of_cohorts_and_intersections_are_text(record, finished, builders, row):
    rows = (row(f"{NASTY} × x", "outside", attribute=f"{NASTY}*b", reference=f"y × {NASTY}", adjusted=0.5),)
    table = builders.audit(rows=rows)
    html = page(build(record, [(finished, table)]), table)
    assert "<img" not in re.sub(r"<script.*?</script>", "", html, flags=re.S)
