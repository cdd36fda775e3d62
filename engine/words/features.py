"""Words of features: the kinds, their parameters, and what is wrong with a recipe."""

from engine.words import mark
from engine.words.terms import Message, Term

FEATURES: dict[str, Term] = {
    "bins": Term(
        mark("Bands of a number"),
        mark("A new attribute made at import: the band of each number, called by its edges. Audits can group by it."),
        example_source=mark("Age with the edges 18,30,45,65: “< 18”, “18–29”, “30–44”, “45–64”, “≥ 65”."),
    ),
    "region": Term(
        mark("Part of a place"),
        mark("A new attribute made at import: the last or first part of a place, or the start of a postal code."),
        example_source=mark("“Lyon, France” becomes “France”; 10115 becomes “10”, or “Berlin” with 10=Berlin."),
    ),
    "usual": Term(
        mark("All attributes"),
        mark("Every attribute but texts: numbers standardised, an input for each of the 20 most frequent levels."),
        example_source=mark("A recipe that names no input reads these."),
    ),
    "standardise": Term(
        mark("Number, standardised"),
        mark("A number less its mean, over its deviation, both of those who are in the training fold."),
        example_source=mark("Ages with the mean 40 and the deviation 10: 25 becomes −1.5."),
    ),
    "one_hot": Term(
        mark("Levels of a category"),
        mark("One input for each of the most frequent levels of a category: 1 where it holds, otherwise 0."),
        example_source=mark("Genres with three levels: “Drama”, “Comedy” and “War” are three inputs; “Opera” is none."),
    ),
    "time_of_day": Term(
        mark("Time of day"),
        mark("The share of training interactions in each part of the day, in local time."),
        example_source=mark("Three of four interactions after 18:00: the input “18–24” is 0.75."),
    ),
    "recency": Term(
        mark("Last seen"),
        mark("The logarithm of 1 + the days from the last training interaction to the end of training."),
        example_source=mark("Last seen 9 days before the end: ln 10, about 2.3."),
    ),
}

TOLD: dict[str, Term] = {
    "user.time_of_day": Term(
        mark("Active at {attribute} h"),
        mark("The share of the user's training interactions between these hours."),
    ),
    "user.recency": Term(
        mark("Days since the user's last interaction (log)"),
        mark("The logarithm of 1 + the days from the user's last training interaction to the end of training."),
    ),
    "item.time_of_day": Term(
        mark("Used at {attribute} h"),
        mark("The share of the item's training interactions between these hours."),
    ),
    "item.recency": Term(
        mark("Days since the item's last interaction (log)"),
        mark("The logarithm of 1 + the days from the item's last training interaction to the end of training."),
    ),
}
"""Inputs that explanations name, by the family of their key."""

PARAMETERS: dict[str, Term] = {
    "attribute": Term(mark("Attribute"), mark("The column that it is made from.")),
    "edges": Term(mark("Edges"), mark("Where bands begin, ascending, with commas between: 18,30,45,65.")),
    "width": Term(mark("Width"), mark("In place of edges: bands from each multiple of it to the next.")),
    "name": Term(mark("Name"), mark("What the new attribute is called; empty for a name made from the old one.")),
    "part": Term(mark("Part"), mark("The last or first part of the text, or its first characters.")),
    "separator": Term(mark("Separator"), mark("What stands between the parts.")),
    "length": Term(mark("Length"), mark("How many first characters are taken.")),
    "mapping": Term(mark("Own names"), mark("Names of parts, with commas between: 10=Berlin,20=Hamburg.")),
    "levels": Term(mark("Levels"), mark("The most frequent levels that become inputs are so many at most.")),
    "side": Term(mark("Of whom"), mark("Users, or items.")),
    "parts": Term(mark("Parts of the day"), mark("The day is divided from midnight in so many equal parts.")),
    "offset": Term(mark("Hours ahead of UTC"), mark("Local time less UTC, in hours; the log's times are in UTC.")),
}

FEATURE_MESSAGES: dict[str, Message] = {
    "features.attribute": Message(
        mark("The features name the attribute “{attribute}”, which the files do not have. There are: {known}."),
        mark("Name one of these, or leave the feature out."),
    ),
    "features.kind": Message(
        mark("The feature “{kind}” does not work with “{attribute}”: it is of the kind {found}."),
        mark("Use standardise for numbers and one_hot for categories; a number of up to 12 values is a category."),
    ),
    "features.sensitive": Message(
        mark("“{attribute}” is kept apart from models, so it can't be an input of them."),
        mark("Leave the feature out, or do not keep the attribute apart."),
    ),
    "features.no_times": Message(
        mark("The feature “{kind}” needs times, and the log has none."),
        mark("Map a column to timestamp, or leave the feature out."),
    ),
    "features.twice": Message(
        mark("The feature “{kind}” is asked for twice for “{name}”."), mark("Leave one of them out.")
    ),
    "features.name_taken": Message(
        mark("A feature would be called “{attribute}”, and there is a column of that name."),
        mark("Give it another name."),
    ),
    "features.bins_one": Message(
        mark("The bands of “{attribute}” need either edges or a width."), mark("Give one of the two, not both.")
    ),
    "features.edges": Message(
        mark("The bands of “{attribute}” cannot be made from “{edges}”."),
        mark("Give up to 49 ascending numbers with commas between, such as 18,30,45,65, or one width above zero."),
    ),
    "features.separator": Message(
        mark("The parts of “{attribute}” have no separator between them."), mark("Give one, such as a comma.")
    ),
    "features.mapping": Message(
        mark("The own names of “{attribute}” have the entry “{entry}”, which is no pair."),
        mark("Write pairs with commas between, such as 10=Berlin,20=Hamburg."),
    ),
}
