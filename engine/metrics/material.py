"""What metrics are computed from, and the arithmetic that several of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import narwhals as nw

from engine import columns as c
from engine.contracts import Table

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
GROUP = "group_code"
GAIN = "gain"
RELEVANT = "relevant"
SCALE = 2**40
"""Discounts are summed as integers of 1/SCALE: float sums would depend on the order of rows."""

Candidates: TypeAlias = Literal["catalogue", "slice"]
"""What a list is drawn from: all items, or the user's own test pairs (an exposure that was given, as at random)."""
Gain: TypeAlias = Literal["binary", "linear", "exponential"]
"""What a relevant item is worth: 1, its feedback f, or 2^f - 1; items below the relevance threshold: 0."""
Need: TypeAlias = Literal["test", "scores", "scale", "negatives", "categories", "history"]
"""What a metric can't do without: test pairs; scores of them; scores that predict feedback; test pairs that are known
not to be relevant; categories of the items; a training fold."""

MISSING: Mapping[Need, str] = {
    "test": "no_test",
    "scores": "no_scores",
    "scale": "not_on_scale",
    "negatives": "negatives_unobserved",
    "categories": "no_categories",
    "history": "no_history",
}
"""Why a metric is undefined for a system that lacks what it needs, as a reason code."""


@dataclass(frozen=True, slots=True)
class Material:
    """The tables of one system's output on one test set, all on one cursor.

    `lists`: user_code, item_code, rank. `positives`: user_code, item_code, feedback of the relevant test pairs.
    `pairs`: user_code, item_code, feedback, relevant (0 or 1), score of all test pairs; without a score where
    the system gave none. `popularity`: item_code and its training interactions, every item. `history`:
    user_code, item_code of the training interactions. `categories`: item_code, group_code of the attribute that
    calibration and diversity speak of, empty where there is none.
    """

    lists: Table
    positives: Table
    pairs: Table
    popularity: Table
    history: Table
    categories: Table
    n_users: int
    n_items: int
    n_categories: int
    served: int
    """Users who have a list."""
    span: float
    """The width of the feedback's range, at least 1: the unit in which errors are summed."""
    has: frozenset[Need]
    """What is there, of what a metric may need."""
    relevance: float | None = None
    """Feedback from which a pair is relevant; None: every pair is."""


def missing(needs: frozenset[Need], material: Material) -> str:
    """The reason code of the first thing that a metric needs and the system lacks; empty where nothing is."""
    return next((MISSING[need] for need in MISSING if need in needs and need not in material.has), "")


def ranking_needs(candidates: Candidates) -> frozenset[Need]:
    """What a metric of a ranking needs: test pairs, and their scores where these make the ranking."""
    return frozenset({"test", "scores"} if candidates == "slice" else {"test"})


def discount(rank: nw.Expr) -> nw.Expr:
    """1 / log2(1 + rank) in units of 1/SCALE, as an integer."""
    return (SCALE / (rank + 1).log(2)).round().cast(nw.Int64)


def ranked(material: Material, candidates: Candidates) -> Table:
    """user_code, item_code, rank: the lists that were shown, or each user's test pairs in the order of their scores.

    Equal scores are ordered by item code.
    """
    if candidates == "catalogue":
        return material.lists
    scored = material.pairs.with_columns((-nw.col(c.SCORE)).alias("descending"))
    place = nw.col(c.ITEM_CODE).cum_count().over(c.USER_CODE, order_by=["descending", c.ITEM_CODE])
    return scored.with_columns(place.alias(c.RANK)).select(c.USER_CODE, c.ITEM_CODE, c.RANK)


def shown(material: Material, k: int, candidates: Candidates = "catalogue") -> Table:
    """The first k ranks of every list."""
    return ranked(material, candidates).filter(nw.col(c.RANK) <= k)


def judged(material: Material, candidates: Candidates = "catalogue") -> Table:
    """The positives of users who have a list: a user without one was not served and is not judged."""
    served = ranked(material, candidates).select(c.USER_CODE).unique()
    return material.positives.join(served, on=c.USER_CODE, how="semi")


def hits(material: Material, k: int, candidates: Candidates = "catalogue") -> Table:
    """The first k ranks that are positives: user_code, item_code, rank, feedback."""
    return shown(material, k, candidates).join(material.positives, on=[c.USER_CODE, c.ITEM_CODE], how="inner")


def per_user(table: Table, value: nw.Expr, denominator: nw.Expr) -> Table:
    """One row a user: user_code, numerator, denominator, both as floats."""
    return table.select(
        c.USER_CODE,
        value.cast(nw.Float64).alias(NUMERATOR),
        denominator.cast(nw.Float64).alias(DENOMINATOR),
    )
