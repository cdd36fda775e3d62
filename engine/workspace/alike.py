"""Whether two runs were judged alike, told from their settings: what a page can say of many runs at once."""

from collections.abc import Mapping
from typing import Any, Literal

from engine.contracts import Run
from engine.workspace.arrays import comparable

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


def _test(first: Run, second: Run) -> Reason | None:
    kinds = [_split(run.config).get("kind") for run in (first, second)]
    if _drawn(first.config) == _drawn(second.config):
        return None
    if all(kind in CUT_BY_TIME for kind in kinds) and _kept(first) and _kept(second) and comparable(first, second):
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


def _kept(run: Run) -> bool:
    return (run.path / "split.parquet").exists()
