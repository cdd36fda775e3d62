"""Data quality: what the log is like, and what about it should worry a reader."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.contracts import Dataset, Finding
from engine.data.split import Log
from engine.diagnostics import small
from engine.diagnostics.activity import FEW_ROWS

MANY_TOP_SHARE = 0.5
MISSING_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of the log. `density`: rows / (users x items). `median_activity`: rows a user. `users_with_few_rows`:
    also those without any. `top_share`: share of rows on the most popular 1% of items (at least one). Counts of 1
    to 9 users are None.
    """

    users: int
    items: int
    interactions: int
    density: float
    median_activity: float
    users_without_rows: int | None
    users_with_few_rows: int | None
    items_without_rows: int
    top_share: float
    feedback_mean: float
    feedback_values: int


def quality(dataset: Dataset, log: Log) -> tuple[Quality, tuple[Finding, ...]]:
    """The counts, and findings with the codes `quality.*`."""
    schema, pairs = dataset.schema, log.pairs
    by_user = np.bincount(pairs.users, minlength=schema.n_users)
    by_item = np.sort(np.bincount(pairs.items, minlength=schema.n_items))[::-1]
    seen = by_user[by_user > 0]
    counts = Quality(
        users=schema.n_users,
        items=schema.n_items,
        interactions=len(pairs),
        density=len(pairs) / (schema.n_users * schema.n_items),
        median_activity=float(np.median(seen)),
        users_without_rows=small.count(int((by_user == 0).sum())),
        users_with_few_rows=small.count(int((by_user < FEW_ROWS).sum())),
        items_without_rows=int((by_item == 0).sum()),
        top_share=float(by_item[: max(1, schema.n_items // 100)].sum() / len(pairs)),
        feedback_mean=float(pairs.feedback.mean(dtype=np.float64)),
        feedback_values=len(np.unique(pairs.feedback)),
    )
    return counts, tuple(_findings(dataset, counts))


def _findings(dataset: Dataset, of: Quality) -> Iterator[Finding]:
    if (of.users_with_few_rows or 0) > 0.1 * of.users:
        yield Finding("quality.few_rows", "caution", {"users": of.users_with_few_rows, "least": FEW_ROWS})
    if of.top_share > MANY_TOP_SHARE:
        yield Finding("quality.concentrated", "caution", {"share": of.top_share})
    if of.feedback_values == 1 and dataset.schema.feedback_kind == "rating":
        yield Finding("quality.constant_feedback", "flag", {})
    if dataset.schema.n_randomized == 0:
        yield Finding("quality.no_randomized", "note", {})
    for attribute in (*dataset.schema.user_attributes, *dataset.schema.item_attributes):
        size = of.users if attribute in dataset.schema.user_attributes else of.items
        if attribute.n_missing > MISSING_SHARE * size:
            yield Finding(
                "quality.missing", "caution", {"attribute": attribute.name, "share": attribute.n_missing / size}
            )
