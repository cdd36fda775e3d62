"""Words of the metrics of what users get in their lists."""

from engine.words import mark
from engine.words.terms import Term

_BY_POPULARITY = mark(
    "It assumes that what is observed depends on an item's popularity alone, by a stated power. Where it depends on the"
    " user or on the liking too, weighting can add error. Few heavy items can carry a group: read it with the effective"
    " number of items."
)

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
        mark("List 4 7 2 9, relevant 7 and 9: (1/log₂3 + 1/log₂5) ÷ (1 + 1/log₂3) = 0.651"),
    ),
    "recall": Term(
        mark("Recall"),
        mark(
            "The share of a user's held-out relevant items in the list, averaged over the group's users who have any."
        ),
        mark("Users with more relevant items than k can't reach 1, so groups that differ in activity differ in it."),
        "Recall@k(u) = |L_u ∩ R_u| / |R_u|",
        mark("List 4 7 2 9, relevant 7, 9 and 11: 2 of 3 = 0.667"),
    ),
    "hit_rate": Term(
        mark("Hit rate"),
        mark(
            "The share of users with a held-out relevant item in their list; users who have none held out are left out."
        ),
        mark("A user with many held-out items is hit more easily: compare groups of similar activity."),
        "HR@k(u) = 1 if L_u ∩ R_u ≠ ∅, else 0",
        mark("List 4 7 2 9, relevant 7, 9 and 11: at least one is in it = 1"),
    ),
    "precision": Term(
        mark("Precision"),
        mark(
            "The share of a list's k places that hold a held-out relevant item; empty places count as misses."
            " Averaged over the group's users who have such items."
        ),
        mark(
            "A user with fewer than k held-out relevant items can't reach 1, so groups that differ in activity differ"
            " in it. An item that the user would have liked but never met counts as a miss."
        ),
        "P@k(u) = |L_u ∩ R_u| / k",
        mark("List 4 7 2 9, k = 4, relevant 7, 9 and 11: 2 of 4 places = 0.500"),
    ),
    "mrr": Term(
        mark("Reciprocal rank"),
        mark(
            "One divided by the place of the first held-out relevant item in a user's list, 0 when none is in it;"
            " averaged over the group's users who have such items."
        ),
        mark("Only the first hit counts: it says nothing of what follows, and moves most between places 1 and 2."),
        "RR@k(u) = 1 / min{r ≤ k : item at r is in R_u}, 0 without one",
        mark("List 4 7 2 9, relevant 7, 9 and 11: the first is at place 2 = 0.500"),
    ),
    "weighted_ndcg": Term(
        mark("Weighted NDCG"),
        mark(
            "NDCG in which a held-out relevant item counts the more, the less popular it was in training, because"
            " such items are observed less often. Within each user the weights are compared with each other only."
        ),
        _BY_POPULARITY,
        "wNDCG@k(u) = Σ_{hits} w_i / log₂(1+rank) ÷ its largest value,  w_i = (max n / n_i)^η",
        mark(
            "List 4 7, relevant 7 and 9 with 1 and 4 interactions of 4 at most, η = 0.5: weights 2 and 1;"
            " 2/log₂3 ÷ (2 + 1/log₂3) = 0.480"
        ),
    ),
    "weighted_recall": Term(
        mark("Weighted recall"),
        mark(
            "Recall in which a held-out relevant item counts the more, the less popular it was in training, because"
            " such items are observed less often. Within each user the weights are compared with each other only."
        ),
        _BY_POPULARITY,
        "wRecall@k(u) = Σ_{i in L_u ∩ R_u} w_i ÷ Σ_{i in R_u} w_i,  w_i = (max n / n_i)^η",
        mark(
            "List 4 7, relevant 7 and 9 with 1 and 4 interactions of 4 at most, η = 0.5: weights 2 and 1;"
            " 2 ÷ (2 + 1) = 0.667"
        ),
    ),
    "calibration": Term(
        mark("Miscalibration of lists"),
        mark(
            "How differently a list and the user's own training history mix the categories of items:"
            " 0 when they mix alike, 4.6 when the list has none of the history's categories. Lower is nearer."
        ),
        mark(
            "The history mixes taste with what was shown, and a list may well lead beyond it. A short list can't mix"
            " finely, so it is above 0 for every system. It is about categories, not about the calibration of scores."
        ),
        "C_KL(u) = Σ_c p(c|u) ln(p(c|u) / q̃(c|u)),  q̃ = 0.99 q + 0.01 p",
        mark("History half A, half B; list all A: 0.5 ln(0.5/0.995) + 0.5 ln(0.5/0.005) = 1.959"),
    ),
    "diversity": Term(
        mark("Diversity of lists"),
        mark(
            "How unlike the items of a list are: 1 minus the mean likeness of its pairs, where likeness is the share of"
            " categories that two items have in common. 1: no two share a category. 0: all have the same ones."
        ),
        mark(
            "More is not better as such: some users want much of one kind. It sees nothing but the categories in the"
            " items' table; items without one are left out."
        ),
        "D@k(u) = 1 − mean_{i<j in L_u} |C_i ∩ C_j| / |C_i ∪ C_j|",
        mark("Items with categories A, A and B, B: 1 − (1/2 + 0 + 1/2) / 3 = 0.667"),
    ),
    "novelty": Term(
        mark("Novelty of lists"),
        mark(
            "How few people have met the items of a list, in bits: 0 for an item that every user of the training data"
            " has met, 1 for half of them, one more each time the number halves. Averaged over the list."
        ),
        mark(
            "More is not better as such: what few have met may be bad. It says how rare an item is among all users, not"
            " whether it is new to this one. An item that nobody met counts as met by half a user."
        ),
        "Nov@k(u) = mean_{i in L_u} −log₂(n_i / n)",
        mark("Items met by 4 and by 1 of 8 users: (1 + 3) / 2 = 2 bits"),
    ),
    "average_popularity": Term(
        mark("Average popularity"),
        mark(
            "How many training interactions the items of a user's list have, on average over the list;"
            " then averaged over the users of the group."
        ),
        mark("Popular isn't bad as such: compare it with what the users themselves consumed."),
        "ARP@k(u) = mean_{i in L_u} count_train(i)",
        mark("Items with 5 and 1 training interactions: (5 + 1) / 2 = 3"),
    ),
    "tail_share": Term(
        mark("Tail share"),
        mark(
            "The share of a list's items that are of the tail: the least popular items that together receive a fifth of"
            " the training interactions, which is most of the catalogue in most logs."
        ),
        mark("More is not better as such: compare it with the tail's share in what the users themselves consumed."),
        "APLT@k(u) = |L_u ∩ tail| / |L_u|",
        mark("Training interactions 6, 2, 1, 1 of items 0 to 3: the tail is 2 and 3; list 0 2: 1 of 2 = 0.500"),
    ),
}
