"""Names of features, and words that claim no more than an explanation can show."""

import re

import pytest

from engine.contracts import Finding
from engine.words import explanations, findings

NAMED = {
    "user.attribute.home_town": "User: Home town",
    "item.attribute.genres=Drama": "Item: Genres = Drama",
    "item.attribute.a.b": "Item: A.b",
    "pair.match.genres": "Same genres in the history",
    "user.history.count": "Interactions of the user",
    "item.popularity": "Popularity of the item",
    "unheard.of.key": "unheard.of.key",
}


@pytest.mark.parametrize(("key", "name"), NAMED.items())
def test_features_have_names(key, name):
    assert explanations.feature(key) == name
    assert "{" not in explanations.definition(key)


@pytest.mark.parametrize("family", explanations.FEATURES)
def test_every_family_has_words(family):
    assert explanations.FEATURES[family].name and explanations.FEATURES[family].definition.endswith(".")


SHOWN = [
    ("number", 1995.0, "1995"),
    ("number", 4.5619, "4.562"),
    ("number", 123456.0, "123,456"),
    ("share", 0.25, "25%"),
    ("flag", 1.0, "yes"),
    ("flag", 0.0, "no"),
    ("category", "north", "north"),
    ("share", None, "unknown"),
]


@pytest.mark.parametrize(("kind", "value", "text"), SHOWN)
def test_values_are_readable(kind, value, text):
    assert explanations.value(kind, value) == text


def test_findings_name_features_in_words():
    facts = {"feature": "item.popularity", "other": "user.attribute.age", "r": 0.97}
    said = findings.say(Finding("explain.correlated", "note", facts))
    assert "“Popularity of the item” and “User: Age” say nearly the same (correlation 0.97)" in said
    dropped = findings.say(Finding("explain.constant", "note", {"features": ["item.popularity", "pair.match.genres"]}))
    assert "Popularity of the item, Same genres in the history" in dropped


def test_it_says_what_it_is_not():
    told = " ".join(explanations.caveats())
    assert "not the person" in told and "not cause" in told
    texts = [told, *explanations.METHOD, *(a + b for a, b in explanations.FINDINGS.values())]
    assert not [t for t in texts if re.search(r"\b(fair|unfair|debias\w*|unbiased)\b", t)]
