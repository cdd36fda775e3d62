"""What changing one attribute of a user, and nothing else, does to the user's list (a ceteris-paribus flip)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from engine.audit.comparison import Number
from engine.audit.groups import UNKNOWN, Groups, hide
from engine.audit.similarity import jaccard, rank_biased_overlap
from engine.audit.sizes import floored
from engine.contracts import Codes, Lists
from engine.statistics.bootstrap import rounded

Array = NDArray[np.float64]
Attributes: TypeAlias = Mapping[str, NDArray[Any]]
Score: TypeAlias = Callable[[Codes, Attributes], Lists]
"""Lists of these users if these were their attributes, one row a user in the order given."""
Judge: TypeAlias = Callable[[Lists], Array]
"""NDCG of each row; NaN where the user has nothing relevant in the test."""

LEVEL = 0.05
LEAST_FOR_INTERVAL = 30


@dataclass(frozen=True, slots=True)
class Flip:
    """What became of the lists of a group's users when the model was told that they were in the group `to`.

    `jaccard` and `overlap` (rank-biased) are means over the group's users with a list, `n` in tens, 1 where no list
    changed; `ndcg` is the mean change of NDCG. Intervals at 95% over users. Where `to` is the group itself, nothing
    was changed: the control, which shows how much lists vary by themselves. `reason`: why something is missing:
    `reads_no_attributes`, `several_values`, `few_users` (suppressed), `unknown_group`, `few_users_for_interval`.
    """

    attribute: str
    group: str
    to: str
    n: int | None
    jaccard: Number = Number()
    overlap: Number = Number()
    ndcg: Number = Number()
    reason: str = ""

    @property
    def is_control(self) -> bool:
        """Whether nothing was changed."""
        return self.group == self.to


def refusal(reason: str, attribute: str = "") -> Flip:
    """One row that says why there is no flip: nothing was tested, so nothing passed."""
    return Flip(attribute, "", "", None, reason=reason)


def flips(
    score: Score,
    users: Codes,
    attributes: Attributes,
    groups: Groups,
    values: Mapping[str, Any],
    judge: Judge | None = None,
) -> tuple[Flip, ...]:
    """Set one attribute of all users to each group's value in turn and compare the lists with those before.

    Only `attributes[groups.attribute]` is changed; what the model has learned of each user stays, so this is the
    direct effect of the input, not what another life would have written into the log: a proxy's influence does not
    show here. `values`: what the scorer is given for each group; groups without one are no target. The control and a
    utility beside the similarity follow Zhang et al. (2023), Is ChatGPT fair for recommendation?, RecSys, section 3,
    whose lists change between two equal questions and can be alike and equally bad.

    Raises:
        ValueError: where the scorer leaves out users or gives them in another order.
    """
    name = groups.attribute
    if groups.overlap:
        return (refusal("several_values", name),)
    asked = np.zeros(len(groups.member), dtype=bool)
    asked[users] = True
    groups = groups.without(hide(groups, [asked]).hidden)
    before, control = (_lists(score, users, attributes) for _ in range(2))
    changed = {
        to: _lists(score, users, {**attributes, name: np.full(len(users), value)}) for to, value in values.items()
    }
    rows: list[Flip] = []
    for group, inside in zip(groups.labels, groups.member[users].T, strict=True):
        if group in groups.hidden:
            rows.append(Flip(name, group, group, None, reason="few_users"))
        elif group == UNKNOWN:
            rows.append(Flip(name, group, group, floored(int(inside.sum())), reason="unknown_group"))
        else:
            after = {group: control} | {to: lists for to, lists in changed.items() if to != group}
            rows += [_flip(name, group, to, _rows(before, inside), _rows(after[to], inside), judge) for to in after]
    return tuple(rows)


def _flip(attribute: str, group: str, to: str, before: Lists, after: Lists, judge: Judge | None) -> Flip:
    few = len(before.users) < LEAST_FOR_INTERVAL
    return Flip(
        attribute,
        group,
        to,
        floored(len(before.users)),
        jaccard=_mean(jaccard(before.items, after.items)),
        overlap=_mean(rank_biased_overlap(before.items, after.items)),
        ndcg=Number() if judge is None else _mean(judge(after) - judge(before)),
        reason="few_users_for_interval" if few else "",
    )


def _mean(values: Array) -> Number:
    """The mean over the users that have a value, with mean +- t s / sqrt(n); no width where all are equal."""
    known = values[np.isfinite(values)]
    n = len(known)
    if n == 0:
        return Number()
    mean, spread = float(known.mean()), float(known.std(ddof=1)) if n > 1 else 0.0
    if n < LEAST_FOR_INTERVAL or spread == 0:
        return Number(rounded(mean))
    half = float(stats.t.ppf(1 - LEVEL / 2, n - 1)) * spread / np.sqrt(n)
    return Number(rounded(mean), rounded(mean - half), rounded(mean + half))


def _lists(score: Score, users: Codes, attributes: Attributes) -> Lists:
    found = score(users, attributes)
    if not np.array_equal(found.users, users):
        raise ValueError("the scorer answers for other users than it was asked for")
    return found


def _rows(lists: Lists, inside: NDArray[np.bool_]) -> Lists:
    return Lists(lists.users[inside], lists.items[inside], lists.scores[inside])
