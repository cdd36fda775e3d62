"""Runs that were judged alike, told from their settings; agrees with what the files say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.contracts import Pairs, Run, Split
from engine.workspace.alike import difference
from engine.workspace.arrays import comparable, write_split

RULES = {"k": 10, "k_max": 100, "relevance": 4.0}


def pairs(*users: int) -> Pairs:
    codes = np.array(users, dtype=np.int32)
    return Pairs(codes, codes, np.ones(len(codes), np.float32), np.ones(len(codes), np.float32))


@pytest.fixture
def kept(tmp_path: Path, builders: Any) -> Callable[..., Run]:
    def made(name: str, test: tuple[int, ...] = (1, 2), **config: Any) -> Run:
        folder = tmp_path / name
        folder.mkdir()
        write_split(folder / "split.parquet", Split("random", pairs(0), pairs(), pairs(*test)))
        settings = {"evaluation": RULES, "split": {"kind": "random", "test": 0.1}} | config
        return replace(builders.run(name, **settings), path=folder)

    return made


def cut(name: str, **config: Any) -> dict[str, Any]:
    return {"name": name, "split": {"kind": "time", "test": 0.1}, **config}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"model": {"kind": "popularity"}, "postprocessing": [{"kind": "exposure_rerank"}]}, None),
        ({"evaluation": {**RULES, "k_max": 50}}, None),
        ({"evaluation": {**RULES, "k": 20}}, "k"),
        ({"evaluation": {**RULES, "relevance": 3.0}}, "relevance"),
        ({"seed": 1, "test": (3,)}, "seed"),
        ({"split": {"kind": "last", "test": 0.1}, "test": (3,)}, "split"),
        ({"split": None, "cutoff": 1_700_000_000, "test": (3,)}, "cutoff"),
    ],
)
def test_the_reason_is_told_and_agrees_with_the_files(
    kept: Callable[..., Run], change: dict[str, Any], reason: str | None
):
    first, second = kept("first"), kept("second", **change)
    assert difference(first, second) == reason
    assert comparable(first, second) == (reason is None)


def test_other_data_and_other_questions(kept: Callable[..., Run]):
    first = kept("first")
    assert difference(first, replace(first, dataset_id="e" * 16)) == "dataset"
    assert difference(first, replace(first, estimand="given lists")) == "estimand"


def test_two_cuts_by_time_may_agree_although_settings_differ(kept: Callable[..., Run]):
    trained = kept(**cut("trained", seed=3))
    uploaded = kept("uploaded", split=None, cutoff=1_700_000_000)
    later = kept("later", split=None, cutoff=1_800_000_000, test=(3,))
    assert difference(trained, uploaded) is None
    assert difference(trained, later) == "cutoff"
    assert difference(kept(**cut("seed", seed=4)), trained) is None


def test_where_files_are_gone_settings_decide(kept: Callable[..., Run], tmp_path: Path):
    trained, uploaded = kept(**cut("trained")), kept("uploaded", split=None, cutoff=1_700_000_000)
    assert difference(replace(trained, path=tmp_path / "gone"), uploaded) == "cutoff"
