"""Words of the indices between two groups of users over the pairs that both have."""

from engine.words import mark
from engine.words.terms import Term

_CHANCE = mark(
    "It is above 0 by chance alone, the more the fewer pairs an item has: compare it with what shuffled groups give."
    " It covers only items with held-out pairs of both groups, and has no interval."
)

TERMS: dict[str, Term] = {
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
