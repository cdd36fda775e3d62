"""Several runs in a report: a column each, paired differences, who gained, cost; and sections left out."""

import json
import re
from dataclasses import replace

import pytest

from engine.errors import InputError
from engine.report import SECTIONS, build, export_json, page
from tests.kept_records import make_kept

IDS = ("a" * 16, "b" * 16, "e" * 16)


@pytest.fixture
def audited(builders):
    """Three runs that differ in their model."""
    kinds = ("mf", "bias", "popularity")
    runs = [builders.run(i, model={"kind": kind, "params": {}}) for i, kind in zip(IDS, kinds, strict=True)]
    return [(run, builders.audit(run.id)) for run in runs]


def text_of(html):
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_two_runs_have_both_tables(record, audited, comparison):
    data = build(record, audited[:2], comparison=comparison(*IDS[:2]))
    found = data["comparison"]
    assert (found["before"], found["after"], found["runs"]) == (IDS[0], IDS[1], list(IDS[:2]))
    assert found["paired"]["overall"][0]["changes"] == [{"value": 0.031, "low": 0.012, "high": 0.047}]
    assert json.loads(export_json(data)) == json.loads(json.dumps(data))


def test_three_runs_have_a_column_each(record, audited, comparison):
    data = build(record, audited, comparison=comparison(*IDS))
    found = data["comparison"]
    assert found["names"] == ["mf × bpr", "bias × bpr", "popularity × bpr"]
    assert all(len(line["values"]) == 3 for line in found["overall"])
    assert all(len(gap["sides"]) == 3 for gap in found["gaps"]) and found["gaps"][0]["sides"][2]["verdict"] == "outside"
    html = page(data, audited[-1][1])
    text = text_of(html)
    for said in ("Runs side by side", "+0.031 [+0.012, +0.047]", "1.21 [1.05, 1.40]", "levelling down", "12.5 s", "20%",
                 "1,234,567", "withheld", "exploratory", "one seed"):  # fmt: skip
        assert said in text, said
    charts = json.loads(re.search(r'id="charts">(.*?)</script>', html, re.S).group(1))
    assert set(charts) == {"gaps-ratio", "differences", "gains-1", "gains-2"}
    assert all(f'id="{name}"' in html for name in charts), "each figure has its place"
    assert "<b>x&y" not in html


def test_without_paired_numbers_the_tables_stand_alone(record, audited):
    html = page(build(record, audited), audited[-1][1])
    assert "Runs side by side" in html and "Paired differences" not in html and "gains-1" not in html


def test_runs_that_look_alike_are_told_apart_by_id(record, audited):
    runs = [(replace(run, config=audited[0][0].config), table) for run, table in audited]
    assert build(record, runs)["comparison"]["names"] == [f"mf × bpr · {run_id[:6]}" for run_id in IDS]


def test_the_digest_does_not_know_how_fast_it_went(record, audited, comparison):
    one = comparison(*IDS)
    other = replace(one, costs=tuple(replace(cost, seconds={"training": 99.0}) for cost in one.costs))
    digests = {build(record, audited, comparison=c)["report"] for c in (one, other)}
    assert len(digests) == 1
    assert build(record, audited)["report"] not in digests


@pytest.mark.parametrize("left", SECTIONS)
def test_a_section_that_is_left_out_is_gone_and_named(record, audited, comparison, left):
    sections = [key for key in SECTIONS if key != left]
    data = build(record, audited, sections, comparison(*IDS), make_kept())
    html = page(data, audited[-1][1])
    present = set(re.findall(r'<section id="(\w+)"', html))
    assert left not in present and present >= {*sections, "scope", "verdicts", "method", "limits", "manifest"} - {
        "limits"
    }
    assert data["limits"] and data["limits"][0] in text_of(html)
    assert f"Left out of this report on request: {SECTIONS[left]}." in text_of(html)
    assert f'href="#{left}"' not in html


def test_all_that_can_go_is_gone_and_verdicts_stay(record, audited, comparison):
    data = build(record, audited, [], comparison(*IDS))
    assert data["comparison"] is None and data["audit"]["findings"] == []
    assert {row["verdict"] is not None for row in data["audit"]["rows"]} == {True}
    text = text_of(page(data, audited[-1][1]))
    assert "outside" in text and "Findings, Comparison, Groups" in text


def test_one_run_has_no_comparison_to_leave_out(record, audited):
    assert build(record, audited[:1], ["findings", "groups"])["sections"]["left_out"] == ""
    assert build(record, audited[:1])["sections"]["left_out"] == ""


def test_the_order_is_that_of_the_page_and_unknown_names_are_refused(record, audited):
    assert build(record, audited, ["groups", "findings"])["sections"]["chosen"] == ["findings", "groups"]
    with pytest.raises(InputError, match="limits") as caught:
        build(record, audited, ["limits"])
    assert caught.value.code == "report.section"
