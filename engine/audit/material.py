"""From what a system put out to the tables that metrics read."""

import numpy as np

from engine import columns as c
from engine.contracts import Dataset, Lists, Pairs, Table
from engine.metrics import Material


def material(
    dataset: Dataset, lists: Lists, test: Pairs, scores: np.ndarray | None, train: Pairs, relevance: float | None
) -> Material:
    """The tables of one system on one test set, on the dataset's cursor.

    Positives are test pairs whose feedback is at least `relevance`; with None, every test pair.
    `scores` are those of the test pairs, None where they are not on the feedback's scale.
    """
    k = lists.items.shape[1]
    shown = lists.items.ravel() >= 0
    table = {
        c.USER_CODE: np.repeat(lists.users, k)[shown],
        c.ITEM_CODE: lists.items.ravel()[shown],
        c.RANK: np.tile(np.arange(1, k + 1, dtype=np.int32), len(lists.users))[shown],
    }
    relevant = test if relevance is None else test.take(test.feedback >= relevance)
    counts = np.bincount(train.items, minlength=dataset.schema.n_items)
    pairs = None
    if scores is not None:
        columns = {c.USER_CODE: test.users, c.ITEM_CODE: test.items, c.FEEDBACK: test.feedback, c.SCORE: scores}
        pairs = dataset.load(columns)
    return Material(
        lists=dataset.load(table),
        positives=dataset.load({c.USER_CODE: relevant.users, c.ITEM_CODE: relevant.items}),
        pairs=pairs,
        popularity=dataset.load(
            {c.ITEM_CODE: np.arange(dataset.schema.n_items, dtype=np.int32), "interactions": counts}
        ),
        n_items=dataset.schema.n_items,
        served=len(lists.users),
        span=max(1.0, dataset.schema.feedback_range[1] - dataset.schema.feedback_range[0]),
    )


def membership(dataset: Dataset, member: np.ndarray) -> Table:
    """item_code, group_code of a membership matrix of shape (n_items, groups)."""
    items, groups = np.nonzero(member)
    return dataset.load({c.ITEM_CODE: items.astype(np.int32), "group_code": groups.astype(np.int32)})
