"""Answers in sentences: never a pass where something is missing, and how the level came about."""

from typing import get_args

from engine.contracts import Answer, Scale
from engine.statistics.simultaneous import Method
from engine.words import answers


def test_an_answer_names_the_furthest_group():
    one = Answer("ndcg", "region", "outside", 2, 2, "rural", "city", 0.455)
    assert answers.title(one, {"k": 10}) == "NDCG@10 by region"
    assert answers.said(one, "ratio") == (
        "2 of 2 comparisons could be judged. Furthest from equality: rural, 0.46 times what city gets."
    )
    assert "rural, +0.455 against city" in answers.said(one, "difference")


def test_an_index_is_one_number():
    assert answers.said(Answer("rsp", "genre", "within", 1, 1, "all groups", "", 0.1), "index") == (
        "The index is 0.100; 0 is served alike."
    )


def test_what_could_not_be_judged_is_said():
    one = Answer("ndcg", "age", "inconclusive", 3, 2, "old", "young", 0.9, "few_users")
    assert answers.said(one, "ratio").endswith("Not judged: fewer than 10 users, or giving such a group away.")
    assert answers.said(Answer("mae", "age", "refused", 3, 0, "old", "young", None, "not_on_scale"), "ratio") == (
        "0 of 3 comparisons could be judged. Not judged: the scores do not predict feedback."
    )


def test_every_scale_and_method_has_words():
    assert set(answers.FURTHEST) == set(get_args(Scale)) and set(answers.METHODS) == set(get_args(Method))


def test_how_the_level_came_about():
    method = {"method": "bootstrap", "level": 0.005, "comparisons": 12, "resamples": 2000}
    assert answers.level(method, 0.05) == (
        "12 declared comparisons: the intervals hold together at 95%, each is told at 99.5%."
        " The level was found by a bootstrap over the users that they share (2,000 resamples)."
    )
    assert answers.level({}, 0.05) == answers.level({**method, "comparisons": 0}, 0.05) == ""


def test_what_stands_beside():
    assert answers.beside("corrected", 0.05) == "If 5% of the labels are wrong"
