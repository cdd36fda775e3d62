"""Words of what propensities lean on: what decides which pairs are observed."""

from engine.words import mark
from engine.words.assumption import MARLIN, SAITO, SCHNABEL, Assumption

SAITO_TRI = "Saito (2020), Asymmetric tri-training for debiasing missing-not-at-random explicit feedback"
BOTTOU = "Bottou, Peters, Quiñonero-Candela et al. (2013), Counterfactual reasoning and learning systems"
LIANG = "Liang, Charlin & Blei (2016), Causal inference for recommendation"
WANG = "Wang, Golbandi, Bendersky, Metzler & Najork (2018), Position bias estimation for unbiased learning to rank"
JOACHIMS = "Joachims, Swaminathan & Schnabel (2017), Unbiased learning-to-rank with biased feedback"

OF_EXPOSURE: dict[str, Assumption] = {
    "exposure_by_popularity": Assumption(
        mark("Exposure follows popularity alone"),
        mark("How likely a pair is observed depends on the item's popularity, and not on the user."),
        mark("Active groups are over-weighted: their rows count as though everybody wrote as much."),
        mark("See whether activity is unequal (activity, who wrote the log)."),
        SAITO,
    ),
    "exposure_by_both_counts": Assumption(
        mark("Exposure follows activity and popularity alone"),
        mark("How likely a pair is observed is the user's activity times the item's popularity, to a given power."),
        mark("Whoever seeks out some items more than others is weighted as though exposure had been by habit alone."),
        mark("Compare results under another power and under `logistic`."),
        SAITO_TRI,
    ),
    "exposure_by_attributes": Assumption(
        mark("Exposure follows what is known"),
        mark("How likely a pair is observed follows, on a logit scale, the attributes, activity and popularity given."),
        mark("What the model of exposure has not got, such as the old system's scores, stays uncorrected."),
        mark("Add attributes; see whether the weights add up (weights)."),
        SCHNABEL,
    ),
    "exposure_by_feedback": Assumption(
        mark("Exposure follows the feedback alone"),
        mark("Given the feedback that a pair would get, who the user is and which item it is change nothing."),
        mark("Popular items and active users keep their extra weight, since the same rating counts the same anywhere."),
        mark("See activity and popularity; compare with `logistic`, which looks at what this one leaves out."),
        MARLIN,
    ),
    "aside_stands_for_all": Assumption(
        mark("Those set aside stand for all"),
        mark("The users whose randomized rows were set aside like things as often as everybody else does."),
        mark("How often each value occurs is wrong, and every weight with it; few rows make it noisy."),
        mark("Repeat with other seeds and a larger share set aside; the weights must stay."),
        SCHNABEL,
    ),
    "exposure_low_rank": Assumption(
        mark("Few dimensions of exposure"),
        mark("A few non-negative numbers a user and an item tell who meets what; given them, each pair is a draw."),
        mark("Where one pair's exposure drives another's, or users are thin, the weights are too even."),
        mark("See whether the weights add up (weights); compare results with more and with fewer factors."),
        LIANG,
    ),
    "looked_at_by_place": Assumption(
        mark("The place alone decides what is looked at"),
        mark("How likely a place is looked at depends on neither the user, nor the item, nor the items around it."),
        mark("Whoever scrolls further than others, and items that catch the eye, are weighted wrongly."),
        mark("Compare the curve of places between groups of users and between devices."),
        WANG,
    ),
    "same_item_at_many_places": Assumption(
        mark("Items change places by chance"),
        mark("Given the item, the place at which it was shown has nothing to do with how much this user likes it."),
        mark("Where the old system put what a user likes on top, the top looks even more looked at than it is."),
        mark("Swap neighbouring places at random for some users, and compare the curve."),
        JOACHIMS,
    ),
    "logged_as_drawn": Assumption(
        mark("Propensities were logged as drawn"),
        mark("What was shown was drawn with the probability that the log holds for it."),
        mark("Where a list was changed after the draw, or p is that of another step, the weights correct wrongly."),
        mark("Ask who wrote the column, and when; 1/p of what was shown adds up to what could be shown (weights)."),
        BOTTOU,
    ),
}
