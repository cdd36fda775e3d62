"""Exposure and leakage in a report, from what is kept of them."""

import re
from html import unescape

import pytest

from engine.report import build, page
from engine.report.probed import probed
from engine.report.shown_exposure import shown_exposure
from tests.kept_records import make_exposed, make_kept, make_probe


def text_of(html):
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def html(record, finished, audit):
    return page(build(record, [(finished, audit)], kept=make_kept()), audit)


def test_places_are_shown_beside_the_catalogue(html):
    section = html.partition('<section id="exposure">')[2].partition("</section>")[0]
    text = text_of(section)
    assert "indie 50.0% 10.0% 25.0% –" in text and "Gini index 0.61" in text
    assert "The less exposed half of the items gets 10.0% of all exposure, the most exposed tenth 40.0%." in text
    assert section.count("<path") == 2


def test_nothing_exposed_is_said(record, finished, audit):
    kept = {"exposure": {**shown_exposure(make_exposed()), "places": [], "curves": []}}
    assert "nothing is shown" in page(build(record, [(finished, audit)], kept=kept), audit)


def test_leakage_has_intervals_withheld_groups_and_what_is_missing(html):
    text = text_of(html.partition('<section id="leakage">')[2].partition("</section>")[0])
    for said in ("mean of the groups", "0.710 [0.660, 0.760]", "withheld", "fewer than 10 users", "no vectors",
                 "lower bound", "itself: nothing changed", "0.800 [0.700, 0.900]", "[0.60, 0.70]", "1 of 2",
                 "The split was drawn anew"):  # fmt: skip
        assert said in text, said


def test_one_seed_is_said_to_say_nothing(record, finished, audit):
    built = probed(make_probe(seeds=None), {"seed": 3}, "d" * 16)
    assert built["seeds"] is None and "--set seed=4" in built["seeds_note"]
    assert "no seed" in probed(make_probe(seeds=None), {}, "d" * 16)["seeds_note"]


def test_what_was_not_made_names_the_way(record, finished, audit):
    absent = build(record, [(finished, audit)])["sections"]["absent"]
    assert any(f"equipoise probe {finished.id}" in said for said in absent)
    assert any(f"equipoise report {finished.id}" in said for said in absent)
