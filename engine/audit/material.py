"""From what a system put out to the tables that metrics read."""

import numpy as np

from engine import columns as c
from engine.audit.groups import UNKNOWN, groups_of
from engine.audit.system import System
from engine.contracts import Dataset, Pairs, Table
from engine.metrics import Material
from engine.metrics.material import GROUP, RELEVANT, Need


def material(dataset: Dataset, system: System, categories: str | None = None) -> Material:
    """The tables of one system on its test set, on the dataset's cursor.

    Positives are test pairs whose feedback is at least the system's `relevance`; with None, every test pair.
    `categories`: the item attribute that calibration and diversity speak of.
    """
    schema, test = dataset.schema, system.test
    relevant = np.ones(len(test), dtype=bool) if system.relevance is None else test.feedback >= system.relevance
    positives = test.take(relevant)
    counts = np.bincount(system.train.items, minlength=schema.n_items)
    member, n_categories = _categories(dataset, categories)
    return Material(
        lists=_lists(dataset, system),
        positives=dataset.load({**_codes(positives), c.FEEDBACK: positives.feedback}),
        pairs=_pairs(dataset, system, relevant),
        popularity=dataset.load({c.ITEM_CODE: np.arange(schema.n_items, dtype=np.int32), "interactions": counts}),
        history=dataset.load(_codes(system.train)),
        categories=member,
        n_users=schema.n_users,
        n_items=schema.n_items,
        n_categories=n_categories,
        served=len(system.lists.users),
        span=max(1.0, schema.feedback_range[1] - schema.feedback_range[0]),
        has=_has(system, relevant, n_categories),
        relevance=system.relevance,
    )


def membership(dataset: Dataset, member: np.ndarray) -> Table:
    """item_code, group_code of a membership matrix of shape (n_items, groups)."""
    items, groups = np.nonzero(member)
    return dataset.load({c.ITEM_CODE: items.astype(np.int32), GROUP: groups.astype(np.int32)})


def _has(system: System, relevant: np.ndarray, n_categories: int) -> frozenset[Need]:
    """Negatives are observed where feedback was given to shown items and some of it is below the threshold."""
    there: dict[Need, bool] = {
        "test": len(system.test) > 0,
        "scores": system.scores is not None and len(system.test) > 0,
        "scale": system.scores is not None and system.on_scale,
        "negatives": bool(relevant.any() and not relevant.all()),
        "categories": n_categories > 1,
        "history": len(system.train) > 0,
    }
    return frozenset(need for need, found in there.items() if found)


def _lists(dataset: Dataset, system: System) -> Table:
    lists = system.lists
    k = lists.items.shape[1]
    shown = lists.items.ravel() >= 0
    return dataset.load(
        {
            c.USER_CODE: np.repeat(lists.users, k)[shown],
            c.ITEM_CODE: lists.items.ravel()[shown],
            c.RANK: np.tile(np.arange(1, k + 1, dtype=np.int32), len(lists.users))[shown],
        }
    )


def _pairs(dataset: Dataset, system: System, relevant: np.ndarray) -> Table:
    columns = {**_codes(system.test), c.FEEDBACK: system.test.feedback, RELEVANT: relevant.astype(np.int8)}
    return dataset.load(columns if system.scores is None else {**columns, c.SCORE: system.scores})


def _codes(pairs: Pairs) -> dict[str, np.ndarray]:
    return {c.USER_CODE: pairs.users, c.ITEM_CODE: pairs.items}


def _categories(dataset: Dataset, name: str | None) -> tuple[Table, int]:
    """The membership of items in the known categories, and how many there are."""
    if name is None:
        return membership(dataset, np.zeros((dataset.schema.n_items, 0), dtype=bool)), 0
    groups = groups_of(dataset, name)
    known = [g for g, label in enumerate(groups.labels) if label != UNKNOWN]
    return membership(dataset, groups.member[:, known]), len(known)
