"""What each metric measures, how it is computed, and what it does not say."""

from collections.abc import Iterable, Mapping

from engine.words import _, item_metrics, mark, pair_metrics, prediction_metrics, user_metrics
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    **user_metrics.TERMS,
    **prediction_metrics.TERMS,
    **pair_metrics.TERMS,
    **item_metrics.TERMS,
}

HEADLINES = ("ndcg", "hit_rate", "rmse", "calibration", "catalogue_coverage", "gini")
"""What is shown first of the numbers of a whole system."""

KINDS: dict[str, tuple[str, ...]] = {
    mark("Usefulness of lists"): (
        *("ndcg", "recall", "hit_rate", "precision", "mrr"),
        *("weighted_ndcg", "weighted_recall"),
    ),
    mark("Predictions"): ("mae", "mse", "rmse", "signed_error", "grouped_auc"),
    mark("Decisions"): ("selection_rate", "true_positive_rate", "false_positive_rate"),
    mark("Variety and popularity"): (
        *("calibration", "diversity", "novelty"),
        *("average_popularity", "tail_share", "popularity_correlation"),
    ),
    mark("The catalogue"): ("gini", "entropy", "catalogue_coverage"),
}
"""Names of the kinds of numbers of a whole system, with their metrics."""

BY_PAIR = "_by_pair"
"""Ends the key of an error that is averaged over pairs, not over users' means."""


def term(key: str) -> Term:
    """The words of `ndcg` or of `ndcg@10`; the key itself where there are none."""
    return TERMS.get(_base(key), Term(key.partition("@")[0], ""))


def label(key: str, parameters: Mapping[str, object] | None = None) -> str:
    """The shown name with its list length: `NDCG@10` for `ndcg@10`, or for `ndcg` with `k = 10`."""
    given = parameters or {}
    by_list = given.get("decision") != "threshold"  # a decision by threshold has no list, so no length
    k = key.partition("@")[2] or str((by_list and given.get("k")) or "")
    name = f"{term(key).name}@{k}" if k else term(key).name
    by_pair = key.endswith(BY_PAIR) or given.get("per") == "pair"
    return _("{name} by pair").format(name=name) if by_pair else name


def ordered(keys: Iterable[str]) -> list[str]:
    """Keys such as `ndcg@10` in the order of `TERMS`, unknown ones last."""
    places = {key: place for place, key in enumerate(TERMS)}
    return sorted(keys, key=lambda key: (places.get(_base(key), len(places)), key))


def headlines(keys: Iterable[str]) -> list[str]:
    """Those of the keys that are shown first, in that order."""
    known = sorted(keys)
    return [key for metric in HEADLINES for key in known if key.partition("@")[0] == metric]


def by_kind(keys: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Keys by kind with its name, in the order of `KINDS`; what is of none of them comes last."""
    known = ordered(keys)
    found = [(_(name), [key for key in known if _base(key) in of]) for name, of in KINDS.items()]
    told = {key for _name, own in found for key in own}
    found.append((_("Others"), [key for key in known if key not in told]))
    return [(name, own) for name, own in found if own]


def side_note(side: str) -> str:
    """What the intervals of a side are over."""
    if side == "item":
        return _("Item side: the uncertainty is over users; items and the model stay as they are.")
    return _("User side: one number a user; the user is the unit, never the row.")


def _base(key: str) -> str:
    return key.partition("@")[0].removesuffix(BY_PAIR)
