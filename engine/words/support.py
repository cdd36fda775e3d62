"""Sentences of what propensities make of a log: overlap, weights, balance, calibration, clipping, hidden causes."""

from engine.words import _, attributes, mark
from engine.words.terms import Term

SENTENCES: dict[str, str] = {
    "support.supports": mark(
        "These propensities support a correction: the weights are worth {effective:,.0f} equally weighted rows"
        " ({share:.0%})."
    ),
    "support.weak": mark(
        "Weak overlap: the weights are worth {effective:,.0f} equally weighted rows ({share:.1%}); the top 1% of rows"
        " carry {top_share:.0%} of the weight. Expect noise; clip, or correct less."
    ),
    "support.weak_overlap": mark(
        "Weak overlap: {coverage:.1%} of eligible pairs have any real chance of being observed (99% would do). The"
        " weights are worth {effective:,.0f} equally weighted rows ({share:.0%}), but do not speak for the rest."
    ),
    "support.refuse": mark(
        "This log does not support a correction with these propensities: they are worth {effective:,.0f} rows"
        " ({share:.1%}), and {coverage:.1%} of eligible pairs have any real chance of being observed (95% needed)."
    ),
    "support.refuse_worth": mark(
        "This log does not support a correction with these propensities: they are worth {effective:,.0f} rows"
        " ({share:.1%}); 100 rows and 1% are needed."
    ),
    "support.unseen": mark(
        "Overlap cannot be checked: pairs that were not observed have no such propensity. That is not a pass."
    ),
    "support.total": mark(
        "The weights add up to {total:.2f} times the eligible pairs; right propensities give 1."
        " {clipped:.0%} of rows are at the lower bound."
    ),
    "support.balance": mark(
        "After weighting, {apart} of {n} covariates still differ by more than 0.1 deviations between observed and"
        " eligible pairs, one by {largest:.2f}: weighted too, the log does not look like all pairs."
    ),
    "support.calibration": mark(
        "Held-out pairs are not where these propensities put them: {error:.0%} off over bins of like propensity, where"
        " chance alone gives {chance:.0%}."
    ),
    "support.sweep": mark(
        "Cutting the weights at 10 times their mean moves the weighted mean by {moved:.2f} deviations: it hangs on a"
        " few rows."
    ),
    "support.sensitivity": mark(
        "A hidden cause that changes the odds of observation by a factor of {flips:.2f} could undo what weighting"
        " says of the mean."
    ),
    "support.random_agree": mark(
        "Rows shown at random do not contradict the weights: the mean is {plain:.2f} as logged, {weighted:.2f} weighted"
        " and {random:.2f} in {rows} random rows (weighted less random {difference:+.2f}, {low:+.2f} to {high:+.2f})."
    ),
    "support.random_differ": mark(
        "But rows shown at random contradict the weights: the mean is {plain:.2f} as logged, {weighted:.2f} weighted"
        " and {random:.2f} in {rows} random rows (weighted less random {difference:+.2f}, {low:+.2f} to {high:+.2f})."
        " Something that these propensities do not see drives what was observed."
    ),
    "support.unfit": mark("The log does not give these propensities: {reason}"),
}

PARTS: dict[str, Term] = {
    "overlap": Term(
        mark("Overlap"),
        mark("Propensities of observed pairs against those of all eligible pairs."),
        mark("Where eligible pairs have hardly any chance of being observed, no weighting brings them back."),
    ),
    "weights": Term(
        mark("Weights"),
        mark("How heavy the heaviest weights are, and how many equally weighted rows all of them are worth."),
    ),
    "balance": Term(
        mark("Balance"),
        mark(
            "Standardised mean differences: how far the mean of a covariate of the observed pairs is from that of the"
            " eligible pairs, in deviations of the latter, before and after weighting."
        ),
        mark("Balance of what is known says nothing about what is not: see hidden causes."),
    ),
    "calibration": Term(
        mark("Calibration of propensities"),
        mark("Whether held-out pairs fall among the eligible ones as often as the propensities say."),
        mark(
            "Right on average within a bin may be wrong for each pair in it. Where the split is by time, the log may"
            " also have changed."
        ),
    ),
    "sweep": Term(
        mark("Clip sweep"),
        mark("The weighted mean of the training rows, with the weights cut at several multiples of their mean."),
        mark(
            "A cut trades noise for bias: it draws the mean towards that of the observed rows. Intervals take the"
            " propensities as given: that they are estimated is not in them."
        ),
    ),
    "sensitivity": Term(
        mark("Hidden causes"),
        mark(
            "The range of the weighted mean if something that the log does not hold changed the odds of observation by"
            " up to a factor (marginal sensitivity model; Tan, 2006), and the factor at which a conclusion flips."
        ),
        mark(
            "Nobody can read off the log how strong hidden causes are. Compare the factor with what is known: by how"
            " much do age or price, say, change these odds? Sampling errors take the propensities as given."
        ),
    ),
}

VERDICTS: dict[str, str] = {
    "overlap.good": mark("{below_floor:.1%} of the eligible pairs had no real chance of being observed."),
    "overlap.weak": mark(
        "{below_floor:.1%} of the eligible pairs had no real chance of being observed: no weighting speaks for them."
    ),
    "overlap.poor": mark(
        "{below_floor:.1%} of the eligible pairs had no real chance of being observed: a correction cannot reach them."
    ),
    "overlap.unknown": mark(
        "These propensities are known of observed pairs only, so whether the others had a chance cannot be checked."
    ),
    "weights.good": mark("The weights are worth {effective:,.0f} of {n:,} rows ({effective_share:.0%})."),
    "weights.weak": mark(
        "The weights are worth {effective:,.0f} of {n:,} rows ({effective_share:.0%}): expect noise; the heaviest 1%"
        " of rows carry {top_share:.0%}."
    ),
    "weights.poor": mark(
        "The weights are worth {effective:,.0f} of {n:,} rows ({effective_share:.1%}): too few for a correction."
    ),
    "balance.good": mark(
        "After weighting, none of {n} covariates differs by more than 0.1 deviations from all eligible pairs"
        " ({apart_before} before)."
    ),
    "balance.weak": mark(
        "After weighting, {apart_after} of {n} covariates differ by more than 0.1 deviations from all eligible pairs"
        " ({apart_before} before), one by {largest:.2f}."
    ),
    "balance.poor": mark(
        "After weighting, {apart_after} of {n} covariates differ by more than 0.1 deviations from all eligible pairs"
        " ({apart_before} before), one by {largest:.2f}: weighted too, the log does not look like all pairs."
    ),
    "balance.unknown": mark("Nothing about users or items varies, so there is nothing to compare."),
    "calibration.good": mark(
        "Held-out pairs are where the propensities put them: {error:.0%} off over the bins; chance gives {chance:.0%}."
    ),
    "calibration.weak": mark("Held-out pairs are {error:.0%} off over the bins, where chance gives {chance:.0%}."),
    "calibration.poor": mark(
        "Held-out pairs are {error:.0%} off over the bins, where chance gives {chance:.0%}: these are not the"
        " probabilities of being observed."
    ),
    "calibration.unknown": mark("The log has {n:,} held-out pairs, too few to tell."),
    "sweep.good": mark(
        "Cutting the weights at 10 times their mean moves the weighted mean by {moved:.2f} deviations only."
    ),
    "sweep.weak": mark("Cutting the weights at 10 times their mean moves the weighted mean by {moved:.2f} deviations."),
    "sweep.poor": mark(
        "Cutting the weights at 10 times their mean moves the weighted mean by {moved:.2f} deviations: it hangs on a"
        " few rows."
    ),
    "sweep.unknown": mark("All training rows have the same outcome: no weighting moves its mean."),
    "sensitivity.good": mark(
        "Weighting moves the mean by {difference:+.3f}; hidden causes would have to change the odds of observation by a"
        " factor of {flips:.2f} to hide its sign."
    ),
    "sensitivity.weak": mark(
        "Weighting moves the mean by {difference:+.3f}; hidden causes that change the odds of observation by a"
        " factor of {flips:.2f} are enough to hide its sign."
    ),
    "sensitivity.poor": mark(
        "Weighting moves the mean by {difference:+.3f}; hidden causes that change the odds of observation by a"
        " factor of only {flips:.2f} are enough to hide its sign."
    ),
    "sensitivity.unknown": mark(
        "Weighting moves the mean by {difference:+.3f}, no more than sampling error: there is no conclusion to undo."
    ),
}

VARIANTS: dict[str, str] = {
    "calibration.unknown.absent": mark(
        "Relative exposure, or known of observed pairs only: there is no probability to check."
    ),
    "sensitivity.good.never": mark(
        "Weighting moves the mean by {difference:+.3f}; hidden causes would have to change the odds of observation by a"
        " factor of more than 10 to hide its sign."
    ),
    "sensitivity.unknown.absent": mark(
        "Relative exposure, too few users, or the same outcome everywhere: there are no odds to bound."
    ),
}
"""The same of a part that was not computed, and of a conclusion that no bound flips."""

OUTCOMES: dict[str, str] = {"feedback": mark("mean feedback"), "positives": mark("share of positives")}
COVARIATES: dict[str, str] = {
    "log activity": mark("Activity (log)"),
    "log popularity": mark("Popularity (log)"),
}
"""The covariates that no attribute gives, as people read them."""
SUPPORT: dict[str, Term] = {
    "supports": Term(mark("supports a correction"), mark("There is overlap, and enough rows carry the weight.")),
    "weak": Term(mark("weak overlap"), mark("A correction will be noisy, or speaks for a part of the pairs only.")),
    "refuse": Term(
        mark("refuse"),
        mark("Less than 95% of the eligible pairs could be observed, or the rows are worth less than 100, or 1%."),
    ),
}
"""The verdicts on a correction with one propensity."""


def covariate(name: str) -> str:
    """A covariate as people read it: the attribute, and which of its values where it is an indicator of one."""
    if name in COVARIATES:
        return _(COVARIATES[name])
    attribute, equals, value = name.partition("=")
    return f"{attributes.name(attribute)}: {attributes.group(value)}" if equals else attributes.name(name)
