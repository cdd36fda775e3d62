"""Words of the metrics of items and providers, of how lists mix them, and of the whole system."""

from engine.words import mark
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    "exposure": Term(
        mark("Exposure"),
        mark(
            "The attention that a group of items gets in the lists, against its part of the catalogue: place r gives"
            " 1/log₂(1+r), added over all lists; the group's share of that, divided by its share of the items."
            " At 1 the group gets exposure in proportion to its number of items."
        ),
        mark(
            "The discount by place is an assumption about how people look at a list. Exposure in proportion to the"
            " number of items is one idea of what a group is due; in proportion to merit is another."
        ),
        "E@k(g) = (Σ_u E_u(g) / |g|) ÷ (Σ_u E_u(all) / |I|),  E_u(g) = Σ_{i in g ∩ L_u} 1 / log₂(1 + rank_u(i))",
        mark(
            "Six items, three a group; one list has the first group's on places 1 to 3, the second's on 4 to 6:"
            " (2.131/3) ÷ (3.305/6) = 1.29 and (1.174/3) ÷ (3.305/6) = 0.71."
        ),
    ),
    "treatment": Term(
        mark("Equity of exposure"),
        mark(
            "The attention that a group of items gets in the lists for each held-out pair in which it is relevant:"
            " place r gives 1/log₂(1+r), added over the lists; divided by the group's relevant pairs. Equal where"
            " attention follows relevance. The ratio of two groups is known as the disparate treatment ratio."
        ),
        mark(
            "Relevance is what the log shows, and the log shows what was exposed before: a group that was hidden then"
            " looks as if it were due little. The size has a meaning only beside that of other groups."
        ),
        "T@k(g) = Σ_u E_u(g) ÷ Σ_u |R_u ∩ g|,  E_u(g) = Σ_{i in g ∩ L_u} 1 / log₂(1 + rank_u(i))",
        mark(
            "Places 1 to 3 with relevance 0.82, 0.81, 0.80, places 4 to 6 with 0.79, 0.78, 0.77:"
            " 2.131/2.43 = 0.877 and 1.174/2.34 = 0.502; one is 1.75 times the other."
        ),
    ),
    "impact": Term(
        mark("Equity of impact"),
        mark(
            "The clicks that a group of items can expect for each held-out pair in which it is relevant, if a place is"
            " looked at with 1/log₂(1+r) and clicked where its item is relevant: 1 when all its relevant pairs are in"
            " first place, 0 when none is in a list. The ratio of two groups is known as the disparate impact ratio."
        ),
        mark(
            "The clicks are computed from places and held-out relevance, not observed. Users with many relevant items"
            " can't have all of them in first place, so the best possible value is below 1 and differs by group."
        ),
        "I@k(g) = Σ_u Σ_{i in g ∩ L_u ∩ R_u} 1 / log₂(1 + rank_u(i)) ÷ Σ_u |R_u ∩ g|",
        mark(
            "Places 1 to 3 with relevance 0.82, 0.81, 0.80, places 4 to 6 with 0.79, 0.78, 0.77:"
            " 1.731/2.43 = 0.712 and 0.916/2.34 = 0.392; one is 1.82 times the other."
        ),
    ),
    "recommendation_rate": Term(
        mark("Recommendation rate"),
        mark(
            "Of all pairs of a user and an item of the group that the user has not met in training, the share that is"
            " recommended. Equal rates are ranking-based statistical parity."
        ),
        mark("It asks for the same rate whether or not people want the items: what they want is in the hit share."),
        "P(R@k | g) = Σ_u |L_u ∩ g| ÷ Σ_u |g \\ H_u|,  H_u what u met in training",
        mark("Ten users have each met 4 of a group's 20 items: 160 pairs are left, 32 are recommended: 32/160 = 0.2."),
    ),
    "hit_share": Term(
        mark("Hit share"),
        mark(
            "Of all held-out relevant pairs with an item of the group, the share that is recommended: recall by group"
            " of items, over all users together. Equal shares are ranking-based equal opportunity."
        ),
        mark(
            "It counts only what the log has as relevant. Active users have more pairs and weigh more; a user with"
            " more relevant items than k can't have all of them recommended."
        ),
        "P(R@k | g, y = 1) = Σ_u |L_u ∩ R_u ∩ g| ÷ Σ_u |R_u ∩ g|",
        mark("Of a group's 40 relevant pairs, 10 are recommended: 10/40 = 0.25."),
    ),
    "ndkl": Term(
        mark("NDKL"),
        mark(
            "How far the mixture of groups in each beginning of a list is from the catalogue's: 0 when every beginning"
            " mixes the groups as the catalogue does, more the further it is; early places weigh most. One number a"
            " user (in nats), averaged over users."
        ),
        mark(
            "It is never 0 for real lists: the first place has one group. So it compares lists and does not measure"
            " a distance from parity. Which group is short it doesn't say; items without a known group are left out."
        ),
        "NDKL@k(u) = Σ_{i≤k} KL(D_i ‖ D) / log₂(1+i) ÷ Σ_{i≤k} 1 / log₂(1+i),  KL(p ‖ q) = Σ_g p_g ln(p_g / q_g)",
        mark(
            "Two groups of one size, the list has one of each: ln 2 = 0.693 at place 1, 0 at place 2;"
            " (0.693 · 1 + 0 · 0.631) ÷ 1.631 = 0.425."
        ),
    ),
    "awrf": Term(
        mark("Attention-weighted rank fairness (AWRF)"),
        mark(
            "How much of a list's attention would have to go to other groups for the groups to get it in proportion to"
            " their part of the catalogue: 0 when they do, near 1 when a small group gets all. Place r has"
            " 1/log₂(1+r) of attention. One number a user, averaged over users."
        ),
        mark(
            "A short list can't match the mixture of many groups, so even lists drawn at random are not at 0. Which"
            " group is short it doesn't say; items without a known group are left out."
        ),
        "AWRF@k(u) = ½ Σ_g |e_u(g) − D(g)|,  e_u(g) = E_u(g) / Σ_h E_u(h),  D(g) = share of the catalogue",
        mark("Two groups of one size, the list has one of each: e = 1/1.631 = 0.613; |0.613 − 0.5| = 0.113."),
    ),
    "rsp": Term(
        mark("Ranking-based statistical parity (RSP)"),
        mark(
            "How unequal the recommendation rates of all groups of items are: their standard deviation divided by"
            " their mean, 0 where all are equal. On groups by popularity (short head and long tail) it is PopRSP."
        ),
        mark(
            "Every group counts the same, whatever its size: a small group's chance variation raises it. Groups whose"
            " rate is undefined are left out."
        ),
        "RSP@k = std_g P(R@k | g) ÷ mean_g P(R@k | g)",
        mark("Rates of 0.3 and 0.1: 0.1/0.2 = 0.5."),
    ),
    "reo": Term(
        mark("Ranking-based equal opportunity (REO)"),
        mark(
            "How unequal the hit shares of all groups of items are: their standard deviation divided by their mean, 0"
            " where all are equal. On groups by popularity (short head and long tail) it is PopREO."
        ),
        mark(
            "Every group counts the same, whatever its size: a small group's chance variation raises it. Groups"
            " without a relevant pair are left out."
        ),
        "REO@k = std_g P(R@k | g, y = 1) ÷ mean_g P(R@k | g, y = 1)",
        mark("Shares of 0.5, 0.4 and 0.3: 0.0816/0.4 = 0.204."),
    ),
    "gini": Term(
        mark("Gini of exposure"),
        mark(
            "How unequally the exposure of the lists is spread over the whole catalogue: 0 when all items get"
            " the same, 1 when one item gets all."
        ),
        mark("A description of the whole system, without interval: none over users would be valid."),
        "G = Σ_j (2j − n − 1) e_(j) ÷ ((n − 1) Σ_j e_(j)),  exposures e ascending over all n items",
        mark("Exposures of 0, 1 and 3: (−2 · 0 + 0 · 1 + 2 · 3) ÷ (2 · 4) = 0.75."),
    ),
    "entropy": Term(
        mark("Entropy of exposure"),
        mark(
            "How evenly the exposure of the lists is spread over the whole catalogue: 1 when all items get the same,"
            " 0 when one item gets all."
        ),
        mark(
            "Even a strong concentration leaves it well above 0 in a large catalogue; the Gini index tells such cases"
            " apart better. Described without interval."
        ),
        "H = −Σ_i p_i ln p_i ÷ ln n,  p_i = item i's share of exposure, n = all items",
        mark("Exposures of 2, 1, 1 and 0: 1.040/1.386 = 0.75."),
    ),
    "catalogue_coverage": Term(
        mark("Catalogue coverage"),
        mark("The share of all items that are in at least one user's list."),
        mark("It depends on the number of users: more lists reach more items. Described without interval."),
        "|∪_u L_u| / |I|",
        mark("Three of four items are in a list: 3/4 = 0.75."),
    ),
}
