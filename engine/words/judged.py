"""Words of the table that asks how good a run is, and compared with what."""

from engine.words import _, combinations, mark
from engine.words.terms import Term

TITLE = mark("How good is it, and compared with what?")

METRICS: dict[str, Term] = {
    "mse": Term(
        mark("Squared error by pair"),
        mark("Mean squared distance of predicted and held-out feedback over all judged pairs. Lower is better."),
    ),
    "mae": Term(
        mark("Absolute error by pair"),
        mark("Mean distance of predicted and held-out feedback over all judged pairs. Lower is better."),
    ),
    "auc": Term(
        mark("AUC over all pairs"),
        mark(
            "How often a relevant judged pair of any user is scored above another one. It mixes telling users apart"
            " with ranking for each. Higher is better; 0.5: no order."
        ),
    ),
    "gauc": Term(
        mark("AUC within users"),
        mark("The same within each user who has both kinds of pairs, then the mean. Higher is better; 0.5: no order."),
    ),
    "ndcg@5": Term(
        mark("NDCG@5 of judged pairs"),
        mark("The user's own judged pairs in the order of their scores; the mean over users with a relevant one."),
    ),
    "ndcg@5_all": Term(
        mark("NDCG@5, all users"),
        mark("The same, with users who have no relevant judged pair counted as 0."),
    ),
}
LISTS = Term(
    mark("NDCG@{k} of lists"),
    mark("Lists out of the whole catalogue, as users get them. Higher is better."),
)

ABOUT: dict[str, str] = {
    "randomized exposure": mark(
        "Judged by pairs that were shown at random, so what was shown does not favour a scorer."
    ),
    "observed feedback": mark(
        "Judged by observed feedback: what the log happened to show. A scorer that follows the log's own selection"
        " looks good here."
    ),
}
NDCG = mark(
    "Papers average NDCG@5 among judged pairs either over users who have a relevant one, or over all users, those"
    " without one counting as 0: both are here."
)
WEIGHTED = mark(
    "“Weighted by 1/p”: the same pairs, each by one over its propensity ({propensity}), so that they stand for all"
    " eligible pairs. Right as far as the propensity is; it is not comparable with the other columns."
)
UNDEFINED = mark("Undefined on this test: {names}.")
ABSENT = mark(
    "–: undefined there, where no feedback is predicted or no lists are made, or fewer than 10 users stand behind it."
)
WITHIN = mark(
    "±: 95% interval over users, for others like them. It takes propensities and the trained model as they are; each"
    " number has its own."
)
STANDING: dict[str, tuple[str, str]] = {
    "behind": (
        "caution",
        mark("Behind “{name}” by: {metrics}. Paired over users; the 95% intervals lie on the wrong side of 0."),
    ),
    "unknown": (
        "caution",
        mark("Not better than “{name}” by: {metrics}. A description of this test, without interval."),
    ),
    "level": ("note", mark("Not told apart from “{name}” by: {metrics}. Paired over users, 95%.")),
}
"""By place, the severity of the sentence and the sentence."""
WORSE = mark("The correction made it worse.")
OLD = mark(
    "This run was not judged beside simple scorers: it comes from an earlier version. Train it again to see them."
)


def scorer(key: str, propensity: str = "") -> str:
    """The name of a column: the run, one of the simple scorers, or the run's numbers weighted by a propensity."""
    names = {
        "run": _("This run"),
        "weighted": _("Weighted by 1/p ({propensity})").format(propensity=propensity),
        "random": _("Random"),
    }
    return names[key] if key in names else combinations.MODELS[key].name


def metric(key: str) -> Term:
    """The words of a number; `ndcg@10` without words of its own is that of lists."""
    if key in METRICS:
        return METRICS[key]
    return Term(LISTS.name.format(k=key.partition("@")[2]), LISTS.definition)
