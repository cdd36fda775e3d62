"""Words of scorers, objectives, propensities and mitigations, and why some do not go together."""

from engine.words import mark
from engine.words.terms import Term

MODELS: dict[str, Term] = {
    "popularity": Term(
        mark("Popularity"),
        mark("The same list for everybody: the items with most interactions. The baseline that a model must beat."),
        mark("It feeds on what was shown, so it keeps popular what was popular."),
    ),
    "bias": Term(
        mark("User and item means"),
        mark("Predicts feedback as a general mean plus the damped deviations of the user and of the item."),
        mark("Everybody gets the items in the same order."),
    ),
    "mf": Term(
        mark("Matrix factorisation"),
        mark("Learns a vector for each user and item; their product, with biases, is the score."),
        mark("Users and items with few interactions get vectors close to the average."),
    ),
}

OBJECTIVES: dict[str, Term] = {
    "none": Term(mark("None"), mark("The scorer is computed in one step; nothing is trained.")),
    "naive": Term(
        mark("Squared error"),
        mark("Fits the feedback that was observed, as if it had been observed at random."),
        mark("Where people rate what they like, it overrates what they would not have chosen."),
    ),
    "ips": Term(
        mark("Inverse propensity score"),
        mark("Weighs each observed pair by one over its probability of being observed."),
        mark("Only as good as its propensities; small ones make it noisy."),
    ),
    "dr": Term(
        mark("Doubly robust"),
        mark("Imputes the error of every pair with a second model, and corrects that by the weighted observed ones."),
        mark("Needs either right propensities or right imputations; where both are off, so is it."),
    ),
    "mrdr": Term(
        mark("More robust doubly robust"),
        mark("Doubly robust, with imputations trained to keep its variance small where propensities are small."),
        mark("Leans on the least likely pairs, of which little is known."),
    ),
    "naive_clicks": Term(
        mark("Log loss over all pairs"),
        mark("Takes every pair without a positive for unwanted, whether it was shown or not."),
        mark("What was rarely shown is learned as unwanted."),
    ),
    "rel_mf": Term(
        mark("Relevance from clicks (Rel-MF)"),
        mark("Weighs each click by one over the probability that the pair was exposed, over all pairs."),
        mark("Only as good as the exposure model; small propensities make it noisy."),
    ),
    "bpr": Term(
        mark("Bayesian personalised ranking"),
        mark("Learns to put a positive above an item without one; good for lists, no prediction of ratings."),
        mark("Takes what was not observed for less wanted, although it may not have been shown."),
    ),
    "ubpr": Term(
        mark("Exposure-weighted BPR (UBPR)"),
        mark("A pairwise ranking in which clicks, and the items they are compared with, are weighted by exposure."),
        mark("Only as good as the exposure model; small propensities make it noisy."),
    ),
}

AIMS: dict[str, tuple[Term, tuple[str, ...]]] = {
    "predict": (
        Term(mark("Predict feedback"), mark("Scores are on the scale of the feedback, so that errors have a meaning.")),
        ("naive", "ips", "dr", "mrdr"),
    ),
    "rank": (
        Term(mark("Rank items"), mark("Scores have an order and no scale: good for lists, no prediction of feedback.")),
        ("naive_clicks", "rel_mf", "bpr", "ubpr"),
    ),
}
"""What objectives aim at, with those that do."""

PROPENSITIES: dict[str, Term] = {
    "none": Term(mark("None"), mark("Observation is not modelled.")),
    "popularity": Term(
        mark("Item popularity"),
        mark("Relative exposure: a power of the item's share of interactions."),
        mark("Relative only, and the same for all users: not a probability."),
    ),
    "user_item": Term(
        mark("User activity and item popularity"),
        mark("Relative exposure: a power of the user's and the item's shares of interactions, multiplied."),
        mark("Relative only: not a probability. Taste for some items more than others is not in it."),
    ),
    "logistic": Term(
        mark("Logistic regression"),
        mark(
            "Probability of being observed from attributes of user and item, their products, activity and popularity."
        ),
        mark("Does not see the rating itself: selection by taste beyond the attributes remains."),
    ),
    "naive_bayes": Term(
        mark("By the feedback, from random exposure"),
        mark(
            "How likely feedback of each value is to be observed, by Bayes' rule: how often the log shows it, against"
            " how often a part of the randomized rows does."
        ),
        mark(
            "The rows set aside for it are not tested on. It takes nothing but the feedback to drive observation, and"
            " says nothing about pairs that were not observed."
        ),
    ),
    "poisson_factorization": Term(
        mark("Poisson factorization"),
        mark(
            "Probability of being observed from a few numbers a user and an item, learned from who met what; no"
            " attribute is needed."
        ),
        mark("With few interactions a user it fits its own rows, and their weights add up to less than all pairs."),
    ),
    "position": Term(
        mark("Position on the list"),
        mark(
            "How likely the place is looked at, from items that were shown at several places; the place that is looked"
            " at most counts as 1."
        ),
        mark("Relative only. It corrects for the place of what was shown, not for what was never shown."),
    ),
    "logged": Term(
        mark("As logged"),
        mark("The propensity that the log holds for each row, written down by the system that showed it."),
        mark("Right only if that system really drew what it showed; says nothing about pairs that were not shown."),
    ),
}

MITIGATIONS: dict[str, Term] = {
    "reweigh": Term(
        mark("Reweigh groups"),
        mark(
            "Before training: rows get weights so that each group of users counts the same and has positives as often."
        ),
        mark("Thin groups get noisy weights; the larger group may lose a little."),
    ),
    "parity_penalty": Term(
        mark("Parity penalty"),
        mark("In training: groups of users whose mean loss exceeds everybody's are penalised until it does not."),
        mark("Equal training losses are not equal lists: see the gap on the test, and both groups' values."),
    ),
    "exposure_rerank": Term(
        mark("Exposure re-ranking"),
        mark("After training: lists are re-ranked until each group of items has a share of the best one's exposure."),
        mark("Costs relevance where the raised items are less wanted; only candidates can rise."),
    ),
}

REASONS: dict[str, Term] = {
    "clicks_have_no_scale": Term(
        mark("Clicks have no scale"),
        mark("the log holds clicks only, and there is no rating to predict"),
    ),
    "closed_form_objective": Term(
        mark("Computed in one step"),
        mark("this scorer is computed in one step and has no objective (use none)"),
    ),
    "closed_form_propensity": Term(
        mark("Computed in one step"),
        mark("this scorer is computed in one step and uses no propensities (use none)"),
    ),
    "needs_objective": Term(mark("Objective needed"), mark("this scorer is trained and needs an objective")),
    "needs_propensity": Term(mark("Propensity needed"), mark("this objective weighs by propensities and needs one")),
    "propensity_unused": Term(
        mark("Propensity unused"), mark("this objective uses no propensities, so choosing one would change nothing")
    ),
    "needs_randomized": Term(
        mark("Random exposure needed"),
        mark("this propensity compares the log with rows of random exposure, and the log has none"),
    ),
    "needs_logged": Term(
        mark("Logged propensities needed"),
        mark("this propensity is read from the column propensity, and the log has none"),
    ),
    "needs_position": Term(
        mark("Positions needed"), mark("this propensity is that of a position on the list, and the log has none")
    ),
}
