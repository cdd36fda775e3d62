"""Every code of a probe has words, and none of them claims a pass."""

import re

import pytest

from engine.audit.leakage import SOURCES
from engine.audit.seeds import DRAWN
from engine.words import probes


@pytest.mark.parametrize("source", SOURCES)
def test_sources(source):
    assert probes.source(source).name and probes.source(source).definition.endswith(".")


def test_what_the_seed_draws():
    assert all(probes.drawn(key).endswith(".") for key in DRAWN.values())
    assert "--like abc --set seed=3" in probes.more_seeds("d", "abc", 3)


def test_reasons_and_refusals():
    assert probes.reason("") == "" and probes.reason("no_vectors")
    assert "not a pass" in probes.flip("reads_no_attributes")
    assert probes.users(5, 5) == "5 users with a list" and "20,000 of 1,000,000" in probes.users(20_000, 1_000_000)


def test_no_words_claim_fairness():
    tables = (probes.LEAKAGE, probes.FLIPS, probes.FLIP, probes.SEEDS, probes.REASONS)
    texts = [text for table in tables for text in table.values()]
    assert not [t for t in texts if re.search(r"\b(fair|unfair|debias\w*|unbiased)\b", t)]
