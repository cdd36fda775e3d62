"""What must change a whole audit in a known way, or not at all: names, references, copies, strangers, halves, time."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit
from engine.config import AuditConfig, Comparison, SplitConfig
from engine.data.split import read_log, split
from engine.workspace import Workspace
from tests.traps.world import World, both, files, groups, opened, served

SIZES = {"a": 80, "b": 60, "c": 40}
CHANCE = {"a": 0.7, "b": 0.5, "c": 0.3}
FAMILY = (Comparison("recall", "g", "a"),)
SHOWN = ("n", "value", "low", "high", "gap", "gap_low", "gap_high", "verdict", "reason", "adjusted", "corrected")


def drawn(seed):
    """Three groups served unequally, with predictions, histories and genres."""
    rng = np.random.default_rng(seed)
    labels = groups(**SIZES)
    lists = served([CHANCE[label] for label in labels], seed)
    train = [(u, int(i), 5.0) for u in range(len(labels)) for i in rng.choice(range(8, 16), rng.integers(1, 4), False)]
    noise = rng.normal(0, 1, (len(labels), 16))
    test = [row for row in both(len(labels)) if rng.random() < 0.8 or row[1] == 0]
    return World({"g": labels}, lists, test, train, {"genre": ["x", "y", "z", ""] * 4},
                 lambda row: float(np.round(row[2] + noise[row[:2]], 3)))  # fmt: skip


def rows_of(world, folder, family=FAMILY):
    folder.mkdir()
    with opened(world, folder) as (dataset, system):
        table = audit(dataset, system, AuditConfig(family=family))
    return {(r.metric, r.attribute, r.group): r for r in table.rows}


def facts(rows, names=SHOWN):
    return {key: tuple(getattr(row, name) for name in names) for key, row in rows.items()}


@pytest.fixture(scope="module", params=[0, 1])
def world(request):
    return drawn(request.param)


@pytest.fixture(scope="module")
def plain(world, tmp_path_factory):
    return rows_of(world, tmp_path_factory.mktemp("plain") / "w")


def of_g(rows):
    return {(metric, group): row for (metric, attribute, group), row in rows.items() if attribute == "g"}


def test_other_names_give_the_same_numbers(world, plain, tmp_path):
    names = {"a": "zeta", "b": "Ärger", "c": "1"}
    other = replace(world, people={"g": [names[label] for label in world.people["g"]]})
    found = rows_of(other, tmp_path / "w", (Comparison("recall", "g", "zeta"),))
    ours = {(m, a, names.get(g, g) if a == "g" else g): row for (m, a, g), row in plain.items()}
    assert facts(found, SHOWN[:-1]) == facts(ours, SHOWN[:-1])
    solved = {key: row.corrected for key, row in ours.items() if row.corrected is not None}  # in another order
    assert {key: found[key].corrected for key in solved} == pytest.approx(solved, rel=1e-12) and solved


def test_the_other_reference_inverts_the_gap(world, plain, tmp_path):
    other = rows_of(world, tmp_path / "w", (Comparison("recall", "g", "b"),))
    there, back = plain["recall", "g", "b"], other["recall", "g", "a"]
    assert back.gap == pytest.approx(1 / there.gap, rel=1e-12)
    assert {there.verdict, back.verdict} <= {"outside", "inconclusive", "within"}
    width = np.log([there.gap_high / there.gap_low, back.gap_high / back.gap_low])
    assert width[0] == pytest.approx(width[1], rel=0.1), "the family differs by one comparison"
    assert facts(other, ("n", "value", "low", "high")) == facts(plain, ("n", "value", "low", "high"))


def twice(world):
    """Every user a second time, with equal rows."""
    n = len(world.people["g"])
    again = [(u + n, i, f) for u, i, f in world.test], [(u + n, i, f) for u, i, f in world.train]
    lists = {**world.lists, **{u + n: items for u, items in world.lists.items()}}
    return replace(
        world, people={"g": [*world.people["g"]] * 2}, lists=lists, test=[*world.test, *again[0]],
        train=[*world.train, *again[1]], scores=lambda row: world.scores((row[0] % n, *row[1:])),
    )  # fmt: skip


def test_all_users_twice_leave_values_and_narrow_intervals_by_the_root_of_two(world, plain, tmp_path):
    found = of_g(rows_of(twice(world), tmp_path / "w"))
    narrower = defaultdict(list)
    for (metric, group), row in of_g(plain).items():
        other = found[metric, group]
        if row.scale == "index" or metric in ("average_popularity", "weighted_ndcg", "weighted_recall", "novelty"):
            continue  # they count interactions, of which there are twice as many, or items that both groups judged
        assert other.value == pytest.approx(row.value, abs=1e-9) or row.value is None, (metric, group)
        if None not in (row.low, other.low) and row.low > 0 and row.metric != "signed_error":
            narrower[metric].append(np.log(row.high / row.low) / np.log(other.high / other.low))
    assert len(narrower) > 8
    assert all(np.median(ratios) == pytest.approx(np.sqrt(2), rel=0.06) for ratios in narrower.values()), narrower


def test_strangers_change_no_value_of_the_others(world, plain, tmp_path):
    n, more = len(world.people["g"]), 50
    strangers = replace(
        world, people={"g": [*world.people["g"], *["d"] * more]},
        test=[*world.test, *((n + u, i, 1.0 + 4.0 * (i < 2)) for u in range(more) for i in range(4))],
        lists={**world.lists, **{n + u: [0, 9, 2, 11] for u in range(more)}},
        scores=lambda row: 3.0 if row[0] >= n else world.scores(row),
    )  # fmt: skip
    found = facts(of_g(rows_of(strangers, tmp_path / "w")), ("n", "value", "low", "high"))
    ours = facts({key: row for key, row in of_g(plain).items() if row.scale != "index"}, ("n", "value", "low", "high"))
    moved = {key[0] for key, row in ours.items() if found[key] != pytest.approx(row, abs=1e-12)}
    assert moved <= {"novelty"}, "novelty asks how many users know an item"


def test_two_halves_make_their_whole(world, plain, tmp_path):
    halves = ["a" + "12"[u % 2] if label == "a" else label for u, label in enumerate(world.people["g"])]
    found = of_g(rows_of(replace(world, people={"g": halves}), tmp_path / "w", (Comparison("recall", "g", "b"),)))
    for metric in ("recall", "ndcg", "mae", "diversity", "grouped_auc"):
        first, second, whole = found[metric, "a1"], found[metric, "a2"], plain[metric, "g", "a"]
        assert min(first.value, second.value) <= whole.value <= max(first.value, second.value)
        if metric == "recall":
            assert first.n + second.n == whole.n
            assert (first.n * first.value + second.n * second.value) / whole.n == pytest.approx(whole.value)
        assert found[metric, "c"].value == plain[metric, "g", "c"].value


def test_another_time_changes_nothing(world, tmp_path):
    """All timestamps later by a year: the same cut, the same test, the same audit."""
    found = []
    for place, shift in (("now", 0), ("later", 31_536_000)):
        folder = tmp_path / place
        folder.mkdir()
        request = files(world, folder)
        header, *lines = request.interactions.read_text().splitlines()
        rows = [f"{line},{1_600_000_000 + at * 977 % 100_000 + shift}" for at, line in enumerate(lines)]
        request.interactions.write_text("\n".join([f"{header},timestamp", *rows]) + "\n")
        workspace = Workspace(folder / "workspace")
        with workspace.dataset(workspace.add_dataset(request).id) as dataset:
            parts = split(read_log(dataset), SplitConfig("time"), np.random.default_rng(0))
            with opened(world, folder) as (_other, system):
                timed = replace(system, test=parts.test, train=parts.train, scores=None)
            table = audit(dataset, timed, AuditConfig(family=(Comparison("recall", "g"),)))
        found.append((table.rows, table.overall, table.findings, table.answers))
    assert found[0] == found[1]
