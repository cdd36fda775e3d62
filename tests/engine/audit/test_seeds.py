"""Runs that differ in their seed alone: which they are, what their audits differ by, and what stays hidden."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit.seeds import DRAWN, reseeded, seeds
from engine.data.split import SPLITS
from engine.errors import InputError


class Shelf:
    """As much of a workspace as is read here."""

    def __init__(self, *kept):
        self.kept = {run.id: (run, table) for run, table in kept}

    def runs(self):
        return [run for run, _table in self.kept.values()]

    def audit(self, run_id, _name):
        table = self.kept[run_id][1]
        if table is None:
            raise InputError("workspace.unknown", kind="audit", name="x")
        return table


@pytest.fixture
def made(builders, row):
    """A run of a seed with an audit whose only declared gap is given."""

    def one(seed, gap, verdict="within", **config):
        letter = "abcdef"[seed]
        run = builders.run(letter * 16, seed=seed, split={"kind": "random"}, **config)
        shown = gap if verdict not in ("suppressed", "refused") else None
        rows = (row("F", reference="F", gap=None), row("M", verdict, gap=shown), row("X", None, gap=0.5))
        return run, builders.audit(run.id, rows)

    return one


def test_the_spread_of_three_seeds(made):
    kept = [made(2, 1.1), made(0, 0.9, "inconclusive"), made(1, 1.0)]
    found = seeds(Shelf(*kept), *kept[0])
    assert found.seeds == (0, 1, 2) and found.runs == ("a" * 16, "b" * 16, "c" * 16) and found.drawn == "test"
    (spread,) = found.rows
    assert (spread.group, spread.gaps, spread.least, spread.most) == ("M", (0.9, 1.0, 1.1), 0.9, 1.1)
    assert spread.deviation == pytest.approx(np.std(np.log([0.9, 1.0, 1.1]), ddof=1))
    assert spread.verdicts == ("inconclusive", "within", "within") and spread.agree == 2


def test_other_scales(made):
    def on(scale, value, gap, kept):
        run, table = kept
        return run, replace(table, rows=tuple(replace(r, scale=scale, value=value, gap=gap) for r in table.rows[1:2]))

    two = [on("difference", 0.3, gap, made(seed, 1.0)) for seed, gap in ((0, -0.1), (1, 0.1))]
    assert seeds(Shelf(*two), *two[0]).rows[0].deviation == pytest.approx(np.sqrt(0.02))
    two = [on("index", value, None, made(seed, 1.0)) for seed, value in ((0, 0.2), (1, 0.4))]
    assert seeds(Shelf(*two), *two[0]).rows[0].gaps == (0.2, 0.4)


def test_one_seed_or_none_says_nothing(made, builders):
    kept = made(0, 0.9)
    assert seeds(Shelf(kept), *kept) is None
    uploaded = replace(kept[0], config={"evaluation": {"k": 10}})
    assert seeds(Shelf(kept), uploaded, kept[1]) is None


def test_only_the_seed_differs(made):
    run, table = made(0, 0.9)
    other, elsewhere = made(1, 1.0, model={"kind": "bias", "params": {}}), made(2, 1.0)
    moved = replace(elsewhere[0], dataset_id="e" * 16)
    assert reseeded([run, other[0], moved, made(3, 1.0)[0]], run) == [run, made(3, 1.0)[0]]


def test_audits_by_other_settings_or_unreadable_are_left_out_and_named(made):
    own, other, broken, alike = made(0, 0.9), made(1, 1.0), made(2, 1.0), made(3, 1.0)
    other = other[0], replace(other[1], config={"k": 20})
    found = seeds(Shelf(own, other, (broken[0], None), alike), *own)
    assert found.seeds == (0, 3) and found.left_out == ("b" * 16, "c" * 16)
    assert seeds(Shelf(own, other), *own) is None


def test_what_one_audit_suppresses_is_shown_for_none(made):
    two = [made(0, 0.9), made(1, None, "suppressed")]
    for asked in two:
        (spread,) = seeds(Shelf(*two), *asked).rows
        assert spread.gaps == (None, None) and spread.least is None and spread.reason == "few_users"


def test_an_undefined_gap_and_another_reference(made):
    two = [made(0, 0.9), made(1, None, "refused")]
    (spread,) = seeds(Shelf(*two), *two[0]).rows
    assert spread.gaps == (0.9, None) and (spread.least, spread.deviation, spread.agree) == (0.9, None, 1)
    moved = two[1][0], replace(two[1][1], rows=tuple(replace(r, reference="X") for r in two[1][1].rows))
    (spread,) = seeds(Shelf(two[0], moved), *two[0]).rows
    assert spread.seeds == (0,), "the other seed's audit compares with another group"


def test_every_kind_of_split_says_what_its_seed_draws(dataset):
    from engine.config import SplitConfig
    from engine.data.split import read_log, split

    assert set(DRAWN) == set(SPLITS)
    log = read_log(dataset)
    for kind in ("random", "time", "last"):
        one, two = (split(log, SplitConfig(kind), np.random.default_rng(seed)) for seed in (0, 1))
        assert np.array_equal(one.test.items, two.test.items) == (DRAWN[kind] != "test")
    log = replace(log, randomized=np.arange(len(log.pairs)) % 3 == 0)
    one, two = (split(log, SplitConfig("randomized"), np.random.default_rng(seed)) for seed in (0, 1))
    assert np.array_equal(one.test.items, two.test.items) and not np.array_equal(one.valid.items, two.valid.items)
