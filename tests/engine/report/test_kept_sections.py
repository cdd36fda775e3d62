"""Diagnosis, assumptions and explanation in a report: there where they were made, absent aloud where not."""

import json
import re
from dataclasses import replace

import pytest

from engine.diagnostics.stated import Stated
from engine.report import SECTIONS, build, export_json, page
from engine.report.assumed import assumed
from engine.report.diagnosed import diagnosed
from engine.report.explained import explained
from engine.workspace.judgements import Judgement
from tests.kept_records import NASTY, make_diagnosis, make_explanation, make_graph, make_kept, make_stated

KEPT = ("exposure", "leakage", "diagnosis", "assumptions", "explanation")


def text_of(html):
    body = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture
def data(record, finished, audit):
    return build(record, [(finished, audit)], kept=make_kept())


@pytest.fixture
def html(data, audit):
    return page(data, audit)


def test_verdicts_come_first_and_every_section_has_its_link(html):
    order = re.findall(r'<section id="(\w+)"', html)
    first, last = ["scope", "verdicts", "findings", "groups", "overall"], ["data", "definitions", "method", "manifest"]
    assert order == [*first, *KEPT, *last]
    links = re.findall(r'<a href="#(\w+)"', html.partition("<nav")[2].partition("</nav>")[0])
    assert links == [name for name in order if name != "scope"]


def test_the_worst_part_of_a_diagnosis_comes_first(data, html):
    parts = data["diagnosis"]["parts"]
    assert [part["verdict"] for part in parts] == sorted(
        (part["verdict"] for part in parts), key=["poor", "weak", "unknown", "good"].index
    )
    text = text_of(html)
    for said in ("Who wrote the log: Gender", "◆ poor", "12,345", "6.17%", "900 (9%)", "3.0%", "Weak overlap",
                 "rules of thumb", "Made with the default split and seed"):  # fmt: skip
        assert said in text, said
    assert data["diagnosis"]["overlap"]["kind"] == "logistic"
    assert "Made with the split and the seed of the run" in diagnosed(make_diagnosis(), {}, own=True)["basis"]


def test_a_run_without_that_propensity_draws_no_overlap(record, finished, audit):
    kept = {"diagnosis": diagnosed(replace(make_diagnosis(), support={}), {}, own=True)}
    built = build(record, [(finished, audit)], kept=kept)
    assert built["diagnosis"]["overlap"] is None and 'id="overlap"' not in page(built, audit)


def test_doubted_assumptions_come_first_and_stand_on_top(data, html):
    assert [one["answer"] for one in data["assumptions"]["stated"]] == ["doubted", "open", "holds"]
    assert data["doubts"] == "1 assumption that these numbers lean on is doubted by the auditor: Taste is stable."
    assert data["doubts"] in text_of(html.partition("<nav")[0])
    assert "doubts 1, holds 1 to be true, and leaves 1 open" in text_of(html)
    assert "observed pairs differ from other eligible ones" in text_of(html)  # the hint
    assert "Speaks against it" in data["assumptions"]["stated"][1]["hint"]


def test_doubts_stay_on_top_where_the_section_is_left_out(record, finished, audit):
    built = build(record, [(finished, audit)], ["findings"], kept=make_kept())
    assert built["assumptions"] is None and "Taste is stable" in built["doubts"]
    assert "Taste is stable" in text_of(page(built, audit).partition("<nav")[0])


def test_nobody_has_judged(record, finished, audit):
    stated = tuple(Stated(one.code, Judgement(), one.hint) for one in make_stated())
    built = build(record, [(finished, audit)], kept={"assumptions": assumed(stated, make_graph())})
    assert built["doubts"] == "" and 'class="doubts"' not in page(built, audit)
    assert "Nobody has judged these assumptions" in page(built, audit)


def test_an_explanation_says_how_far_it_goes_before_what_it_says(data, html):
    text = text_of(html)
    assert text.index("Follows the model in part") < text.index("What raises and lowers the score")
    for said in (
        "Association, not cause",
        "0.83",
        "600 pairs of 60 users",
        "Popularity of the item",
        "+0.91",
        "re-ranked",
    ):
        assert said in text, said
    assert data["explanation"]["features"][0]["importance"] == 0.4


def test_a_single_user_is_never_explained():
    with pytest.raises(ValueError, match="single user"):
        explained(make_explanation(user="u1"))


def test_what_users_wrote_is_text(html):
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 3
    assert not re.search(r"<img\b", re.sub(r"<script.*?</script>", "", html, flags=re.S))
    assert html.count("</script>") == 4


def test_figures_in_both_appearances_have_their_places(html):
    charts = json.loads(re.search(r'id="charts">(.*?)</script>', html, re.S).group(1))
    assert {"overlap", "graph", "beeswarm"} <= set(charts)
    for name in ("overlap", "graph", "beeswarm"):
        assert f'id="{name}"' in html and set(charts[name]) == {"light", "dark"}


def test_json_can_be_read_back_and_has_every_section(data):
    read = json.loads(export_json(data))
    assert read == json.loads(json.dumps(data)) and all(read[key] for key in KEPT)


@pytest.mark.parametrize("left", KEPT)
def test_the_digest_covers_each_section_and_no_clock(record, finished, audit, left):
    kept = make_kept()
    whole = build(record, [(finished, audit)], kept=kept)["report"]
    assert build(record, [(finished, audit)], kept={k: v for k, v in kept.items() if k != left})["report"] != whole
    later = [replace(one, judgement=replace(one.judgement, when="2030-01-01")) for one in make_stated()]
    again = {**kept, "assumptions": assumed(later, make_graph())}
    assert build(record, [(finished, audit)], kept=again)["report"] == whole
    changed = [replace(one, judgement=replace(one.judgement, note="other")) for one in make_stated()]
    other = {**kept, "assumptions": assumed(changed, make_graph())}
    assert build(record, [(finished, audit)], kept=other)["report"] != whole


def test_what_was_never_made_is_said_to_be_absent(record, finished, audit):
    built = build(record, [(finished, audit)])
    assert all(built[key] is None for key in KEPT) and built["sections"]["shown"] == ["findings", "groups"]
    text = text_of(page(built, audit))
    for said in ("Not in this report:", "No diagnosis of this log was made.", "No explanation of the model was made."):
        assert said in text
    assert built["sections"]["left_out"] == ""


def test_what_was_left_out_on_request_is_not_called_absent(record, finished, audit):
    built = build(record, [(finished, audit)], ["findings"], kept=make_kept())
    assert built["sections"]["absent"] == []
    left = ", ".join(SECTIONS[key] for key in ("groups", *KEPT))
    assert built["sections"]["left_out"] == f"Left out of this report on request: {left}."


def test_lists_of_another_system_have_no_model_to_explain(record, finished, audit):
    lists = replace(finished, config={"recommendations": "f" * 64, "cutoff": None})
    absent = build(record, [(lists, audit)])["sections"]["absent"]
    assert "no model here to explain" in absent[-1]


def test_hostile_words_are_in_the_data_as_they_are(data):
    assert any(one["note"] == NASTY for one in data["assumptions"]["stated"])
