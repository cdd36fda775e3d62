"""Pairs and lists as Parquet files, rows in the order of the codes.

Whatever reads a file of a finished run raises `workspace.damaged` where its bytes are not those that were written.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Floats, Lists, Pairs, Run, Split
from engine.workspace import storage
from engine.workspace.seals import checked

FOLDS = ("train", "valid", "test", "aside")


def write_split(path: Path, split: Split) -> None:
    """All pairs with their fold: 0 train, 1 validation, 2 test, 3 set aside."""
    folds = [of for name in FOLDS if (of := getattr(split, name)) is not None]
    table = {
        c.USER_CODE: np.concatenate([f.users for f in folds]),
        c.ITEM_CODE: np.concatenate([f.items for f in folds]),
        c.FEEDBACK: np.concatenate([f.feedback for f in folds]),
        c.WEIGHT: np.concatenate([f.weights for f in folds]),
        "fold": np.repeat(np.arange(len(folds), dtype=np.int8), [len(f) for f in folds]),
    }
    _write(path, table)


def read_fold(path: Path, fold: str) -> Pairs:
    """One fold of `write_split`."""
    table = pq.read_table(checked(path), filters=[("fold", "=", FOLDS.index(fold))])
    return Pairs(*(table[name].to_numpy() for name in (c.USER_CODE, c.ITEM_CODE, c.FEEDBACK, c.WEIGHT)))


def comparable(first: Run, second: Run) -> bool:
    """Whether two runs were judged on the same test pairs, by the same threshold and list length."""
    if first.dataset_id != second.dataset_id or first.estimand != second.estimand:
        return False
    rules = [{k: v for k, v in run.config.get("evaluation", {}).items() if k != "k_max"} for run in (first, second)]
    tests = [read_fold(run.path / "split.parquet", "test") for run in (first, second)]
    return rules[0] == rules[1] and all(
        np.array_equal(getattr(tests[0], name), getattr(tests[1], name)) for name in ("users", "items", "feedback")
    )


def write_scores(path: Path, test: Pairs, scores: Floats) -> None:
    """The test pairs with their scores."""
    columns = {c.USER_CODE: test.users, c.ITEM_CODE: test.items, c.FEEDBACK: test.feedback, c.SCORE: scores}
    _write(path, columns)


def read_scores(path: Path) -> Floats:
    """The scores of `write_scores`, in its order."""
    scores: Floats = pq.read_table(checked(path), columns=[c.SCORE])[c.SCORE].to_numpy()
    return scores


def write_lists(path: Path, lists: Lists) -> None:
    """A long table: user_code, item_code, rank (1-based), score."""
    k = lists.items.shape[1]
    shown = lists.items.ravel() >= 0
    columns: dict[str, NDArray[np.generic]] = {
        c.USER_CODE: np.repeat(lists.users, k)[shown],
        c.ITEM_CODE: lists.items.ravel()[shown],
        c.RANK: np.tile(np.arange(1, k + 1, dtype=np.int32), len(lists.users))[shown],
        c.SCORE: lists.scores.ravel()[shown],
    }
    _write(path, columns)


def read_lists(path: Path) -> Lists:
    """The lists of `write_lists`, padded with -1."""
    table = pq.read_table(checked(path))
    codes, ranks = table[c.USER_CODE].to_numpy(), table[c.RANK].to_numpy()
    users, rows = np.unique(codes, return_inverse=True)
    items = np.full((len(users), int(ranks.max())), -1, dtype=np.int32)
    scores = np.full(items.shape, -np.inf, dtype=np.float32)
    items[rows, ranks - 1] = table[c.ITEM_CODE].to_numpy()
    scores[rows, ranks - 1] = table[c.SCORE].to_numpy()
    return Lists(users.astype(np.int32), items, scores)


def has_list(path: Path, user: int) -> bool:
    """Whether a user, by code, has a list there; reads that user's rows alone."""
    found: int = pq.read_table(checked(path), columns=[c.USER_CODE], filters=[(c.USER_CODE, "=", user)]).num_rows
    return found > 0


def first_rows(path: Path, names: Sequence[str], most: int) -> pa.Table:
    """The first `most` rows of these columns, in the file's order; what follows is not read."""
    batch = next(pq.ParquetFile(checked(path)).iter_batches(batch_size=most, columns=list(names)), None)
    return pa.table({name: [] for name in names}) if batch is None else pa.Table.from_batches([batch])


def _write(path: Path, columns: Mapping[str, NDArray[np.generic]]) -> None:
    with storage.operation("write", path):
        pq.write_table(pa.table(dict(columns)), path)
