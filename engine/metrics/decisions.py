"""Accept/reject decisions about test pairs: what the rates of decisions are made of."""

from typing import Literal, TypeAlias

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import RELEVANT, Material, Need, per_user, shown

Decision: TypeAlias = Literal["threshold", "list"]
"""A pair is accepted: whose score reaches the relevance threshold, or whose item is in the first k of the list."""

ACCEPTED = "accepted"


def decision_needs(decision: Decision) -> frozenset[Need]:
    """Pairs known not to be relevant; a threshold needs scores that predict feedback."""
    return frozenset({"test", "negatives", "scale"} if decision == "threshold" else {"test", "negatives"})


def decided(material: Material, decision: Decision, k: int) -> Table:
    """user_code, relevant, accepted (0 or 1) of the test pairs; with `list`, of users who have one."""
    if decision == "threshold":
        # Without a threshold every pair is relevant: there are no negatives, and nothing is accepted.
        reached = nw.lit(False) if material.relevance is None else nw.col(c.SCORE) >= material.relevance
        return material.pairs.select(c.USER_CODE, RELEVANT, reached.cast(nw.Int64).alias(ACCEPTED))
    served = material.lists.select(c.USER_CODE).unique()
    listed = shown(material, k).select(c.USER_CODE, c.ITEM_CODE, nw.lit(1).alias(ACCEPTED))
    pairs = material.pairs.join(served, on=c.USER_CODE, how="semi").join(
        listed, on=[c.USER_CODE, c.ITEM_CODE], how="left"
    )
    return pairs.select(c.USER_CODE, RELEVANT, nw.col(ACCEPTED).fill_null(0).cast(nw.Int64).alias(ACCEPTED))


def accepted_units(decisions: Table) -> Table:
    """user_code, accepted pairs, pairs: a group's value is the share of its pairs, with users as clusters."""
    sums = decisions.group_by(c.USER_CODE).agg(nw.col(ACCEPTED).sum().alias(ACCEPTED), nw.len().alias("n"))
    return per_user(sums, nw.col(ACCEPTED), nw.col("n"))
