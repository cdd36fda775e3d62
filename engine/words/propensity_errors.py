"""What went wrong with propensities and with what is eligible, and what to do next."""

from engine.words import mark
from engine.words.terms import Message

PROPENSITY_MESSAGES: dict[str, Message] = {
    "eligible.no_timestamps": Message(
        mark("Windows of time need timestamps, and this log has none."),
        mark("Use eligible.windows=none, or import a timestamp column."),
    ),
    "eligible.stated": Message(
        mark("Stated windows need the item attribute that holds an item's begin, or that of its end."),
        mark("Name it as eligible.available_from or eligible.available_until."),
    ),
    "eligible.time": Message(
        mark("{n} values of “{attribute}” are no times, for example “{example}”."),
        mark("Times are seconds since 1970, years, or dates such as 2024-01-31 or 2024-01-31T12:00."),
    ),
    "eligible.filter": Message(
        mark("“{text}” is no condition on users or items."),
        mark("Write attribute=value, and several values as attribute=one|two."),
    ),
    "eligible.attribute": Message(
        mark("There is no attribute “{attribute}” to tell by what could have been observed."),
        mark("Choose one of: {known}."),
    ),
    "eligible.sensitive": Message(
        mark("“{attribute}” is kept apart: it may not decide what a propensity is fitted on."),
        mark("Choose an attribute that is not kept apart."),
    ),
    "eligible.value": Message(
        mark("Nobody and nothing has “{value}” as “{attribute}”."),
        mark("Check the spelling; values are compared letter by letter."),
    ),
    "eligible.empty": Message(
        mark("No pair of a user and an item is left: no allowed user was there at the time of an allowed item."),
        mark("Widen the windows or the filters under `eligible`."),
    ),
    "propensity.observed_only": Message(
        mark("This propensity is known of observed pairs only."),
        mark("Choose `logistic` where pairs that were not observed need one."),
    ),
    "propensity.range": Message(
        mark("The propensities are not all finite and above 0 and at most 1."),
        mark("Choose another estimator, or correct the column `propensity`."),
    ),
    "propensity.position_range": Message(
        mark("{n} of {rows} rows have no whole number from 1 on in the column `position`."),
        mark("Correct the column and import the log again, or choose another propensity."),
    ),
    "propensity.no_skips": Message(
        mark("{clicks} of {rows} training rows are clicks: positions can be told only from clicks beside skips."),
        mark("Import what was shown and not clicked too (feedback 0), or choose another propensity."),
    ),
    "propensity.one_position": Message(
        mark(
            "The training rows have {clicks} clicks: too few to tell two groups of positions, of {least} clicks each."
        ),
        mark("Import a longer log or one with several positions, or lower propensity.params.least."),
    ),
    "propensity.position_confounded": Message(
        mark("The positions fall into {groups} groups with no clicked item in common."),
        mark(
            "What a position does can't be told from what its items do: let items change places for a while, or choose"
            " another propensity."
        ),
    ),
    "propensity.calibrate": Message(
        mark("This propensity can't be calibrated: that needs pairs that were not observed, and at least 3 rows."),
        mark("Leave weighting.calibrate at `none`, or choose `logistic`."),
    ),
    "propensity.no_column": Message(
        mark("The log has no column `{column}`, and this propensity is read from it."),
        mark("Import it, or choose another propensity."),
    ),
    "propensity.logged_range": Message(
        mark("{n} of {rows} rows have no propensity above 0 and at most 1 in the column `propensity`."),
        mark("Correct the column and import the log again, or choose another propensity."),
    ),
    "propensity.no_unobserved": Message(
        mark("All eligible pairs are in the training log, so there is nothing to tell observation from."),
        mark("Train without propensities, or widen what is eligible."),
    ),
    "propensity.no_aside": Message(
        mark("No randomized rows are set aside, and this propensity compares the log with them."),
        mark("Use split.kind=randomized with split.aside=0.1 on a log with random exposure, or choose `logistic`."),
    ),
    "propensity.one_value": Message(
        mark("All feedback is {value}, so no value of it can be observed more often than another."),
        mark("Choose a propensity that does not look at feedback, such as `logistic`."),
    ),
}
