"""Words of the metrics of scores: errors, order and decisions over held-out pairs, by user and between two groups."""

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
    ),
    "mse": Term(
        mark("Squared error"),
        mark(
            "The mean squared distance of predicted and held-out feedback; averaged over a user's pairs,"
            " then over the group's users. Lower is better; large misses weigh most."
        ),
        mark("It says nothing about the order of a list, and covers only pairs that were observed."),
        "MSE(u) = mean_i (ŷ_ui − y_ui)²",
    ),
}
