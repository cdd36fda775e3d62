"""The same recommender with a strategy on and off is found among runs."""

from typing import Any

import pytest

from engine.contracts import Run
from engine.workspace.variants import baseline, mitigated, same, steps, toggled, variants

RERANK = {"kind": "exposure_rerank", "params": {"attribute": "provider", "target": 0.9}}
REWEIGH = {"kind": "reweigh", "params": {"attribute": "gender", "target": "equal"}}


@pytest.fixture
def runs(builders: Any) -> list[Run]:
    off = {"preprocessing": [], "inprocessing": [], "postprocessing": []}
    return [
        builders.run("both", **{**off, "postprocessing": [RERANK], "preprocessing": [REWEIGH]}),
        builders.run("other", **{**off, "seed": 1}),
        builders.run("reranked", **{**off, "postprocessing": [RERANK]}),
        builders.run("plain", **off),
    ]


def test_baseline_and_variants(runs: list[Run]):
    both, other, reranked, plain = runs
    assert baseline(runs, both) == baseline(runs, reranked) == plain
    assert baseline(runs, plain) is None and baseline([both, reranked], both) is None
    assert variants(runs, plain) == [both, reranked] and variants(runs, other) == []


def test_toggling_twice_is_nothing_and_finds_the_run(runs: list[Run]):
    both, _other, reranked, plain = runs
    on = toggled(plain.config, "postprocessing", RERANK)
    assert same(runs, plain.dataset_id, on) == reranked
    assert toggled(on, "postprocessing", RERANK) == plain.config
    assert same(runs, plain.dataset_id, toggled(on, "preprocessing", REWEIGH)) == both
    assert same(runs, "e" * 16, on) is None
    stronger = {**RERANK, "params": {"attribute": "provider", "target": 0.5}}
    assert same(runs, plain.dataset_id, toggled(plain.config, "postprocessing", stronger)) is None
    assert toggled(on, "postprocessing", stronger) == plain.config, "off, whatever its strength"


def test_a_stage_that_is_not_written_out_is_empty(builders: Any):
    bare, written = builders.run("bare"), builders.run("written", inprocessing=[])
    assert same([bare], bare.dataset_id, written.config) == bare
    assert not mitigated(bare.config) and steps(bare.config, "inprocessing") == []
