"""Hits and positives of each user: what recall and hit rate are made of."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import Candidates, Material, hits, judged


def hits_and_positives(material: Material, k: int, candidates: Candidates = "catalogue") -> Table:
    """user_code, hits (within the first k ranks), positives (at least 1)."""
    positives = judged(material, candidates).group_by(c.USER_CODE).agg(nw.len().alias("positives"))
    found = hits(material, k, candidates).group_by(c.USER_CODE).agg(nw.len().alias("hits"))
    return positives.join(found, on=c.USER_CODE, how="left").with_columns(nw.col("hits").fill_null(0))
