"""The same audit: thrice, on one thread and on several, after a restart, with rows and settings in other orders."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.audit import audit
from engine.config import AuditConfig, parse
from engine.workspace.records import to_json
from tests.traps.world import World, both, groups, opened, served

SETTINGS = {
    "k": 4,
    "family": [
        {"metric": "recall", "attribute": "g", "scale": "ratio"},
        {"metric": "exposure", "attribute": "genre", "against": "best"},
        {"metric": "mae", "attribute": "g*h", "scale": "difference", "tolerance": [-0.5, 0.5]},
        {"metric": "rsp", "attribute": "genre", "scale": "index", "tolerance": [0.0, 0.2]},
    ],
    "groupings": ["g*h"],
    "error_rate": 0.1,
}


def a_world():
    """Two crossed attributes, histories, predictions with many digits, genres with ties."""
    rng = random.Random(0)
    people = {"g": groups(a=90, b=70, none=8), "h": ["xy"[u % 2] for u in range(168)]}
    train = [(u, i, 5.0) for u in range(168) for i in rng.sample(range(8, 16), 1 + u % 4)]
    scores = {(u, i): rng.uniform(0, 5) for u in range(168) for i in range(8)}
    return World(people, served([0.6] * 90 + [0.4] * 78), both(168), train, {"genre": ["x", "y", "z", "x"] * 4},
                 lambda row: scores[row[:2]])  # fmt: skip


def written(world: World, folder: Path, settings=SETTINGS) -> str:
    """The table as JSON; the dataset's id, which is a hash of the files, aside."""
    folder.mkdir(parents=True)
    with opened(world, folder) as (dataset, system):
        table = audit(dataset, system, parse(AuditConfig, settings))
    return json.dumps(to_json(replace(table, dataset_id="")), sort_keys=False)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return written(a_world(), tmp_path_factory.mktemp("first") / "w")


def test_again_and_on_other_threads(first, tmp_path, monkeypatch):
    for threads in ("1", "2", "4"):
        monkeypatch.setenv("EQUIPOISE_THREADS", threads)
        assert written(a_world(), tmp_path / threads) == first


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_in_any_order(first, tmp_path, seed):
    """Every file's lines are shuffled: users, items and interactions."""
    with_order = ShuffledWorld(**{name: getattr(a_world(), name) for name in World.__dataclass_fields__})
    random.seed(seed)
    assert written(with_order, tmp_path / "w") == first


class ShuffledWorld(World):
    """A world whose files have their lines in a random order."""

    def ordered(self, lines: list[str]) -> list[str]:
        return random.sample(lines, len(lines))


def test_settings_in_any_order(first, tmp_path):
    turned = {key: SETTINGS[key] for key in reversed(SETTINGS)}
    turned["family"] = [dict(reversed(one.items())) for one in SETTINGS["family"]]
    assert written(a_world(), tmp_path / "w", turned) == first


def test_another_process(first, tmp_path):
    """Another seed of Python's hashes, other threads."""
    code = (
        "import sys; from pathlib import Path; from tests.engine.audit.test_same_again import a_world, written;"
        f"sys.stdout.write(written(a_world(), Path({str(tmp_path / 'w')!r})))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "EQUIPOISE_THREADS": "3"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout == first
