"""Every key has words, and no words claim what an audit can't show."""

import re
from typing import get_args

import pytest

from engine.contracts import Estimand, Finding, Verdict
from engine.metrics import SYSTEM_METRICS, TABLES, USER_METRICS
from engine.words import attributes, findings, method, metrics, verdicts


def test_every_metric_has_words_and_no_words_are_left_over():
    assert set(metrics.TERMS) == {key for table in TABLES for key in table}


@pytest.mark.parametrize("key", metrics.TERMS)
def test_a_metric_has_all_its_words(key: str):
    term = metrics.TERMS[key]
    assert term.name and term.definition.endswith(".") and term.caveat.endswith(".") and term.formula


@pytest.mark.parametrize("key", get_args(Verdict))
def test_a_verdict_has_words_and_a_sign_of_its_own(key: str):
    assert verdicts.TERMS[key].definition
    assert list(verdicts.SYMBOLS.values()).count(verdicts.SYMBOLS[key]) == 1


def test_open_questions_are_never_a_pass():
    assert all("Not a pass" in verdicts.TERMS[key].caveat for key in ("inconclusive", "suppressed", "refused"))


@pytest.mark.parametrize("key", get_args(Estimand))
def test_an_estimand_has_words(key: str):
    assert method.estimand(key)


def test_labels():
    assert metrics.label("ndcg@10") == metrics.label("ndcg", {"k": 10}) == "NDCG@10"
    assert metrics.label("mae") == "Absolute error"
    assert metrics.label("unheard_of@5") == "unheard_of@5"
    assert metrics.ordered(["zeta", "gini@10", "ndcg@10"]) == ["ndcg@10", "gini@10", "zeta"]
    assert attributes.name("home_town") == "Home town"


def test_every_number_of_a_whole_system_is_of_one_kind():
    of_kinds = [key for keys in metrics.KINDS.values() for key in keys]
    assert sorted(of_kinds) == sorted([*USER_METRICS, *SYSTEM_METRICS]) and set(metrics.HEADLINES) <= set(of_kinds)


def test_headlines_come_first_and_the_rest_by_kind():
    keys = ["gini@10", "zeta", "mae_by_pair", "mae", "ndcg@10", "ndcg@5"]
    assert metrics.headlines(keys) == ["ndcg@10", "ndcg@5", "gini@10"]
    assert metrics.by_kind(keys) == [
        ("Usefulness of lists", ["ndcg@10", "ndcg@5"]),
        ("Predictions", ["mae", "mae_by_pair"]),
        ("The catalogue", ["gini@10"]),
        ("Others", ["zeta"]),
    ]


@pytest.mark.parametrize("code", findings.SENTENCES)
def test_a_finding_without_facts_still_reads(code: str):
    assert "{" not in findings.say(Finding(code, "note"))


@pytest.mark.parametrize("code", ["gap.outside", "gap.inconclusive"])
def test_a_difference_is_not_told_as_a_ratio(code: str):
    facts = {"metric": "signed_error", "attribute": "region", "group": "rural", "reference": "city", "gap": 0.371}
    assert "less that of “city”" in findings.say(Finding(code, "flag", {**facts, "scale": "difference"}))
    assert "less that of" not in findings.say(Finding(code, "flag", {**facts, "scale": "ratio"}))
    assert "{" not in findings.say(Finding(code, "flag", {"scale": "difference"}))


def test_an_unknown_finding_shows_its_code_and_facts():
    assert findings.say(Finding("new.code", "note", {"n": 1234})) == "new.code: n = 1,234"


def test_no_words_claim_fairness():
    texts = [s.what + s.meaning for s in (*findings.SENTENCES.values(), *findings.OF_DIFFERENCES.values())] + [
        *method.METHOD,
        *method.LIMITS,
    ]
    texts += [t.definition + t.caveat for t in (*metrics.TERMS.values(), *verdicts.TERMS.values())]
    claims = [text for text in texts if re.search(r"\b(fair|unfair|debias\w*|unbiased|fixed)\b", text)]
    allowed = (method.LIMITS[0], method.METHOD[0])  # "does not say that a system is fair"; "the model stay fixed"
    assert [text for text in claims if text not in allowed] == []
