"""Words of explanations: the named features, how the numbers were made, and what they do not say."""

from engine.words import _, attributes, mark
from engine.words.features import TOLD
from engine.words.terms import Message, Term

FEATURES: dict[str, Term] = {
    **TOLD,
    "user.attribute": Term(mark("User: {attribute}"), mark("What the table of users says: “{attribute}” of the user.")),
    "user.history.count": Term(
        mark("Interactions of the user"), mark("How many interactions the user has in the training fold.")
    ),
    "user.history.mean_popularity": Term(
        mark("Popularity in the history"),
        mark("The mean popularity of the items in the user's training interactions."),
    ),
    "user.history.mean_feedback": Term(
        mark("Mean feedback of the user"), mark("The mean of the user's feedback in the training fold.")
    ),
    "item.attribute": Term(mark("Item: {attribute}"), mark("What the table of items says: “{attribute}” of the item.")),
    "item.popularity": Term(
        mark("Popularity of the item"), mark("How many interactions the item has in the training fold.")
    ),
    "item.mean_feedback": Term(
        mark("Mean feedback on the item"), mark("The mean of the feedback on the item in the training fold.")
    ),
    "pair.match": Term(
        mark("Same {attribute} in the history"),
        mark(
            "The share of the user's training interactions with items that have the same “{attribute}”; where an item"
            " has several values, the mean over them."
        ),
    ),
}
"""By family: the whole key, or what stands before the attribute's name in it."""

METHOD: tuple[str, ...] = (
    mark(
        "The model reads only ids, so a second model is explained in its place: boosted trees that tell the model's"
        " scores from named features (the surrogate), fitted to {fitted:,} pairs of users with items of their lists"
        " and of the catalogue. The features come from the attributes and the training interactions alone."
    ),
    mark(
        "How well it does that was measured on the pairs of {users:,} other users: R² {r2}, and rank correlation"
        " within a user {rank} (1 is perfect)."
    ),
    mark(
        "A contribution is a SHAP value: the mean change of the surrogate's score when the feature takes this pair's"
        " value instead of those of {background:,} sampled pairs, over all orders in which features can be set"
        " (interventional TreeSHAP; Lundberg et al., 2020)."
    ),
    mark(
        "Average score + contributions + “not in these features” = the model's score. “Not in these features” is what"
        " the model has learned about this user and this item and no named feature tells."
        " The largest error of the sum of contributions is {error}."
    ),
)

CAVEATS: tuple[str, ...] = (
    mark("It explains the model, not the person: why the score is high, not why somebody would like the item."),
    mark("Association, not cause: changing a feature in the world need not change what the model would learn."),
    mark("Where two features say nearly the same, the credit between them is divided arbitrarily."),
    mark(
        "A contribution of zero for an attribute such as gender does not show that the model treats groups alike:"
        " other features may carry the same information. Gaps between groups are on the audit page."
    ),
)

FINDINGS: dict[str, tuple[str, str]] = {
    "explain.unfaithful": (
        mark("Named features tell little of the model: R² is {r2} on users the surrogate was not fitted on."),
        mark("Read the bar “not in these features” first: the others are a small part of the score."),
    ),
    "explain.constant": (
        mark("Without any variation among the explained pairs, and left out: {features}."),
        mark("A feature that is the same everywhere can't explain a difference."),
    ),
    "explain.correlated": (
        mark("“{feature}” and “{other}” say nearly the same (correlation {r})."),
        mark("Credit is divided between them arbitrarily: read them together."),
    ),
    "explain.reranked": (
        mark("The list was re-ranked after the model had scored ({strategies})."),
        mark("The model's score is explained; an item's place in the list has a second reason."),
    ),
    "explain.seen": (
        mark("Items of the user's own training history: {items}."),
        mark("No list shows them, and the model was fitted to them, so their scores are not those of news."),
    ),
}

FAITHFULNESS: dict[str, Term] = {
    "closely": Term(
        mark("Follows the model closely"),
        mark("Named features tell nearly all of what the scores differ by. What they leave is a bar of its own below."),
    ),
    "partly": Term(
        mark("Follows the model in part"),
        mark(
            "Named features tell most of what the scores differ by, not all: read the bar “not in these features” too."
        ),
    ),
    "little": Term(
        mark("Tells little of the model"),
        mark("Most of what the scores differ by is in no named feature: read the bar “not in these features” first."),
    ),
    "undefined": Term(
        mark("Cannot be judged"),
        mark("The scores of the users it was to be judged by do not vary, so there is nothing to be followed."),
    ),
}
"""How well the surrogate follows the model, by R² on held-out users: `shown.faithfulness` has the bounds."""

METRICS: dict[str, str] = {
    "r2": mark(
        "The share of the differences between the model's scores that the surrogate tells: 1 is all, 0 is no more than"
        " the mean score would, and less than 0 is worse than that."
    ),
    "rank": mark(
        "Whether the surrogate puts the items of one user into the model's order: Spearman's correlation, the mean over"
        " users. 1 is the same order, 0 has nothing to do with it."
    ),
    "rest": mark(
        "The mean size of what no named feature tells of a score, in the unit of the scores, over users that the"
        " surrogate was not fitted to: what the model has learned of this one user and this one item."
    ),
}
"""What the numbers of a fidelity mean."""

PLACES: dict[str, str] = {
    "least": mark("least active"),
    "middle": mark("middle of the group"),
    "most": mark("most active"),
}
"""Why a user is offered as an example."""

DIRECTIONS: dict[str, str] = {
    "up": mark("higher value, higher score"),
    "down": mark("higher value, lower score"),
    "none": mark("no clear direction"),
    "unordered": mark("has no order"),
}

EXPLANATION_MESSAGES: dict[str, Message] = {
    "explain.no_model": Message(
        mark(
            "The run {run} has no model that could be explained: its lists were made elsewhere, or the model is gone."
        ),
        mark("Explain a run that was trained here."),
    ),
    "explain.unknown": Message(
        mark("There is no {kind} “{id}” in this log."), mark("Give an id as it stands in the uploaded files.")
    ),
    "explain.no_list": Message(
        mark("The user “{user}” has no list in this run: there was no training interaction to learn from."),
        mark("Choose another user."),
    ),
    "explain.item_alone": Message(
        mark("An item is explained for a user, and no user was named."), mark("Name the user too.")
    ),
    "explain.few_lists": Message(
        mark("Only {n} users have a list; an explanation needs at least {least} to be checked on users of its own."),
        mark("Import a longer log."),
    ),
    "explain.no_features": Message(
        mark("Nothing that is known of users and items varies, so there is nothing to explain scores by."),
        mark("Import the tables of users and items with attributes."),
    ),
    "explain.not_additive": Message(
        mark("The contributions do not add up to the score: off by {error}, where scores spread by {spread}."),
        mark("Nothing was kept; report this with the versions that `equipoise doctor` shows."),
    ),
    "training.model": Message(
        mark("The kept model {file} cannot be read: it is damaged or of another version."),
        mark("Delete the run's folder and train it again."),
    ),
}

REST = mark("Not in these features")
UNKNOWN = mark("unknown")


def feature(key: str) -> str:
    """The shown name of a feature key, for example `item.attribute.genres=Drama` as “Item: Genres = Drama”."""
    term, attribute = _term(key)
    return term.name.format(attribute=attribute) if term else key


def definition(key: str) -> str:
    """What the feature is, in a sentence; empty for an unknown key."""
    term, attribute = _term(key)
    return term.definition.format(attribute=attribute) if term else ""


def value(kind: str, shown: str | float | None) -> str:
    """A feature's value as people read it: shares in percent, flags as yes or no, unknown as a word."""
    if shown is None:
        return _(UNKNOWN)
    if isinstance(shown, str):
        return attributes.group(shown)
    if kind == "flag":
        return _("yes") if shown else _("no")
    if kind == "share":
        return f"{shown:.0%}"
    # Years and counts are whole: without separators, since a year with one is none.
    if float(shown).is_integer() and abs(shown) < 10_000:
        return f"{shown:.0f}"
    return f"{shown:,.0f}" if abs(shown) >= 10_000 else f"{shown:.4g}"


def direction(key: str) -> str:
    """Where a feature's value pushes the score."""
    return _(DIRECTIONS[key])


def rest() -> str:
    """The name of the bar of what no feature tells."""
    return _(REST)


def method(fitted: int, users: int, background: int, r2: str, rank: str, error: str) -> list[str]:
    """How the numbers were made, with those of this explanation."""
    facts = {"fitted": fitted, "users": users, "background": background, "r2": r2, "rank": rank, "error": error}
    return [_(text).format(**facts) for text in METHOD]


def caveats() -> list[str]:
    """What an explanation does not say."""
    return [_(text) for text in CAVEATS]


def _term(key: str) -> tuple[Term | None, str]:
    """The words of the key's family, and the attribute in it with its value, readable."""
    if key in FEATURES:
        return FEATURES[key], ""
    family = ".".join(key.split(".")[:2])
    name, equal, level = key[len(family) + 1 :].partition("=")
    shown = attributes.name(name) if name else ""
    if family == "pair.match":  # in the middle of a name
        shown = shown.lower()
    return FEATURES.get(family), f"{shown} = {level}" if equal else shown
