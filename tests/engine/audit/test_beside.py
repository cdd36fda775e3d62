"""What stands beside a gap: adjusted for what was planted, bounds that hold the truth, labels' errors undone."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit
from engine.config import AuditConfig, Comparison
from tests.traps.world import LIKED, MET, OTHERS, World, groups, liked, opened, served

RECALL = (Comparison("recall", "g"),)
EXPOSURE = (Comparison("exposure", "kind", "a"),)


def rows(world, folder, family=RECALL, **settings):
    """The declared rows by group."""
    folder.mkdir(exist_ok=True)
    with opened(world, folder) as (dataset, system):
        table = audit(dataset, system, AuditConfig(family=family, **settings))
    first = family[0]
    return {r.group: r for r in table.rows if (r.metric, r.attribute) == (first.metric, first.attribute)}, table


def by_activity(sizes, chances):
    """`sizes`, `chances`: one number for each level of activity, by group; the more active met more items."""
    people = [(g, level) for g, of in sizes.items() for level, n in enumerate(of) for _user in range(n)]
    train = [(u, MET[j], 5.0) for u, (_g, level) in enumerate(people) for j in range(level + 1)]
    lists = served([chances[g][level] for g, level in people])
    return World({"g": [g for g, _level in people]}, lists, liked(len(people)), train)


SIZES = {"a": (100, 200, 300), "b": (300, 200, 100)}
STEPS = (0.2, 0.5, 0.8)


def test_a_gap_that_is_all_activity_is_adjusted_away(tmp_path):
    row = rows(by_activity(SIZES, {"a": STEPS, "b": STEPS}), tmp_path)[0]["b"]
    assert row.gap == pytest.approx(0.4 / 0.6, rel=0.08) and row.gap_high < 0.8
    assert row.adjusted == pytest.approx(1, rel=0.06) and row.adjusted_low < 1 < row.adjusted_high


def test_a_gap_within_levels_stays_and_a_reversal_is_found(tmp_path):
    found, table = rows(by_activity(SIZES, {"a": STEPS, "b": tuple(1.2 * c for c in STEPS)}), tmp_path)
    assert found["b"].gap == pytest.approx(1.2 * 0.4 / 0.6, rel=0.08)
    assert found["b"].adjusted == pytest.approx(1.2, rel=0.06)
    assert "gap.reversed" in [f.code for f in table.findings]


def test_without_common_support_nothing_is_adjusted(tmp_path):
    row = rows(by_activity({"a": (0, 100, 100), "b": (100, 100, 0)}, {"a": STEPS, "b": STEPS}), tmp_path)[0]["b"]
    assert row.gap is not None and (row.adjusted, row.adjusted_low, row.adjusted_high) == (None,) * 3


def popular(share):
    """Items in three levels of popularity, of kind b fewer popular ones; lists take them by their level alone.

    So both kinds are exposed alike at every level, but for `share`, by which items of b are taken less often.
    """
    kinds = np.repeat(["a", "b", "a", "b", "a", "b"], [3, 1, 12, 12, 2, 8])
    level = np.repeat([0, 1, 2], [4, 24, 10])
    rng = np.random.default_rng(0)
    chance = np.array([6.0, 2.0, 0.5])[level] * np.where(kinds == "b", share, 1.0)
    lists = {u: rng.choice(38, 4, replace=False, p=chance / chance.sum()).tolist() for u in range(400)}
    met = np.array([100, 50, 40])[level]  # the head receives a fifth of all, the tail another
    train = [(int(u), i, 5.0) for i in range(38) for u in rng.choice(400, met[i], replace=False)]
    goods = {"kind": kinds.tolist(), "provider": [f"p{i}" for i in range(38)]}
    return World({"g": groups(x=200, y=200)}, lists, (), train, goods)


def test_a_gap_of_exposure_that_is_all_popularity_is_adjusted_away(tmp_path):
    row = rows(popular(1.0), tmp_path, EXPOSURE)[0]["b"]
    assert row.gap < 0.75
    assert row.adjusted == pytest.approx(1, abs=0.12) and row.adjusted_low < 1 < row.adjusted_high


def test_a_gap_of_exposure_within_levels_stays(tmp_path):
    row = rows(popular(0.5), tmp_path, EXPOSURE)[0]["b"]
    assert row.gap < row.adjusted < 0.75 and row.adjusted_high < 1


def labelled(seed, n=400):
    """Two groups, a little apart, whose truth is known."""
    labels = groups(a=n // 2 + 20, b=n // 2 - 20)
    chances = [0.6 if label == "a" else 0.5 for label in labels]
    return World({"g": labels}, served(chances, seed), liked(n))


@pytest.mark.parametrize("way", ["at random", "the best of b", "the worst of a"])
def test_bounds_hold_the_truth_whoever_hides_the_label(tmp_path, way):
    world = labelled(1)
    truth = rows(world, tmp_path / "all")[0]["b"].gap
    hits = np.array([len({*world.lists[u]} & {*LIKED}) for u in range(400)])
    is_b = np.array([label == "b" for label in world.people["g"]])
    order = {
        "at random": np.random.default_rng(2).permutation(400),
        "the best of b": np.argsort(-hits - 9 * is_b, kind="stable"),
        "the worst of a": np.argsort(hits + 9 * is_b, kind="stable"),
    }[way]
    gone = set(order[:40].tolist())
    hidden = ["" if u in gone else label for u, label in enumerate(world.people["g"])]
    row = rows(replace(world, people={"g": hidden}), tmp_path / "some")[0]["b"]
    assert row.bound_low <= truth <= row.bound_high and row.bound_low < row.gap < row.bound_high
    if way != "at random":
        assert abs(row.gap - truth) > 0.03, "the plain gap was moved"


def test_where_everybody_is_known_there_are_no_bounds(tmp_path):
    row = rows(labelled(1), tmp_path)[0]["b"]
    assert (row.bound_low, row.bound_high) == (None, None)


def flipped(seed):
    """A gap of 0.5 between 2,000 users, of whom one in twenty has the other label."""
    truth = groups(a=1000, b=1000)
    wrong = np.random.default_rng(seed).random(2000) < 0.05
    told = ["ba"["ab".index(label)] if flip else label for label, flip in zip(truth, wrong, strict=True)]
    return World({"g": told}, served([0.8 if label == "a" else 0.4 for label in truth], seed), liked(2000))


def test_wrong_labels_blur_a_gap_and_the_correction_undoes_it(tmp_path):
    found, _table = rows(flipped(3), tmp_path, error_rate=0.05, tolerance=(0.5, 2.0))
    row = next(r for r in found.values() if not r.is_reference)
    truth, blurred = (0.5, (0.4 * 0.95 + 0.8 * 0.05) / (0.8 * 0.95 + 0.4 * 0.05))
    if row.reference == "b":
        truth, blurred = 1 / truth, 1 / blurred
    assert row.gap == pytest.approx(blurred, rel=0.03) and row.corrected == pytest.approx(truth, rel=0.03)
    assert abs(np.log(row.corrected)) > abs(np.log(row.gap))


def test_without_an_error_rate_nothing_is_corrected(tmp_path):
    found, _table = rows(labelled(1), tmp_path, error_rate=0.0)
    assert found["b"].corrected is None


def test_nothing_stands_beside_what_is_hidden_or_undefined(tmp_path):
    world = World({"g": groups(a=100, b=5)}, {u: [*OTHERS] for u in range(105)}, liked(105))
    for row in rows(world, tmp_path)[0].values():
        assert {row.adjusted, row.bound_low, row.corrected} == {None}
