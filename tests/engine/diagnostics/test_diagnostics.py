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
from engine.diagnostics.weights import weights
from engine.errors import InputError
from engine.propensity import Evidence
from engine.propensity.evidence import Everywhere, ObservedOnly
from engine.statistics.inverse_weights import kish
from engine.words import diagnostics as words
from tests.engine.diagnostics.logs import none


def test_effective_sample_size_on_paper():
    assert kish(np.ones(50)) == 50
    assert kish(np.array([3.0, 1.0])) == pytest.approx(16 / 10)
    assert kish(np.array([1e9, 1.0, 1.0])) == pytest.approx(1, abs=1e-6)


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
    pairs = Pairs(np.arange(len(items), dtype=np.int32) % 1000, items, ones, ones)
    return Evidence(pairs, Eligible(1000, len(counts)), none(1000), none(len(counts)))


CASES = [
    ((0.5, 0.3), (500, 300), "supports"),
    ((0.5, 0.01), (1000, 100), "weak"),
    ((0.5, 0.001), (500, 0), "refuse"),
    ((0.05, 0.05), (50, 40), "refuse"),
]


def judged(counts, fitted):
    """The support of a log without an outcome, its training pairs being held out too."""
    known = evidence(counts)
    return support(known, fitted, np.random.default_rng(0), known.train, None)


@pytest.mark.parametrize(("by_item", "counts", "expected"), CASES)
def test_support_verdicts(by_item, counts, expected):
    found, findings = judged(counts, Fixed(by_item))
    assert found.verdict == expected and findings[0].code == f"support.{expected}"


def test_weights_that_do_not_add_up_and_clipped_rows_are_told():
    _, right = judged((500, 300), Fixed((0.5, 0.3)))
    assert [f.code for f in right] == ["support.supports"]
    found, wrong = judged((500, 300), Fixed((0.9, 0.9), floor=0.9))
    assert [f.code for f in wrong] == ["support.supports", "support.total", "support.calibration"]
    assert found.weights.clipped_share == 1.0


def test_a_sparse_log_is_not_refused_for_being_sparse():
    found, _ = judged((3, 3) * 100, Fixed((0.003,) * 200))
    assert found.overlap.below_floor == 0 and found.verdict == "supports"


@dataclass(frozen=True)
class ByFeedback(ObservedOnly):
    """A propensity that needs the feedback."""

    p: float
    floor: float = 0.0
    relative: bool = False

    def observed(self, pairs):
        return np.full(len(pairs), self.p) / pairs.feedback


def test_overlap_is_refused_where_unobserved_pairs_have_no_propensity():
    found, findings = judged((500, 300), ByFeedback(0.4))
    assert found.overlap is None and found.calibration is None and found.verdict == "supports"
    assert [f.code for f in findings if f.severity == "note"] == ["support.supports", "support.unseen"]
    few, findings = judged((50, 40), ByFeedback(0.4))
    assert few.verdict == "refuse" and findings[0].code == "support.refuse_worth"
    assert "{" not in words.SENTENCES[findings[0].code].format(**findings[0].facts)


def test_weak_overlap_is_told_from_heavy_rows():
    """Of 100 items two had no real chance: 98% of the eligible pairs have one."""
    found, findings = judged((100,) * 98 + (0, 0), Fixed((0.1,) * 98 + (1e-4,) * 2))
    assert found.weights.verdict == "good" and found.overlap.verdict == found.verdict == "weak"
    assert findings[0].code == "support.weak_overlap" and findings[0].facts["coverage"] == pytest.approx(
        0.98, abs=0.002
    )


def test_sums_by_hand():
    """Two pairs with p = 1/4 and one with 1/2, of 10 eligible: sum w = 10, sum w^2 = 36, effective 100 / 36."""
    ones = np.ones(3, dtype=np.float32)
    train = Pairs(np.array([0, 1, 2], np.int32), np.array([0, 0, 1], np.int32), ones, ones)
    known = Evidence(train, Eligible(5, 2), none(5), Features(np.array([[0.0], [1.0]], np.float32), ("price",)))
    found, findings = support(known, Fixed((0.25, 0.5)), np.random.default_rng(0), train, None)
    assert found.weights.total == 1.0 and found.weights.effective == pytest.approx(100 / 36)
    price = next(one for one in found.balance.covariates if one.name == "price")
    assert price.before == pytest.approx((1 / 3 - 0.5) / 0.5) and price.after == pytest.approx((2 / 10 - 0.5) / 0.5)
    assert found.calibration.verdict == "unknown" and found.sweep is found.sensitivity is None
    assert findings[0].code == "support.refuse"


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
