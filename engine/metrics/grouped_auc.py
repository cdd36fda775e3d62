"""Grouped AUC: within a user, do relevant test pairs score higher than the others?"""

from dataclasses import dataclass

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.material import RELEVANT, Material, per_user

KEY = "grouped_auc"


@dataclass(frozen=True, slots=True)
class GroupedAUC(OfUsers):
    """AUC of a user = P(score of a relevant test pair > score of another one) + P(equal) / 2, in [0, 1].

    With average ranks R of the user's scores, ascending: AUC = (sum of R over the n1 relevant pairs
    - n1 (n1 + 1) / 2) / (n1 n0); 0.5 is what scores without order give. Never over pairs of different users, whose
    scores say nothing of each other's lists; every user counts the same. Users without both kinds are left out.
    Source: Zhu et al. (2017), Optimized cost per click in Taobao display advertising, section 4 (there weighted by
    clicks); rank form: Hanley & McNeil (1982).
    """

    NEEDS = frozenset({"test", "scores", "negatives"})

    def units(self, material: Material) -> Table:
        """user_code, numerator = AUC, denominator = 1."""
        doubled = (nw.col(c.SCORE).rank(method="average").over(c.USER_CODE) * 2).cast(nw.Int64)
        sums = (
            material.pairs.with_columns(doubled.alias("doubled"))
            .with_columns((nw.col("doubled") * nw.col(RELEVANT).cast(nw.Int64)).alias("doubled"))
            .group_by(c.USER_CODE)
            .agg(
                nw.col("doubled").sum().cast(nw.Float64).alias("ranks"),
                nw.col(RELEVANT).cast(nw.Int64).sum().cast(nw.Float64).alias("relevant"),
                nw.len().cast(nw.Float64).alias("n"),
            )
            .with_columns((nw.col("n") - nw.col("relevant")).alias("others"))
            .filter(nw.col("relevant") > 0, nw.col("others") > 0)
        )
        least = nw.col("relevant") * (nw.col("relevant") + 1) / 2
        return per_user(sums, (nw.col("ranks") / 2 - least) / (nw.col("relevant") * nw.col("others")), nw.lit(1.0))
