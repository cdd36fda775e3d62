"""One record of all parts: kept beside the dataset, found again, and every verdict in it has words."""

import json

import pytest

from engine.config import RunConfig, Spec, SplitConfig
from engine.diagnostics import parts
from engine.diagnostics.kept import kept_diagnosis
from engine.errors import InputError
from engine.pipeline import diagnoses
from engine.pipeline.diagnoses import diagnose
from engine.propensity import PROPENSITIES
from engine.words import diagnostics as words
from engine.workspace.made import keys
from engine.workspace.records import to_json

NEED_MORE = [kind for kind, of in PROPENSITIES.items() if of.NEEDS]
"""What the small world has not got anything for."""


@pytest.fixture(scope="module")
def diagnosis(small):
    return diagnose(*small)


def test_every_part_is_there_and_has_a_sentence(diagnosis):
    found = parts(diagnosis)
    assert [p.key for p in found if p.of == ""] == ["quality", "activity", "popularity", "feedback", "times"]
    assert {p.of for p in found if p.key == "writers"} == {"gender", "age", "area"}
    kinds = [kind for kind in PROPENSITIES if kind not in NEED_MORE]
    for key in ("overlap", "weights", "balance", "calibration", "sweep", "sensitivity"):
        assert [p.of for p in found if p.key == key] == kinds
    for part in found:
        assert words.PARTS[part.key].name and words.LEVELS[part.verdict].name
        assert "{" not in words.verdict(part.key, part.verdict, part.facts)


def test_every_verdict_that_can_be_has_words(diagnosis):
    facts = {part.key: part.facts for part in parts(diagnosis)}
    for part in words.PARTS:
        for level in ("good", "weak", "poor"):
            assert "{" not in words.verdict(part, level, facts[part])
            assert words.verdict(part, level, dict.fromkeys(facts[part])), "undefined facts are dashes"
    may_be_unknown = ("writers", "times", "overlap", "balance", "calibration", "sweep", "sensitivity")
    every = {f"{p}.{v}" for p in words.PARTS for v in ("good", "weak", "poor")}
    assert set(words.VERDICTS) == every | {f"{part}.unknown" for part in may_be_unknown}
    for part in may_be_unknown:
        assert "{" not in words.verdict(part, "unknown", {})


def test_what_no_bound_flips_is_said_without_a_number():
    told = words.verdict("sensitivity", "good", {"difference": -0.2, "flips": None})
    assert "more than 10" in told and "-0.200" in told and "–" not in told
    assert "2.50" in words.verdict("sensitivity", "good", {"difference": 0.2, "flips": 2.5})
    for part in ("calibration", "sensitivity"):
        assert words.verdict(part, "unknown", {}) != words.VERDICTS[f"{part}.unknown"]


def test_adjusted_views_and_hidden_causes_are_by_group(diagnosis):
    assert {one.attribute for one in diagnosis.adjusted.groups} == {"gender", "age", "area"}
    of = diagnosis.support["logistic"]
    assert {one.attribute for one in of.sensitivity.groups} == {"gender", "age", "area"}
    assert diagnosis.support["popularity"].sensitivity is None, "relative exposure has no odds"
    assert of.calibration is not None and diagnosis.support["popularity"].calibration is None


def test_a_propensity_that_does_not_work_on_a_log_is_a_finding(small, monkeypatch):
    def fails(self, evidence, rng):
        raise InputError("propensity.range")

    monkeypatch.setattr(PROPENSITIES["popularity"], "fit", fails)
    found = diagnose(*small, RunConfig(seed=5))
    assert "popularity" not in found.support and "logistic" in found.support
    assert [f.facts["propensity"] for f in found.findings if f.code == "support.unfit"] == ["popularity"]
    with pytest.raises(InputError, match="propensities"):
        diagnose(*small, RunConfig(seed=6), ("popularity",))


def test_asked_again_it_is_read_and_equal(small, diagnosis, monkeypatch):
    monkeypatch.setattr(diagnoses, "read_log", None)  # would be called if anything were computed
    assert diagnose(*small) == diagnosis == kept_diagnosis(*small, RunConfig())
    json.dumps(to_json(diagnosis), allow_nan=False)


def test_other_questions_have_other_answers(small, diagnosis):
    workspace, dataset = small
    known = len(keys(workspace, "diagnosis", dataset))
    assert kept_diagnosis(workspace, dataset, RunConfig(seed=77)) is None
    told = []
    flat = RunConfig(split=SplitConfig("random", 0.2, 0.3), propensity=Spec.of("popularity", power=0.0))
    other = diagnose(workspace, dataset, flat, ("popularity",), lambda stage, share: told.append((stage, share)))
    assert other.support["popularity"].weights.effective_share == 1.0
    assert other.activity == diagnosis.activity and set(other.support) == {"popularity"}
    assert len(keys(workspace, "diagnosis", dataset)) == known + 1
    shares = [share for _stage, share in told]
    assert shares == sorted(shares) and shares[-1] == 1.0 and {stage for stage, _share in told} == {"diagnosis"}


def test_a_damaged_answer_is_made_anew(small, diagnosis):
    workspace, dataset = small
    for file in workspace.root.glob(f"datasets/{dataset}/made/diagnosis-*.json"):
        file.write_text("{", encoding="utf-8")
    assert diagnose(workspace, dataset) == diagnosis


def test_what_does_not_work_is_named(small):
    workspace, dataset = small
    with pytest.raises(InputError) as caught:
        diagnose(workspace, dataset, RunConfig(split=SplitConfig("randomized")))
    assert caught.value.code == "split.no_randomized"
    with pytest.raises(InputError) as caught:
        diagnose(workspace, dataset, None, ("unheard_of",))
    assert caught.value.code == "config.component"


@pytest.mark.parametrize("few", [None, 0.3])
@pytest.mark.parametrize("top", [None, 0.4])
def test_shares_of_few_people_have_no_place_in_the_sentence(few, top):
    for level in ("weak", "poor"):
        text = words.verdict("activity", level, {"few_share": few, "top_share": top, "least": 5, "median": 3.0})
        assert "–" not in text and ("30%" in text) == (few is not None) and ("40%" in text) == (top is not None)
