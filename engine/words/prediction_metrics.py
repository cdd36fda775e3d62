"""Words of the metrics of scores by user: errors, order and decisions over held-out pairs."""

from engine.words import mark
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    "mae": Term(
        mark("Absolute error"),
        mark(
            "How far predicted feedback is from the held-out feedback, in units of the feedback;"
            " averaged over a user's pairs, then over the group's users. Lower is better."
        ),
        mark("It says nothing about the order of a list, and covers only pairs that were observed."),
        "MAE(u) = mean_i |ŷ_ui − y_ui|",
        mark("Predicted 4 and 2, feedback 5 and 5: (1 + 3) / 2 = 2"),
    ),
    "mse": Term(
        mark("Squared error"),
        mark(
            "The mean squared distance of predicted and held-out feedback; averaged over a user's pairs,"
            " then over the group's users. Lower is better; large misses weigh most."
        ),
        mark("It says nothing about the order of a list, and covers only pairs that were observed."),
        "MSE(u) = mean_i (ŷ_ui − y_ui)²",
        mark("Predicted 4 and 2, feedback 5 and 5: (1 + 9) / 2 = 5"),
    ),
    "rmse": Term(
        mark("Root mean squared error"),
        mark(
            "The root of the squared error of the whole group, in units of the feedback. Lower is better;"
            " large misses weigh most."
        ),
        mark(
            "It says nothing about the order of a list, and covers only pairs that were observed. It is the root of the"
            " group's mean, so it is not the mean of its users' roots."
        ),
        "RMSE(g) = √ mean_{u in g} mean_i (ŷ_ui − y_ui)²",
        mark("Predicted 4 and 2, feedback 5 and 5: √((1 + 9) / 2) = 2.236"),
    ),
    "signed_error": Term(
        mark("Signed error"),
        mark(
            "How far predicted feedback lies above the held-out feedback on average: above 0 the group is"
            " overestimated, below 0 it is underestimated. In units of the feedback; averaged over a user's pairs,"
            " then over users."
        ),
        mark(
            "Errors up and down cancel: 0 does not say that predictions are exact, for which see the absolute error."
            " Gaps are differences, since a number with a sign has no ratio."
        ),
        "SE(u) = mean_i (ŷ_ui − y_ui)",
        mark("Predicted 4 and 2, feedback 5 and 5: (−1 − 3) / 2 = −2"),
    ),
    "grouped_auc": Term(
        mark("AUC within users"),
        mark(
            "How often a user's relevant held-out pair is scored above one that is known not to be relevant; a tie"
            " counts half. 1: always, 0.5: as scores without order. Averaged over users who have both kinds."
        ),
        mark(
            "It needs held-out pairs that are known not to be relevant, and covers only pairs that were observed: users"
            " choose what they rate. A place at the end counts as much as one at the top."
        ),
        "AUC(u) = P(ŷ_ui > ŷ_uj) + P(ŷ_ui = ŷ_uj) / 2,  i relevant, j not",
        mark("Relevant scored 3 and 2, others 2 and 1: (1 + 1 + ½ + 1) / 4 = 0.875"),
    ),
    "popularity_correlation": Term(
        mark("Popularity and rank"),
        mark(
            "Whether, among the held-out items that a user likes, the more popular ones are ranked higher: the rank"
            " correlation of popularity and score. Above 0: popular ones come first; 0: no such tendency; below 0:"
            " they come last. Averaged over users with at least 3 such items."
        ),
        mark(
            "Items count as liked alike once they are relevant. If the popular ones among them are liked more, a"
            " correlation above 0 may be right. Gaps are differences, since a number with a sign has no ratio."
        ),
        "ρ(u) = corr(R(count_train(i)), R(ŷ_ui)) over relevant i, average ranks R",
        mark("Popularity 9, 5, 1 and scores 3, 1, 2 of three liked items: ranks 3 2 1 and 3 1 2, ρ = 0.500"),
    ),
    "selection_rate": Term(
        mark("Selection rate"),
        mark(
            "The share of held-out pairs that the system accepts: by a score of at least the relevance threshold, or"
            " by a place in the list. Equal rates are called demographic parity."
        ),
        mark(
            "Groups that like different shares of what they meet have different rates even if every decision is right."
            " Users with many pairs weigh more. It covers only pairs that were observed."
        ),
        "SR(g) = Σ_u accepted_u ÷ Σ_u pairs_u",
        mark("Two users, 1 of 4 and 2 of 4 pairs accepted: 3 ÷ 8 = 0.375"),
    ),
    "true_positive_rate": Term(
        mark("True positive rate"),
        mark(
            "The share of relevant held-out pairs that the system accepts: by a score of at least the relevance"
            " threshold, or by a place in the list. Equal rates are called equal opportunity."
        ),
        mark(
            "It is about pairs, not users: who has many weighs more. Relevant is what the log says, among pairs that"
            " were observed."
        ),
        "TPR(g) = Σ_u accepted relevant_u ÷ Σ_u relevant_u",
        mark("Two users, 1 of 1 and 1 of 3 relevant pairs accepted: 2 ÷ 4 = 0.500"),
    ),
    "false_positive_rate": Term(
        mark("False positive rate"),
        mark(
            "The share of held-out pairs known not to be relevant that the system accepts: by a score of at least the"
            " relevance threshold, or by a place in the list. Equal true and false positive rates are called equalized"
            " odds."
        ),
        mark(
            "It needs pairs that are known not to be relevant: what was never met is not one of them. Users with many"
            " such pairs weigh more."
        ),
        "FPR(g) = Σ_u accepted not relevant_u ÷ Σ_u not relevant_u",
        mark("Two users, 0 of 3 and 1 of 1 such pairs accepted: 1 ÷ 4 = 0.250"),
    ),
}
