"""Words of the indices between groups of users over test pairs."""

from engine.words import mark
from engine.words.terms import Term

_CHANCE = mark(
    "It is above 0 by chance alone, the more the fewer pairs an item has: compare it with what shuffled groups give."
    " It covers only items with held-out pairs of both groups, and has no interval."
)

_RANGE = mark(
    "The range of estimates is larger than that of what they estimate, the more groups the more: read its interval."
    " Users with many pairs weigh more, and only pairs that were observed count."
)

TERMS: dict[str, Term] = {
    "demographic_parity": Term(
        mark("Demographic parity difference"),
        mark("How far apart the groups' selection rates are: the largest less the smallest. 0 where all are equal."),
        _RANGE,
        "DPD = max_g SR(g) − min_g SR(g)",
        mark("Selection rates 0.50, 0.40 and 0.25: 0.50 − 0.25 = 0.250"),
    ),
    "equal_opportunity": Term(
        mark("Equal opportunity difference"),
        mark(
            "How far apart the groups' true positive rates are: the largest less the smallest. 0 where relevant items"
            " are accepted equally often for all."
        ),
        _RANGE,
        "EOD = max_g TPR(g) − min_g TPR(g)",
        mark("True positive rates 0.80 and 0.60: 0.80 − 0.60 = 0.200"),
    ),
    "equalized_odds": Term(
        mark("Equalized odds difference"),
        mark(
            "The larger of two ranges over groups, of true and of false positive rates. 0 where both kinds of errors"
            " fall on all groups alike."
        ),
        _RANGE,
        "EODD = max(max_g TPR(g) − min_g TPR(g), max_g FPR(g) − min_g FPR(g))",
        mark("True positive rates 0.80 and 0.60, false ones 0.10 and 0.40: max(0.20, 0.30) = 0.300"),
    ),
    "value_unfairness": Term(
        mark("Value unfairness"),
        mark(
            "How differently two groups are over- or underestimated, item by item: the mean distance of their mean"
            " signed errors, in units of the feedback. Large where one group is overestimated and the other is not."
        ),
        _CHANCE,
        "U_val = 1/n Σ_j |(E_g[ŷ]_j − E_g[y]_j) − (E_h[ŷ]_j − E_h[y]_j)|",
        mark("Mean errors of g: 1 and −1, of h: −1 and −1 on two items: (2 + 0) / 2 = 1"),
    ),
    "absolute_unfairness": Term(
        mark("Absolute unfairness"),
        mark(
            "How differently well two groups are predicted, item by item, whatever the direction: the mean distance of"
            " the sizes of their mean errors, in units of the feedback."
        ),
        _CHANCE,
        "U_abs = 1/n Σ_j ||E_g[ŷ]_j − E_g[y]_j| − |E_h[ŷ]_j − E_h[y]_j||",
        mark("Mean errors of g: 1 and −2, of h: −1 and −1 on two items: (0 + 1) / 2 = 0.500"),
    ),
    "underestimation_unfairness": Term(
        mark("Underestimation unfairness"),
        mark(
            "How differently two groups are underestimated, item by item: the mean distance of how far their mean"
            " predictions lie below their mean feedback. Counts where missing a good item is the harm."
        ),
        _CHANCE,
        "U_under = 1/n Σ_j |max(0, E_g[y]_j − E_g[ŷ]_j) − max(0, E_h[y]_j − E_h[ŷ]_j)|",
        mark("Mean errors of g: 1 and −2, of h: −1 and −1 on two items: (1 + 1) / 2 = 1"),
    ),
    "overestimation_unfairness": Term(
        mark("Overestimation unfairness"),
        mark(
            "How differently two groups are overestimated, item by item: the mean distance of how far their mean"
            " predictions lie above their mean feedback. Counts where being shown a bad item is the harm."
        ),
        _CHANCE,
        "U_over = 1/n Σ_j |max(0, E_g[ŷ]_j − E_g[y]_j) − max(0, E_h[ŷ]_j − E_h[y]_j)|",
        mark("Mean errors of g: 1 and −2, of h: −1 and −1 on two items: (1 + 0) / 2 = 0.500"),
    ),
    "nonparity": Term(
        mark("Non-parity"),
        mark("How far the mean predictions for two groups lie apart, over all their held-out pairs."),
        mark(
            "It holds no prediction against feedback: groups that meet other items, or like what they meet more, differ"
            " in it even if every prediction is exact. It is above 0 by chance alone, and has no interval."
        ),
        "U_par = |E_g[ŷ] − E_h[ŷ]|",
        mark("Mean prediction 3.8 for g and 3.5 for h: 0.300"),
    ),
}
