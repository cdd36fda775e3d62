"""What each metric measures, how it is computed, and what it does not say."""

from collections.abc import Iterable, Mapping

from engine.words import _, item_metrics, pair_metrics, prediction_metrics, user_metrics
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    **user_metrics.TERMS,
    **prediction_metrics.TERMS,
    **pair_metrics.TERMS,
    **item_metrics.TERMS,
}

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


def side_note(side: str) -> str:
    """What the intervals of a side are over."""
    if side == "item":
        return _("Item side: the uncertainty is over users; items and the model stay as they are.")
    return _("User side: one number a user; the user is the unit, never the row.")


def _base(key: str) -> str:
    return key.partition("@")[0].removesuffix(BY_PAIR)
