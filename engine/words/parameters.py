"""Words of the parameters of components, of the settings of training and evaluation, and of the presets."""

from engine.words import mark, weighing
from engine.words.terms import Term

PARAMETERS: dict[str, Term] = {
    "dim": Term(
        mark("Vector length"),
        mark("Numbers that describe each user and each item. More of them fit more, noise too."),
    ),
    "l2": Term(
        mark("L2 regularisation"), mark("Pulls vectors to zero: the more of it, the less thin users are overfitted.")
    ),
    "damping": Term(mark("Damping"), mark("Interactions that a mean must have before half of it is believed.")),
    "power": Term(mark("Power"), mark("Exposure is the share of interactions to this power; 0 makes all pairs equal.")),
    "smoothing": Term(
        mark("Smoothing"),
        mark("Rows added to each value's count, so that a rare value gets no extreme weight."),
    ),
    "negatives": Term(
        mark("Negatives"), mark("Unobserved pairs drawn for each observed one while propensities are fitted.")
    ),
    "most": Term(mark("Most pairs"), mark("Observed pairs that propensities are fitted on at most.")),
    "floor": Term(mark("Floor"), mark("Propensities below it are raised to it, which bounds the weights.")),
    "sweeps": Term(
        mark("Sweeps at most"), mark("Passes over the log while propensities are fitted; fewer where they settle.")
    ),
    "least": Term(
        mark("Fewest clicks"), mark("Neighbouring positions are pooled until they have so many clicks together.")
    ),
    "odds": Term(
        mark("Bound of odds"),
        mark(
            "How far a hidden cause may change the odds of observation: training takes the worst weights within that"
            " factor. 1: propensities are believed as they are."
        ),
    ),
    "bound": Term(
        mark("Heaviest row of the pseudo-labels"),
        mark(
            "Rows that pseudo-labels are learned from weigh at most so many times their mean. Without a bound a few"
            " rows with small propensities are nearly all that they learn from."
        ),
    ),
    "slack": Term(
        mark("Slack below zero"),
        mark(
            "How far the weight of a click among the unwanted may fall below zero. 0: steady, a little biased;"
            " larger: less biased, more noise."
        ),
    ),
    "companions": Term(
        mark("Companions"),
        mark("Pairs without a row that are drawn beside each row of a batch, to stand for all pairs."),
    ),
    "attribute": Term(mark("Groups by"), mark("The attribute whose groups the strategy acts on.")),
    "strength": Term(mark("Strength"), mark("How much it counts beside the rest.")),
    "target": Term(
        mark("Target"),
        mark("What it aims at: a share of the best group's exposure, or equal or observed group weights."),
    ),
}

SETTINGS: dict[str, Term] = {
    "seed": Term(
        mark("Seed"), mark("Random numbers of split and training. Several seeds show how much is the luck of training.")
    ),
    "split.kind": Term(
        mark("Split"), mark("Which interactions test the run; automatic takes the best kind that the log allows.")
    ),
    "training.epochs": Term(
        mark("Epochs at most"), mark("Passes over the log; training stops earlier when validation no longer improves.")
    ),
    "training.patience": Term(mark("Patience"), mark("Epochs without a better validation after which training stops.")),
    "training.batch_size": Term(mark("Batch size"), mark("Interactions a step.")),
    "training.learning_rate": Term(
        mark("Learning rate"), mark("Length of a step; left empty, the objective's own is taken.")
    ),
    "evaluation.relevance": Term(
        mark("A positive from"),
        mark("Feedback from here on counts as liking, in training and in the audit. Empty: every interaction does."),
    ),
    "evaluation.k": Term(mark("List length k"), mark("Items of a list that are judged.")),
    **weighing.SETTINGS,
}

SPLITS: dict[str, str] = {
    "auto": mark("automatic"),
    "random": mark("random by user"),
    "time": mark("by time"),
    "last": mark("last of each user"),
    "randomized": mark("randomized slice"),
}

CHOICES: dict[str, str] = {"equal": mark("equal"), "observed": mark("observed")}

PRESETS: dict[str, Term] = {
    "first": Term(
        mark("First look"),
        mark("Matrix factorisation that ranks, without a correction: what a usual recommender makes of this log."),
    ),
    "causal": Term(
        mark("Causal"),
        mark(
            "Matrix factorisation with inverse propensities: a pair counts the more, the less likely it was seen."
            " It predicts ratings: its lists are usually behind those of a ranking objective."
        ),
    ),
    "mitigated": Term(
        mark("Mitigated"), mark("The first look with a mitigation switched on, so that the two can be compared.")
    ),
    "own": Term(mark("Own choice"), mark("Every part as it is set below.")),
}
