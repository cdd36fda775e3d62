"""Whether two runs were judged alike, told from their settings: what a page can say of many runs at once."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from engine.contracts import Run
from engine.workspace.arrays import read_fold

Reason = Literal["dataset", "estimand", "k", "relevance", "cutoff", "split", "seed"]
CUT_BY_TIME = ("time", None)
"""Kinds of split (None: lists from elsewhere) whose test is all that is later than some time."""


def difference(first: Run, second: Run) -> Reason | None:
    """Why two runs can't be compared; None where they were judged on the same test pairs by the same rules.

    Equal settings give equal test pairs, so files are read only where settings differ and the pairs may be
    equal all the same: two that were cut by time. Agrees with `engine.workspace.arrays.comparable`.
    """
    rules = [run.config.get("evaluation", {}) for run in (first, second)]
    differs: dict[Reason, bool] = {
        "dataset": first.dataset_id != second.dataset_id,
        "estimand": first.estimand != second.estimand,
        "k": rules[0].get("k") != rules[1].get("k"),
        "relevance": rules[0].get("relevance") != rules[1].get("relevance"),
    }
    known = next((reason for reason, holds in differs.items() if holds), None)
    return known or _test(first, second)


def differences(base: Run, runs: Iterable[Run]) -> dict[str, Reason | None]:
    """`difference` to a baseline by run id, for the other runs on its dataset."""
    own = (run for run in runs if run.dataset_id == base.dataset_id and run.id != base.id)
    return {run.id: difference(base, run) for run in own}


def _test(first: Run, second: Run) -> Reason | None:
    kinds = [_split(run.config).get("kind") for run in (first, second)]
    if _drawn(first.config) == _drawn(second.config):
        return None
    if all(kind in CUT_BY_TIME for kind in kinds) and _same_pairs(first, second):
        return None
    if None in kinds:
        return "cutoff"
    return "seed" if _split(first.config) == _split(second.config) else "split"


def _split(config: Mapping[str, Any]) -> Mapping[str, Any]:
    return config.get("split") or {}


def _drawn(config: Mapping[str, Any]) -> tuple[Any, ...]:
    """All that decides which pairs are the test; only the kind `random` draws them by the seed."""
    split = _split(config)
    return split, config.get("seed") if split.get("kind") == "random" else None, config.get("cutoff")


def _same_pairs(first: Run, second: Run) -> bool:
    files = [run.path / "split.parquet" for run in (first, second)]
    return all(file.exists() for file in files) and _pairs(files[0]) == _pairs(files[1])


@lru_cache(maxsize=1024)
def _pairs(file: Path) -> str:
    """The digest of the test pairs of a finished run, whose file never changes."""
    test = read_fold(file, "test")
    return sha256(b"".join(part.tobytes() for part in (test.users, test.items, test.feedback))).hexdigest()
