"""Diagnostics: formulas on paper, and logs that must and must not support a correction."""

from dataclasses import asdict, dataclass, replace

import numpy as np
import pytest

from engine.contracts import Pairs
from engine.data.eligible import Eligible
from engine.data.features import Features
from engine.data.split import read_log
from engine.diagnostics import quality, support
from engine.diagnostics.overlap import overlap
from engine.diagnostics.weights import effective_sample_size, weights
from engine.errors import InputError
from engine.propensity import Evidence
from engine.propensity.evidence import Everywhere


def test_effective_sample_size_on_paper():
    assert effective_sample_size(np.ones(50)) == 50
    assert effective_sample_size(np.array([3.0, 1.0])) == pytest.approx(16 / 10)
    assert effective_sample_size(np.array([1e9, 1.0, 1.0])) == pytest.approx(1, abs=1e-6)


def test_weights_on_paper():
    found = weights(np.array([0.5, 0.25, 0.25, 1.0]), 11)
    assert (found.n, found.largest, found.total) == (4, 4.0, 1.0)
    assert found.effective == pytest.approx(11**2 / (4 + 16 + 16 + 1))
    assert found.top_share == pytest.approx(4 / 11)


@pytest.mark.parametrize("bad", [0.0, -0.1, 1.7, np.nan, np.inf])
def test_what_is_no_propensity_is_refused(bad):
    with pytest.raises(InputError) as caught:
        weights(np.array([0.5, bad]), None)
    assert caught.value.code == "propensity.range"


def test_overlap_adds_up_and_counts_the_floor():
    rng = np.random.default_rng(0)
    found = overlap(rng.uniform(0.1, 1, 500), np.concatenate([rng.uniform(0.1, 1, 900), np.full(100, 1e-3)]))
    assert sum(found.observed) == pytest.approx(1) and sum(found.eligible) == pytest.approx(1)
    assert found.below_floor == pytest.approx(0.1)


@dataclass(frozen=True)
class Fixed(Everywhere):
    """A propensity that is what the test says, by item."""

    by_item: tuple[float, ...]
    floor: float = 0.0
    relative: bool = False

    def of(self, users, items):
        return np.array(self.by_item)[items]


def evidence(counts):
    items = np.repeat(np.arange(len(counts)), counts).astype(np.int32)
    ones = np.ones(len(items), dtype=np.float32)
    none = Features(np.zeros((1000, 0), dtype=np.float32), ())
    return Evidence(
        Pairs(np.arange(len(items), dtype=np.int32) % 1000, items, ones, ones), Eligible(1000, len(counts)), none, none
    )


CASES = [
    ((0.5, 0.3), (500, 300), "supports"),
    ((0.5, 0.01), (1000, 100), "weak"),
    ((0.5, 0.001), (500, 0), "refuse"),
    ((0.05, 0.05), (50, 40), "refuse"),
]


@pytest.mark.parametrize(("by_item", "counts", "expected"), CASES)
def test_support_verdicts(by_item, counts, expected):
    found, findings = support(evidence(counts), Fixed(by_item), np.random.default_rng(0))
    assert found.verdict == expected and findings[0].code == f"support.{expected}"


def test_weights_that_do_not_add_up_and_clipped_rows_are_told():
    _, right = support(evidence((500, 300)), Fixed((0.5, 0.3)), np.random.default_rng(0))
    assert [f.code for f in right] == ["support.supports"]
    found, wrong = support(evidence((500, 300)), Fixed((0.9, 0.9), floor=0.9), np.random.default_rng(0))
    assert [f.code for f in wrong] == ["support.supports", "support.total"]
    assert found.weights.clipped_share == 1.0


def test_a_sparse_log_is_not_refused_for_being_sparse():
    found, _ = support(evidence((3, 3) * 100), Fixed((0.003,) * 200), np.random.default_rng(0))
    assert found.overlap.below_floor == 0 and found.verdict == "supports"


def test_quality_counts_and_warns(small):
    workspace, identifier = small
    with workspace.dataset(identifier) as dataset:
        log = read_log(dataset)
        counts, findings = quality(dataset, log)
    assert counts.users == 240 and counts.items == 48 and counts.interactions == len(log.pairs)
    assert counts.density == pytest.approx(len(log.pairs) / (240 * 48))
    assert "quality.no_randomized" in {f.code for f in findings}


def test_counts_of_few_users_are_withheld(small):
    workspace, identifier = small
    with workspace.dataset(identifier) as dataset:
        log = read_log(dataset)
        users = log.pairs.users
        for gone, shown in ((9, None), (10, 10), (0, 0)):
            some = replace(log, pairs=log.pairs.take(users >= gone))
            counts, _findings = quality(dataset, some)
            assert counts.users_without_rows == shown
    assert "max_activity" not in asdict(counts), "that would be one person's number"
