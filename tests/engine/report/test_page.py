"""The page needs nothing from outside, escapes what users wrote, and shows every number as text."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from engine.charts import numbers
from engine.report import build, page
from engine.report.page import blocks, flat

NASTY = "<img src=x onerror=alert(1)>\"'{{7*7}}</script>"
LOADING = {"src", "srcset", "data", "poster", "action", "background", "xlink:href", "formaction", "ping"}


class Reader(HTMLParser):
    """Collects what a browser would load, the tags, and the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag if tag in ("script", "style") else ""
        for name, value in attributes:
            if name in LOADING or name.startswith("on") or (name == "href" and tag != "a"):
                self.loads.append(value or name)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.text += data


@pytest.fixture
def read(record, finished, audit):
    html = page(build(record, [(finished, audit)]), audit)
    reader = Reader()
    reader.feed(html)
    return html, reader


def test_nothing_is_loaded(read):
    html, reader = read
    assert reader.loads == ["data:,"]
    assert "@import" not in html.partition("</style>")[0] and "url(" not in html.partition("</style>")[0]


def test_the_policy_admits_only_the_scripts_by_hash(read):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', read[0]).group(1)
    directives = dict(part.strip().split(" ", 1) for part in policy.replace("&#39;", "'").split(";"))
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+' 'sha256-[\w+/=]+'", directives["script-src"])


def test_every_declared_gap_stands_in_the_text(read, audit):
    text = " ".join(read[1].text.split())
    for row in audit.rows:
        if row.verdict in ("within", "outside", "inconclusive"):
            assert f"{numbers.gap(row.gap)} {numbers.interval(row.gap_low, row.gap_high)}" in text
            assert row.verdict in text


def test_the_audit_is_embedded_as_json(read, record, finished, audit):
    found = re.search(r'<script type="application/json" id="audit-data">(.*?)</script>', read[0], re.S).group(1)
    assert json.loads(found) == json.loads(json.dumps(build(record, [(finished, audit)])))


def test_what_users_wrote_is_text(builders, finished, row):
    rows = (row(NASTY, "outside", attribute=NASTY, reference=NASTY + "2", gap=0.5),)
    table = replace(builders.audit(), rows=rows)
    html = page(build(builders.record(NASTY), [(finished, table)]), table)
    reader = Reader()
    reader.feed(html)
    assert NASTY in reader.text
    assert "img" not in reader.tags
    assert reader.tags.count("script") == 4


def test_two_runs_are_shown_side_by_side(record, finished, audit, builders):
    after = builders.run("b" * 16, postprocessing=[{"kind": "exposure_rerank", "params": {}}])
    html = page(build(record, [(finished, audit), (after, builders.audit("b" * 16))]), audit)
    assert 'id="comparison"' in html
    assert "mf × bpr + exposure rerank" in html


def test_nothing_declared_is_said_not_to_be_a_pass(record, finished, builders, row):
    table = builders.audit(rows=(row("M"),))
    html = page(build(record, [(finished, table)]), table)
    assert "there are no verdicts. That is not a pass." in html


def test_the_page_claims_nothing(read):
    words = re.findall(r"\b(?:debiased|unbiased|fairly|is fair\b)", read[1].text)
    assert words == ["is fair"]  # "It does not say that a system is fair"
    assert "It does not say that a system is fair" in read[1].text


def test_rows_by_attribute_then_metric(record, finished, audit):
    found = blocks(build(record, [(finished, audit)])["audit"]["rows"])
    assert [(block["attribute"], [table["metric"] for table in block["tables"]]) for block in found] == [
        ("gender", ["NDCG@10", "Recall@10"]),
        ("age", ["NDCG@10"]),
        ("provider", ["Exposure@10"]),
    ]


def test_nested_settings_as_lines():
    assert flat({"b": [1, 2], "a": {"c": None, "d": [{"e": True}]}}) == [
        ("a.c", "–"),
        ("a.d.0.e", "True"),
        ("b", "1, 2"),
    ]
