"""Words of what numbers lean on: each assumption, what breaks without it, and how it could be checked."""

from engine.words import _, mark
from engine.words.assumption import MARLIN, SAITO, SCHNABEL, Assumption
from engine.words.exposure_assumptions import OF_EXPOSURE
from engine.words.terms import Message

HERNAN = "Hernán & Robins (2020), Causal inference: what if, chapter 3"
RENDLE = "Rendle, Freudenthaler, Gantner & Schmidt-Thieme (2009), BPR"

OF_TRAINING: dict[str, Assumption] = {
    "missing_at_random": Assumption(
        mark("Observed at random"),
        mark("Whether a pair was observed does not depend on the feedback that it would have got."),
        mark("Where people rate what they like, the model takes the liked part for the whole."),
        mark("Compare with a slice of random exposure; see how observed pairs differ from eligible ones (overlap)."),
        MARLIN,
    ),
    "unobserved_less_wanted": Assumption(
        mark("Unobserved is less wanted"),
        mark("An item without a positive is wanted less than one with, on average."),
        mark("Items that were never shown are learned as unwanted; what was popular stays popular."),
        mark("See how concentrated interactions are (popularity); a slice of random exposure would tell."),
        RENDLE,
    ),
    "popularity_is_taste": Assumption(
        mark("Popularity is taste"),
        mark("Items with more interactions are wanted more, by everybody alike."),
        mark("The list repeats what was shown before, and small groups get the list of the large ones."),
        mark("See how concentrated interactions are (popularity), and who wrote them (who wrote the log)."),
    ),
    "additive_taste": Assumption(
        mark("No personal taste"),
        mark("Feedback is a general mean, plus the user's, plus the item's; users don't differ in what they prefer."),
        mark("Everybody gets the same order of items, which fits the largest groups best."),
        mark("Compare with matrix factorisation on the same split."),
    ),
    "low_rank_taste": Assumption(
        mark("Few dimensions of taste"),
        mark("A few numbers a user and an item describe taste; users with little data resemble the average."),
        mark("Rare tastes, and so small groups, are served like the average."),
        mark("Raise the dimension; compare groups by their number of interactions (activity)."),
    ),
}

OF_WEIGHTS: dict[str, Assumption] = {
    "positivity": Assumption(
        mark("Every pair has a chance"),
        mark("Every eligible pair had a probability of being observed that is not near zero."),
        mark("What could not be observed cannot be weighted back; few rows carry the result, and it is noise."),
        mark("See overlap and weights."),
        HERNAN,
    ),
    "propensity_right": Assumption(
        mark("Propensities are right"),
        mark("The estimated probability of being observed is the true one."),
        mark("The weights correct by the wrong amount, and may add error to the one they should remove."),
        mark("Right weights add up to the eligible pairs (weights); compare results under two propensities."),
        SCHNABEL,
    ),
    "doubly_right": Assumption(
        mark("Propensities or imputations are right"),
        mark("The probability of being observed is right, or the imputed errors are, for every pair."),
        mark("Where both are off in the same pairs, their errors multiply and stay in the numbers."),
        mark("Compare with the inverse propensity score alone; see whether the weights add up (weights)."),
        "Wang, Zhang, Sun & Qi (2019), Doubly robust joint learning for recommendation",
    ),
    "clicks_need_exposure": Assumption(
        mark("A click is exposure and relevance"),
        mark(
            "A pair is clicked if it was exposed and is relevant, and these two do not depend on each other beyond"
            " what the propensities know."
        ),
        mark("Clicks on what is merely in the way, and wants that nobody clicks, are taken for something else."),
        mark("Compare with a slice of random exposure, where the log has one."),
        SAITO,
    ),
    "no_hidden_cause": Assumption(
        mark("No hidden common cause"),
        mark("Nothing beyond what the propensities know drives both what is observed and how it is liked."),
        mark("What is left of selection stays in the numbers, and no weighting shows it."),
        mark("The log cannot tell. Random exposure can; else think of what both could depend on."),
        HERNAN,
    ),
    "hidden_cause_bounded": Assumption(
        mark("Hidden causes within the odds stated"),
        mark("What the propensities do not know changes the odds of being observed by no more than the factor stated."),
        mark("A stronger hidden cause leaves selection in the numbers; a factor set too large makes the model timid."),
        mark("See at which factor the conclusion flips (hidden causes, on Diagnose); random exposure can tell."),
        "Ding, Wu, Feng, Wang, He, Liao & Ma (2022), Addressing unmeasured confounder for recommendation",
    ),
    "consistency": Assumption(
        mark("One way of being shown"),
        mark("The feedback on an item would be the same in whatever way it came to be seen."),
        mark("If a mail, a search and a list bring different answers, there is no one effect to estimate."),
        mark("Compare feedback by the way an item was shown, where the log names it."),
        HERNAN,
    ),
    "no_interference": Assumption(
        mark("No interference"),
        mark("A user's feedback on an item does not depend on what else, or who else, was exposed."),
        mark("Lists compete for attention and friends talk; effects of one list spill into others."),
        mark("Only an experiment by clusters of users would show it."),
        HERNAN,
    ),
    "every_pair_eligible": Assumption(
        mark("Every pair could be observed"),
        mark("Every user could have met every item of the catalogue."),
        mark("Items out of stock, of another region or age limit are weighted as though they had been passed over."),
        mark("Ask which items were available to whom; import only those."),
    ),
}

OF_TESTS: dict[str, Assumption] = {
    "observed_test": Assumption(
        mark("The test speaks of what was observed"),
        mark("Held-out feedback from the same log stands for what people want."),
        mark("Lists that repeat what the old system showed look better than they are."),
        mark("A slice of random exposure as the test; see popularity."),
        SCHNABEL,
    ),
    "exposure_was_random": Assumption(
        mark("Random exposure was random"),
        mark("In the rows marked as randomized, neither the system nor the user chose the item."),
        mark("The one part of the log that needs no correction would need it too."),
        mark("Look how those rows were gathered; each item should occur there about equally often."),
    ),
    "randomized_users_alike": Assumption(
        mark("Users of the random slice stand for all"),
        mark("Those who took part in random exposure are served like those who did not."),
        mark("The numbers are about volunteers."),
        mark("Compare the sizes of groups in the test with those in the dataset."),
    ),
    "time_is_irrelevant": Assumption(
        mark("Order in time does not matter"),
        mark("Knowing some of a user's later feedback gives no undue help to predict the earlier."),
        mark("Results are better than they would be in use, where the future is not known."),
        mark("Compare with a split by time."),
    ),
    "stable_taste": Assumption(
        mark("Taste is stable"),
        mark("What people wanted before the cut tells what they want after it."),
        mark("A change of season, catalogue or audience counts as an error of the recommender."),
        mark("See when the log was written (time); compare several cuts."),
    ),
    "no_future_of_others": Assumption(
        mark("Other people's future does not leak"),
        mark("Training rows of others that are later than a user's test row give no undue help."),
        mark("Results are better than they would be in use."),
        mark("Compare with one cut in time for everybody."),
    ),
    "lists_caused_nothing": Assumption(
        mark("The lists caused no later interaction"),
        mark("What happened after the lists were made would have happened without them."),
        mark("Lists that were shown are judged by clicks that they caused: they agree with themselves."),
        mark("Judge lists that were not shown, or keep a random group of users without them."),
    ),
}

OF_AUDITS: dict[str, Assumption] = {
    "groups_recorded": Assumption(
        mark("Groups are recorded right"),
        mark("The attribute names who people are, and is missing for no particular kind of them."),
        mark("Gaps are between labels, not between people; those without a label are not looked at."),
        mark("See how many have no value (data quality); ask who recorded it, and when."),
    ),
    "users_independent": Assumption(
        mark("Users are independent"),
        mark("Users are a sample of those to be served, and one's rows don't depend on another's."),
        mark("Intervals are too narrow where households or schools act together."),
        mark("Group users by household or organisation where that is known."),
    ),
    "groups_differ_by_service": Assumption(
        mark("Equal rates are the aim"),
        mark("Groups should have positives equally often; if they differ, it is the log's doing."),
        mark("Where groups really like different amounts, reweighing removes what is true."),
        mark("Compare the groups' positive rates under random exposure."),
        "Kamiran & Calders (2012), Data preprocessing techniques for classification without discrimination",
    ),
    "loss_is_service": Assumption(
        mark("Training loss tells service"),
        mark("A group whose training loss is made equal is served equally on lists."),
        mark("Losses are equal and lists are not."),
        mark("Look at the gap on the test, and at each group's own value."),
    ),
    "attention_by_rank": Assumption(
        mark("Attention falls with the rank"),
        mark("The place in a list is worth 1 / log2(rank + 1) of attention, for everybody alike."),
        mark("Exposure is shared out by a currency that is not the one people pay attention in."),
        mark("Measure clicks by place under random order."),
        "Singh & Joachims (2018), Fairness of exposure in rankings",
    ),
}

ASSUMPTIONS: dict[str, Assumption] = {**OF_TRAINING, **OF_WEIGHTS, **OF_EXPOSURE, **OF_TESTS, **OF_AUDITS}

ANSWERS: dict[str, str] = {"holds": mark("holds"), "doubted": mark("doubted"), "open": mark("open")}

HINTS: dict[str, str] = {
    "observation_selective": mark("Speaks against it: observed pairs differ from other eligible ones."),
    "observation_even": mark("Observed pairs look much like other eligible ones, by what the propensities know."),
    "overlap_good": mark("Nothing against it: nearly all eligible pairs had a chance."),
    "overlap_weak": mark("Overlap is weak here: some eligible pairs had hardly any chance."),
    "overlap_poor": mark("Speaks against it: many eligible pairs had hardly any chance, or few rows carry all weight."),
    "overlap_unseen": mark("Cannot be told: pairs that were not observed have no such propensity."),
    "covariates_apart": mark("Speaks against it: weighted, the log still does not look like all eligible pairs."),
    "held_out_elsewhere": mark("Speaks against it: held-out pairs are not where the propensities put them."),
    "hidden_must_be_strong": mark("A hidden cause would have to be strong to undo what weighting says of the mean."),
    "hidden_may_be_moderate": mark("A hidden cause of moderate strength could undo what weighting says of the mean."),
    "hidden_may_be_slight": mark("Speaks against leaning on it: a slight hidden cause could undo what weighting says."),
    "weights_add_up": mark("Nothing against it: the weights add up to about the number of eligible pairs."),
    "weights_do_not_add_up": mark("Speaks against it: the weights do not add up to the number of eligible pairs."),
    "relative_only": mark("Cannot be told: these propensities are relative, and add up to nothing known."),
    "activity_unequal": mark("Speaks against it: groups of users wrote very unequal shares of the log."),
    "interactions_concentrated": mark("Speaks against it: few items hold most interactions."),
    "one_session": mark("Most users wrote all their rows within a day: order in time says little here."),
    "time_concentrated": mark("Much of the log lies in one period: it says little about change."),
    "no_timestamps": mark("Cannot be told: the log has no timestamps."),
    "values_missing": mark("Speaks against it: an attribute is unknown for many."),
}

MESSAGES: dict[str, Message] = {
    "assumption.unknown": Message(
        mark("The numbers of this run lean on no assumption “{name}”."), mark("Choose one of: {known}.")
    ),
    "assumption.form": Message(
        mark("“{text}” does not begin with the code of an assumption and an equals sign."),
        mark("Write, for example, positivity=doubted."),
    ),
    "assumption.answer": Message(mark("“{answer}” is no answer to an assumption."), mark("Choose one of: {known}.")),
    "assumption.note": Message(
        mark("The note has {n} characters; at most {most} are kept."), mark("Shorten it, or write it elsewhere.")
    ),
}


def answer(key: str) -> str:
    """A judgement's answer as people read it."""
    return _(ANSWERS[key])


def hint(key: str) -> str:
    """What the diagnosis has to say about an assumption."""
    return _(HINTS[key])
