"""What went wrong when an audit was asked for, and what to do next."""

from engine.words import mark
from engine.words.terms import Message

AUDIT_MESSAGES: dict[str, Message] = {
    "audit.files": Message(
        mark("The lists of the run {run} are no longer in its folder."),
        mark("Put the folder back as it was, or train the run again."),
    ),
    "config.tolerance": Message(
        mark("The tolerance {low} to {high} is not a band around 1."),
        mark("Give a lower bound between 0 and 1 and an upper bound above 1, for example 0.8 and 1.25."),
    ),
    "config.tolerance_of": Message(
        mark("The tolerance {low} to {high} of {metric} is not a band around {neutral}."),
        mark("Give a band with {neutral} inside it; of an index 0 and an upper end."),
    ),
    "config.tolerance_missing": Message(
        mark("The comparison of {metric} on the scale “{scale}” has no tolerance."),
        mark("Only ratios have a usual one. State what would be acceptable, for example tolerance = [-0.02, 0.02]."),
    ),
    "config.best_reference": Message(
        mark("The comparison of {metric} names the reference “{reference}” and asks for the best served group too."),
        mark("Give one of them."),
    ),
    "config.cohort": Message(
        mark("The cohort “{name}” can't be used."),
        mark("A cohort has a name without “*” and one value of one to three different attributes."),
    ),
    "config.error_rate": Message(
        mark("The error rate {rate} of the labels can't be used."),
        mark("Give a share from 0 to below 0.5; 0.05 is usual."),
    ),
    "config.level": Message(
        mark("The level {level} is not an error rate that an audit can use."),
        mark("Give a number above 0 and below 0.5; 0.05 is usual."),
    ),
    "audit.attribute_unknown": Message(
        mark("There is no attribute “{attribute}” in this dataset."),
        mark("Choose one of: {known}."),
    ),
    "audit.attribute_missing": Message(
        mark("The attribute “{attribute}” has no value at all, so it makes no groups."),
        mark("Choose another attribute, or import a file in which it is filled in."),
    ),
    "audit.attribute_text": Message(
        mark("The attribute “{attribute}” has {n} different values; groups of at most {most} can be compared."),
        mark("Choose another attribute, or import it in coarser categories."),
    ),
    "audit.attribute_constant": Message(
        mark("The attribute “{attribute}” has the same value for everybody, so there is nothing to compare."),
        mark("Choose another attribute."),
    ),
    "audit.reference": Message(
        mark("“{reference}” cannot be the reference group of “{attribute}”."),
        mark("Choose one of: {known}."),
    ),
    "audit.metric": Message(
        mark("The metric “{metric}” cannot be compared between groups of “{attribute}”."),
        mark("Choose one of: {known}."),
    ),
    "audit.k": Message(
        mark("The audit asks for lists of {k}, and only {length} places of each list are known."),
        mark("Choose a smaller k, or make the run with a larger evaluation.k_max."),
    ),
    "audit.crossing": Message(
        mark("The groups “{attribute}” can't be crossed."),
        mark("Join two to {most} different columns with “*”, all of users or all of items, of one value each."),
    ),
    "audit.cohort": Message(
        mark("The cohort “{name}” asks for {attribute} = {label}, which does not exist in this dataset."),
        mark("Choose a value that the Data page lists for this column."),
    ),
    "audit.duplicate": Message(
        mark("The family declares {metric} by “{attribute}” twice."),
        mark("Declare each comparison once, with one reference group."),
    ),
    "audit.no_test": Message(
        mark("No interaction after the cutoff can judge these recommendations."),
        mark("Give an earlier --cutoff: the time at which the lists were made."),
    ),
    "audit.cutoff": Message(
        mark("“{cutoff}” is not a time."),
        mark("Give seconds since 1970 or a date such as 2024-03-31 or 2024-03-31T12:00."),
    ),
    "audit.crossing_lattice": Message(
        mark("The groups “{attribute}” are not in the fixed set of intersections of this dataset."),
        mark("Counts are protected for intersections of {known}; the other columns can be audited alone."),
    ),
    "audit.scale": Message(
        mark("{metric} can't be compared on the scale “{scale}”."),
        mark(
            "Indices over all groups take scale = index and a tolerance from 0, metrics of either sign difference;"
            " other metrics ratio or difference."
        ),
    ),
    "audit.best_neither": Message(
        mark("No group is best served by {metric}: neither more nor less of it is better."),
        mark("Name a reference group, or leave it to the largest."),
    ),
    "audit.relevance_near": Message(
        mark(
            "A relevance of {relevance} differs from {known}, by which this run was audited before, for fewer"
            " than {n} users: the difference of the two audits would give them away."
        ),
        mark("Choose a threshold that differs for at least {least} users, or the same."),
    ),
    "audit.cohort_name": Message(
        mark("The cohort's name “{name}” is taken twice, or by a column."), mark("Give it another name.")
    ),
    "audit.categories": Message(mark("There are no item categories by “{attribute}”."), mark("Known ones: {known}.")),
    "plan.harm": Message(mark("There is no harm “{harm}” in the guide."), mark("Known ones: {known}.")),
    "plan.nothing": Message(
        mark("This plan declares no comparison."), mark("Name a harm and groups of the same side: users or items.")
    ),
    "cohort.too_many": Message(
        mark("No more than {most} cohorts are kept of a dataset."), mark("Forget one that is no longer used.")
    ),
    "cohort.condition": Message(
        mark("“{text}” is not a condition of a cohort."), mark("Write ATTRIBUTE=VALUE, for example gender=F.")
    ),
    "cohort.unsaved": Message(
        mark("Conditions were given, and no name for the cohort."), mark("Add --save NAME before them.")
    ),
    "plan.condition": Message(
        mark("“{text}” is not a reference group."), mark("Write ATTRIBUTE=GROUP, for example gender=F.")
    ),
    "plan.tolerance": Message(
        mark("“{text}” is not a tolerance."), mark("Write LOW,HIGH, for example 0.8,1.25, or one of: {known}.")
    ),
    "cohort.unknown": Message(mark("There is no cohort “{name}”."), mark("Known ones: {known}.")),
    "audit.slice": Message(
        mark("The candidates can't be the users' test pairs: this system has no scores of them."),
        mark("Leave out the setting `candidates`, or audit a run that was trained here."),
    ),
}
