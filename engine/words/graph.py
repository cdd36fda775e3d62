"""Words of the causal graph: its nodes, its arrows, and how a set-up treats an arrow."""

from engine.words import _, mark
from engine.words.terms import Term

NODES: dict[str, Term] = {
    "group": Term(mark("Group"), mark("The group of users that an audit compares by.")),
    "user": Term(mark("User"), mark("Who somebody is and what they like.")),
    "item": Term(mark("Item"), mark("What an item is and how good it is.")),
    "popularity": Term(mark("Popularity"), mark("How many interactions the item had before.")),
    "exposure": Term(mark("Exposure"), mark("Whether the user met the item, so that the pair could be logged.")),
    "position": Term(mark("Position"), mark("At which place the item was shown.")),
    "feedback": Term(mark("Feedback"), mark("What the user did or said, as logged.")),
    "lists": Term(mark("Your lists"), mark("The uploaded recommendations.")),
    "hidden": Term(mark("Hidden cause"), mark("Anything that is not in the log.")),
}

EDGES: dict[tuple[str, str], str] = {
    ("group", "user"): mark("Belonging to a group goes with what people like and how they use the system."),
    ("group", "exposure"): mark("Groups were shown different items, and unequally many."),
    ("group", "feedback"): mark("Groups rate and click differently, and were served differently."),
    ("user", "exposure"): mark("The old system and the user chose what this user met."),
    ("user", "feedback"): mark("Taste drives feedback: this is what a recommender wants to learn."),
    ("item", "popularity"): mark("Good items become popular."),
    ("item", "feedback"): mark("Quality drives feedback: this is what a recommender wants to learn."),
    ("popularity", "exposure"): mark("Popular items are shown more."),
    ("exposure", "feedback"): mark("Only what was met can get feedback."),
    ("exposure", "position"): mark("What is shown is shown at some place."),
    ("position", "feedback"): mark("Higher places get more clicks, whatever stands there."),
    ("lists", "exposure"): mark("Lists that were shown cause the interactions by which they are judged."),
    ("hidden", "exposure"): mark("Something unlogged drives what is met."),
    ("hidden", "feedback"): mark("The same unlogged thing drives how it is liked."),
}

TREATMENTS: dict[str, Term] = {
    "assumed": Term(mark("assumed"), mark("There, and used or left as it is.")),
    "ignored": Term(mark("ignored"), mark("There in most logs, and nothing in this set-up accounts for it.")),
    "absent": Term(mark("assumed absent"), mark("The numbers hold only if it is not there.")),
    "corrected": Term(mark("corrected"), mark("Training weighs or penalises so that it counts less.")),
    "bounded": Term(
        mark("allowed within odds"), mark("Training takes the worst that it could do within the odds that were stated.")
    ),
}

CUT = Term(mark("cut in the test"), mark("Exposure was random there, so nothing chose what was met."))


def node(key: str) -> str:
    """The name of a node."""
    return NODES[key].name


def arrow(source: str, target: str, treatment: str, cut: bool) -> str:
    """One arrow in words, for example `User → Exposure: ignored, cut in the test`."""
    how = TREATMENTS[treatment].name
    text = _("{source} → {target}: {how}").format(source=node(source), target=node(target), how=how)
    return f"{text}, {CUT.name}" if cut else text


def reason(source: str, target: str) -> str:
    """Why the arrow is there, in a sentence."""
    return _(EDGES[source, target])
