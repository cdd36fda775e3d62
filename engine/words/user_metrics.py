"""Words of the metrics of what users get in their lists."""

from engine.words import mark
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    "ndcg": Term(
        mark("NDCG"),
        mark(
            "How near the top of a user's list the held-out relevant items stand: 1 when they fill the first places,"
            " 0 when none is in the list. One number a user, averaged over the group's users who have such items."
        ),
        mark(
            "It counts only items that the log has as relevant. An item that the user would have liked but never"
            " met counts as a miss, so under observed feedback a gap mixes quality with what was logged."
        ),
        "NDCG@k(u) = Σ_{r≤k} rel(u,r) / log₂(1+r) ÷ Σ_{r≤min(k, |R_u|)} 1 / log₂(1+r)",
    ),
    "recall": Term(
        mark("Recall"),
        mark(
            "The share of a user's held-out relevant items in the list, averaged over the group's users who have any."
        ),
        mark("Users with more relevant items than k can't reach 1, so groups that differ in activity differ in it."),
        "Recall@k(u) = |L_u ∩ R_u| / |R_u|",
    ),
    "hit_rate": Term(
        mark("Hit rate"),
        mark(
            "The share of users with a held-out relevant item in their list; users who have none held out are left out."
        ),
        mark("A user with many held-out items is hit more easily: compare groups of similar activity."),
        "HR@k(u) = 1 if L_u ∩ R_u ≠ ∅, else 0",
    ),
    "average_popularity": Term(
        mark("Average popularity"),
        mark(
            "How many training interactions the items of a user's list have, on average over the list;"
            " then averaged over the users of the group."
        ),
        mark("Popular isn't bad as such: compare it with what the users themselves consumed."),
        "ARP@k(u) = mean_{i in L_u} count_train(i)",
    ),
}
