"""What each metric measures, how it is computed, and what it does not say."""

from collections.abc import Iterable, Mapping

from engine.words import _, mark
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    "ndcg": Term(
        mark("NDCG"),
        mark(
            "How near the top of a user's list the held-out relevant items stand: 1 when they fill the first places,"
            " 0 when none is in the list. One number a user, averaged over the group's users who have such items."
        ),
        mark(
            "It counts only items that the log has as relevant. An item that the user would have liked but never"
            " met counts as a miss, so under observed feedback a gap mixes quality with what was logged."
        ),
        "NDCG@k(u) = Σ_{r≤k} rel(u,r) / log₂(1+r) ÷ Σ_{r≤min(k, |R_u|)} 1 / log₂(1+r)",
    ),
    "recall": Term(
        mark("Recall"),
        mark(
            "The share of a user's held-out relevant items in the list, averaged over the group's users who have any."
        ),
        mark("Users with more relevant items than k can't reach 1, so groups that differ in activity differ in it."),
        "Recall@k(u) = |L_u ∩ R_u| / |R_u|",
    ),
    "hit_rate": Term(
        mark("Hit rate"),
        mark(
            "The share of users with a held-out relevant item in their list; users who have none held out are left out."
        ),
        mark("A user with many held-out items is hit more easily: compare groups of similar activity."),
        "HR@k(u) = 1 if L_u ∩ R_u ≠ ∅, else 0",
    ),
    "mae": Term(
        mark("Absolute error"),
        mark(
            "How far predicted feedback is from the held-out feedback, in units of the feedback;"
            " averaged over a user's pairs, then over the group's users. Lower is better."
        ),
        mark("It says nothing about the order of a list, and covers only pairs that were observed."),
        "MAE(u) = mean_i |ŷ_ui − y_ui|",
    ),
    "mse": Term(
        mark("Squared error"),
        mark(
            "The mean squared distance of predicted and held-out feedback; averaged over a user's pairs,"
            " then over the group's users. Lower is better; large misses weigh most."
        ),
        mark("It says nothing about the order of a list, and covers only pairs that were observed."),
        "MSE(u) = mean_i (ŷ_ui − y_ui)²",
    ),
    "exposure": Term(
        mark("Exposure"),
        mark(
            "The attention that a group of items gets in the lists, against its part of the catalogue: place r gives"
            " 1/log₂(1+r), added over all lists; the group's share of that, divided by its share of the items."
            " At 1 the group gets exposure in proportion to its number of items."
        ),
        mark(
            "The discount by place is an assumption about how people look at a list. Exposure in proportion to the"
            " number of items is one idea of what a group is due; in proportion to merit is another."
        ),
        "E@k(g) = (Σ_u E_u(g) / |g|) ÷ (Σ_u E_u(all) / |I|),  E_u(g) = Σ_{i in g ∩ L_u} 1 / log₂(1 + rank_u(i))",
    ),
    "gini": Term(
        mark("Gini of exposure"),
        mark(
            "How unequally the exposure of the lists is spread over the whole catalogue: 0 when all items get"
            " the same, 1 when one item gets all."
        ),
        mark("A description of the whole system, without interval: none over users would be valid."),
        "G = Σ_j (2j − n − 1) e_(j) ÷ ((n − 1) Σ_j e_(j)),  exposures e ascending over all n items",
    ),
    "catalogue_coverage": Term(
        mark("Catalogue coverage"),
        mark("The share of all items that are in at least one user's list."),
        mark("It depends on the number of users: more lists reach more items. Described without interval."),
        "|∪_u L_u| / |I|",
    ),
    "average_popularity": Term(
        mark("Average popularity"),
        mark(
            "How many training interactions the items of a user's list have, on average over the list;"
            " then averaged over the users of the group."
        ),
        mark("Popular isn't bad as such: compare it with what the users themselves consumed."),
        "ARP@k(u) = mean_{i in L_u} count_train(i)",
    ),
}


BY_PAIR = "_by_pair"
"""Ends the key of an error that is averaged over pairs, not over users' means."""


def term(key: str) -> Term:
    """The words of `ndcg` or of `ndcg@10`; the key itself where there are none."""
    return TERMS.get(_base(key), Term(key.partition("@")[0], ""))


def label(key: str, parameters: Mapping[str, object] | None = None) -> str:
    """The shown name with its list length: `NDCG@10` for `ndcg@10`, or for `ndcg` with `k = 10`."""
    k = key.partition("@")[2] or str((parameters or {}).get("k") or "")
    name = f"{term(key).name}@{k}" if k else term(key).name
    by_pair = key.endswith(BY_PAIR) or (parameters or {}).get("per") == "pair"
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
