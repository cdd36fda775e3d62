"""The words of the guide from a harm to a declared family."""

from engine.words import mark
from engine.words.terms import Term

HARMS: dict[str, Term] = {
    "worse_lists": Term(
        mark("Their lists are less useful"),
        mark("What they would have taken stands lower on their lists, or not at all."),
        mark("The usual first question about people who are served."),
    ),
    "left_out": Term(
        mark("They find nothing at all"),
        mark("Nobody misses a better order who finds something; this counts those who find nothing they wanted."),
        mark("Fits help, jobs, health: one good hit is what matters."),
    ),
    "wrong_predictions": Term(
        mark("Their taste is predicted worse"),
        mark("Predicted ratings are further from those that they gave."),
        mark("Only where scores predict feedback."),
    ),
    "turned_down": Term(
        mark("Good matches are turned down"),
        mark("Of the items that they liked, fewer are accepted (equal opportunity)."),
        mark("Fits credit, jobs, admission: decisions about a pair. Needs a log that says what was not liked."),
    ),
    "bothered": Term(
        mark("Bad matches are pressed on them"),
        mark("Of the items that they did not like, more are accepted. With the one above: equalized odds."),
        mark("Needs a log that says what was not liked."),
    ),
    "misread": Term(
        mark("Their lists miss part of their interests"),
        mark("The categories on their lists are further from the categories in their own history (calibration)."),
        mark("Needs categories of the items."),
    ),
    "mainstreamed": Term(
        mark("They are pushed to what everybody sees"),
        mark("The items on their lists are more popular than on those of others."),
        mark("A gap can be their taste: compare it with the popularity of their own history."),
    ),
    "unseen": Term(
        mark("Their items are shown less"),
        mark("Items of a group get less attention than their number would give them."),
        mark("The usual first question about providers, sellers, artists, publishers."),
    ),
    "below_merit": Term(
        mark("Their items are shown less than they deserve"),
        mark("Exposure against how often their items were what people wanted (equity of treatment)."),
        mark("Merit is measured by logged feedback, which earlier exposure has shaped."),
    ),
    "missed": Term(
        mark("People who want their items don't get them"),
        mark("Of the wanted pairs, fewer with items of the group are found."),
        mark("Groups of items that few people know have few such pairs, and wide intervals."),
    ),
    "uneven": Term(
        mark("Chances to be recommended differ over many groups"),
        mark("One number for all groups of an attribute: how much their chances to be on a list vary (RSP)."),
        mark("For many groups at once; it does not say which."),
    ),
}
AGAINST: dict[str, Term] = {
    "reference": Term(
        mark("One group that you name"),
        mark("Each group is compared with it. Without a name it is the largest."),
        mark("Fewest comparisons, so the smallest gaps can be seen. Choose it before you look at results."),
    ),
    "best": Term(
        mark("The best served group, whichever that is"),
        mark("The data choose the reference, so every two groups count as a comparison and intervals are wider."),
        mark("For when nobody is the natural standard."),
    ),
}
TOLERANCES: dict[str, Term] = {
    "four_fifths": Term(
        mark("Four fifths: 0.80 to 1.25"),
        mark(
            "A group may get four fifths of what another gets. Known from rules on hiring; a convention, no law here."
        ),
    ),
    "strict": Term(
        mark("Nine tenths: 0.90 to 1.11"),
        mark("For what people can't do without: credit, health, jobs, schools. Takes many more users to decide."),
    ),
    "loose": Term(
        mark("Two thirds: 0.67 to 1.50"), mark("For a first look at a small log: only large gaps are flagged.")
    ),
}
BANDS: dict[str, tuple[float, float]] = {"four_fifths": (0.8, 1.25), "strict": (0.9, 1 / 0.9), "loose": (2 / 3, 1.5)}
