"""Runs side by side in words: how differences are made, who gained and lost, patterns, cost, errors."""

from engine.words import _, mark
from engine.words.terms import Message, Term

NOTES: dict[str, str] = {
    "exploratory": mark(
        "Every interval here holds for itself alone, at {share:.0%}, and none was declared in advance: this table"
        " is exploratory and has no verdicts. Among many such numbers some look striking by chance."
    ),
    "paired": mark(
        "Differences are paired: the same users are drawn for all runs ({resamples:,} resamples, expanded percentile"
        " intervals), so what users share cancels out. Test interactions, items and models stay as they are. A run's"
        " own values and gaps have the intervals that its audit has, each for itself alone. A difference has no"
        " interval with fewer than 30 users, or where the number has no value in a resample."
    ),
    "one_seed": mark(
        "Each run has one seed. The intervals cover the choice of users, not the luck of training; before two"
        " methods are compared, several seeds are needed."
    ),
}

CODES: dict[str, Term] = {
    "levelling_down": Term(
        mark("levelling down"),
        mark("The gap narrowed because the best served group lost; the worst served did not gain, nor did any group."),
        mark("A narrower gap that helps nobody: say so wherever the gap is quoted."),
    ),
    "levelling_up": Term(
        mark("levelling up"),
        mark("The gap narrowed while the worst served group gained and the best served did not lose."),
        mark("It holds for these groups and this metric; look at the accuracy of the whole and at other groups too."),
    ),
    "narrowed": Term(
        mark("narrowed"),
        mark("The gap between the best and the worst served group is smaller; who gained is not established."),
    ),
    "widened": Term(
        mark("widened"),
        mark("The gap between the best and the worst served group is larger than in the baseline."),
    ),
    "reversed": Term(
        mark("reversed"),
        mark("The order is the other way round: the worst served of the baseline is now better served than the best."),
        mark("Neither narrower nor wider would be the word. Compare both ratios: another group is behind now."),
    ),
    "unclear": Term(
        mark("not established"),
        mark("The interval of the change reaches both ways: this sample can't tell if the gap narrowed or widened."),
        mark("Not the same as unchanged."),
    ),
    "unchanged": Term(mark("unchanged"), mark("The gap is as large as in the baseline.")),
    "undefined": Term(
        mark("undefined"),
        mark("Fewer than two known groups of 30 or more users, or a group whose value is zero."),
    ),
}

TERMS: dict[str, Term] = {
    "difference": Term(
        mark("Difference"),
        mark("The value in the other run minus the value in the baseline, over the same users."),
        mark("An interval that holds 0 means that this sample can't tell, not that nothing changed."),
        "Δ = θ_other − θ_baseline",
    ),
    "gap_change": Term(
        mark("Change of the gap"),
        mark("The gap to the reference in the other run divided by that in the baseline: 1 means as before."),
        mark(
            "It has no direction of its own: where a group is below its reference, above 1 is towards it; where it is"
            " above, below 1 is."
        ),
        "(θ_g / θ_ref) in the other run ÷ (θ_g / θ_ref) in the baseline",
    ),
    "gains": Term(
        mark("Who gained and who lost"),
        mark("Of the users who have a value in both runs: the share for whom it is higher, lower or the same."),
        mark(
            "One user's value rests on a few held-out items, so single users rise and fall by chance: look at the mean"
            " change with its interval first."
        ),
    ),
}

MOVES: dict[str, str] = {
    "reversed": mark("reversed"),
    "narrower": mark("narrower"),
    "wider": mark("wider"),
    "unclear": mark("not established"),
    "no_interval": mark("no interval"),
    "undefined": "",
}
"""What became of one gap between two runs, as far as an interval tells."""

STAGES: dict[str, str] = {
    "preparation": mark("Preparation"),
    "training": mark("Training"),
    "training_cpu": mark("Training, CPU"),
    "prediction": mark("Prediction"),
    "audit": mark("Audit"),
    "parameters": mark("Numbers in the model"),
}

DIFFERENT: dict[str, str] = {
    "dataset": mark("another dataset"),
    "estimand": mark("another estimand: its numbers answer another question"),
    "k": mark("its lists are judged at another length k"),
    "relevance": mark("another threshold of relevance"),
    "cutoff": mark("other test interactions: its lists are judged from another day on"),
    "split": mark("other test interactions: another split"),
    "seed": mark("other test interactions: its random split was drawn with another seed"),
}
"""Why two runs can't be compared."""

DIRECTIONS: dict[str, str] = {"rose": mark("gained"), "fell": mark("lost"), "stayed": mark("the same")}

MESSAGES: dict[str, Message] = {
    "compare.runs": Message(
        mark("A comparison is about two or more different runs of one dataset; {n} were named, or they don't fit."),
        mark("Name the baseline first, then the other runs."),
    ),
}


def notes(codes: tuple[str, ...], level: float, resamples: int) -> list[str]:
    """How the numbers of a comparison were made and what they don't say."""
    return [_(NOTES[code]).format(share=1 - level, resamples=resamples) for code in codes]


def pattern(code: str) -> str:
    """What became of a gap, for example `levelling down`."""
    return CODES[code].name


def move(code: str) -> str:
    """What became of one gap, for example `narrower`; empty where nothing can be said."""
    return _(MOVES[code]) if MOVES[code] else ""


def stage(key: str) -> str:
    """A line of the cost table; the key itself where it has no words."""
    return _(STAGES[key]) if key in STAGES else key.replace("_", " ")


def different(reason: str) -> str:
    """Why a run can't be compared with the baseline."""
    return _(DIFFERENT[reason])


def direction(key: str) -> str:
    """`gained`, `lost` or `the same`."""
    return _(DIRECTIONS[key])
