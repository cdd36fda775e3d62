"""Rows that are there twice, on two sides, or that no feedback can be: none of them makes an audit more certain."""

from dataclasses import replace

import numpy as np
import pytest

from engine.audit import audit
from engine.config import AuditConfig, SplitConfig
from engine.data.split import read_log, split
from engine.errors import InputError
from engine.workspace import Workspace
from tests.traps.trap import RECALL
from tests.traps.world import World, both, even, files, groups, opened, served

PAIR = groups(a=100, b=100)


def audited(world, folder):
    with opened(world, folder) as (dataset, system):
        return audit(dataset, system, AuditConfig(family=RECALL))


@pytest.fixture
def folders(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    return tmp_path / "one", tmp_path / "other"


def test_a_log_that_is_there_ten_times_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        audited(replace(even(PAIR), repeats=10), tmp_path)
    assert caught.value.code == "import.repeated" and str(caught.value)


def again(world, rows):
    """Some rows once more, with feedback as given; few enough for the import to go on."""
    return replace(world, test=[*world.test, *rows])


def test_few_repeated_rows_narrow_nothing(folders):
    world = even(PAIR)
    once, more = audited(world, folders[0]), audited(again(world, world.test[-8:]), folders[1])
    assert more.rows == once.rows and more.findings == once.findings and more.answers == once.answers


def test_feedback_outside_its_range_is_no_feedback(folders):
    """A 99 would be one more liked item of a user: rejected at the import, it changes nothing; many are refused."""
    world = even(PAIR)
    few, many = ([(u, 9, 99.0) for u in range(100, 100 + n)] for n in (8, 100))
    assert audited(again(world, few), folders[1]).rows == audited(world, folders[0]).rows
    with pytest.raises(InputError) as caught:
        audited(again(world, many), folders[0])
    assert caught.value.code == "import.too_many_rejects" and str(caught.value)


@pytest.mark.parametrize("kind", ["random", "time", "last"])
def test_no_pair_is_on_two_sides(tmp_path, kind):
    """Each pair is in the file twice, early and late: it must not be learnt from and tested on."""
    world = World({"g": PAIR}, served([0.5] * 200), both(200))
    request = files(world, tmp_path)
    header, *lines = request.interactions.read_text().splitlines()
    rows = [f"{line},{1_700_000_000 + at * 60 + late}" for late in (0, 10**7) for at, line in enumerate(lines)]
    request.interactions.write_text("\n".join([f"{header},timestamp", *rows]))
    workspace = Workspace(tmp_path / "workspace")
    with workspace.dataset(workspace.add_dataset(request).id) as dataset:
        log = read_log(dataset)
        parts = split(log, SplitConfig(kind), np.random.default_rng(0))
    sides = [set(zip(p.users.tolist(), p.items.tolist(), strict=True)) for p in (parts.train, parts.valid, parts.test)]
    assert len(set.union(*sides)) == sum(map(len, sides)) == len(lines)
    when = dict(zip(zip(log.pairs.users.tolist(), log.pairs.items.tolist(), strict=True), log.timestamps, strict=True))
    if kind == "time":
        assert max(when[pair] for pair in sides[0]) < min(when[pair] for pair in sides[2])
