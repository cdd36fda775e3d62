"""How well an attribute of users can be read off what the system holds of them or shows them: a probe."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, normalize
from threadpoolctl import threadpool_limits

from engine.audit.groups import LEAST_USERS, UNKNOWN, Groups, hide
from engine.audit.sizes import floored
from engine.contracts import Codes, Floats, Lists, Pairs
from engine.statistics.bootstrap import rounded
from engine.statistics.folded_auc import FoldedAUC, auc_interval, folded_auc, mean_auc

Source = Literal["vector", "list", "history"]
Table: TypeAlias = NDArray[np.float64] | sparse.csr_array
SOURCES: tuple[Source, ...] = ("vector", "list", "history")
"""The model's vector of the user; the user's list; and, to compare with, the user's training interactions."""

EVERY = ""
"""The group of the row that holds the mean over all shown groups."""
FOLDS = 5
SEED = 0
STRENGTH = 1.0
"""scikit-learn's C. Rows of unit length need no search: on MovieLens-100K 1 and 10 gave the same AUC within 0.01."""
LEVEL = 0.05
LEAST_FOR_INTERVAL = 30
MOST_USERS = 20_000
"""Of more users a fixed sample is probed: the interval is narrow enough, and the time bounded."""


@dataclass(frozen=True, slots=True)
class Leakage:
    """The AUC (0 to 1, chance 0.5) with which a probe tells the users of a group from those of all others.

    `n`: users with a list in tens: with the group's size, the number itself would tell how few lack one.
    `group`: `EVERY` for the mean over the shown groups. [`low`, `high`] at 95%. `deviation`: the standard deviation
    between the five folds. `reason`: why something is missing: `few_users` (suppressed), `few_others`,
    `few_users_for_interval` (under 30 on a side), `no_vectors`, `unknown_group` (left out; `n` says how many),
    `nothing_varies` (every pair is in order, so no width can be computed).
    """

    attribute: str
    source: Source
    group: str
    n: int | None
    auc: float | None = None
    low: float | None = None
    high: float | None = None
    deviation: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is of U users with a list, one row each in the order of `users`; None where the model has no vectors.

    `n_users` and `n_lists`: all users of the log, and those with a list, of whom these may be a sample.
    """

    users: Codes
    tables: Mapping[Source, Table | None]
    n_users: int
    n_lists: int

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which of all users these are, shape (n_users,)."""
        found = np.zeros(self.n_users, dtype=bool)
        found[self.users] = True
        return found


def traces(lists: Lists, train: Pairs, vectors: Floats | None, n_users: int, n_items: int) -> Traces:
    """Vectors, lists and histories of the users with a list, at most `MOST_USERS` drawn once for all.

    A list is a bag of items, each weighing 1 / log2(1 + rank), its exposure; a history a bag of ones. Bags are scaled
    to unit length rather than column by column: dividing by the deviation of an item that two users know gives it
    the largest weight of all (on MovieLens-100K, gender from histories: AUC 0.77 scaled by rows, 0.71 by columns).
    `vectors`: shape (n_users, dim) by user code.
    """
    rows = np.arange(len(lists.users))
    if len(rows) > MOST_USERS:
        rows = np.sort(np.random.default_rng(SEED).choice(len(rows), MOST_USERS, replace=False))
    users, items = lists.users[rows], lists.items[rows]
    place = np.full(n_users, -1)
    place[users] = np.arange(len(users))
    shown = np.nonzero(items >= 0)
    mine = place[train.users] >= 0
    shape = (len(users), n_items)
    tables: dict[Source, Table | None] = {
        "vector": None if vectors is None else vectors[users].astype(np.float64),
        "list": _bag(shown[0], items[shown], 1 / np.log2(2 + shown[1]), shape),
        "history": _bag(place[train.users][mine], train.items[mine], np.ones(int(mine.sum())), shape),
    }
    return Traces(users, tables, n_users, len(lists.users))


def leakage(groups: Groups, of: Traces) -> tuple[Leakage, ...]:
    """Probe one attribute of users: each group against all other known users, from each source.

    The probe is a logistic regression with an L2 penalty, fitted on four fifths of the users and judged on the rest,
    in turn (stratified, fixed seed); vectors are standardised on the four fifths. The AUC is the mean over the folds,
    with `engine.statistics.folded_auc`'s interval. It is a lower bound: another kind of probe may read more. What the
    history gives away, any model of this log could; a list that gives away less hides some of it. Users of unknown
    group are left out; what is hidden in `groups` stays hidden. Source of inferring attributes from lists and from
    histories: Beigi et al. (2020), Privacy-aware recommendation with private-attribute protection using adversarial
    learning, WSDM; the AUC in place of their F1 has the same chance level for groups of all sizes.
    """
    hidden = hide(groups, [np.ones(of.n_users, dtype=bool), of.present]).hidden | groups.hidden
    with threadpool_limits(1):  # sums that depend on threads would move near ties
        return tuple(row for source in SOURCES for row in _source(source, groups.without(hidden), of))


def _source(source: Source, groups: Groups, of: Traces) -> Iterator[Leakage]:
    """The mean over the groups first, then each group."""
    table: Any = of.tables[source]
    name, member = groups.attribute, groups.member[of.users]
    known = np.ones(len(of.users), dtype=bool)
    if UNKNOWN in groups.labels:
        known = ~member[:, groups.labels.index(UNKNOWN)]
    found: dict[str, FoldedAUC] = {}
    missing: dict[str, str] = {}
    for label, inside in zip(groups.labels, member.T, strict=True):
        reason = "few_users" if label in groups.hidden else _refused(label, inside[known], table)
        one = None if reason else probe(table[known], inside[known], source == "vector")
        if one is None:
            missing[label] = reason or "few_users"
        else:
            found[label] = one
    everybody = None if groups.hidden else floored(int(known.sum()))
    if found:
        yield Leakage(name, source, EVERY, everybody, **_numbers(mean_auc(list(found.values()))))
    else:
        yield Leakage(name, source, EVERY, everybody, reason="no_vectors" if table is None else "few_users")
    for label, inside in zip(groups.labels, member.T, strict=True):
        n = None if label in groups.hidden else floored(int(inside.sum()))
        facts = _numbers(found[label]) if label in found else {"reason": missing[label]}
        yield Leakage(name, source, label, n, **facts)


def _refused(label: str, positive: NDArray[np.bool_], table: Table | None) -> str:
    """Why a group that may be shown can't be probed; empty where it can."""
    if label == UNKNOWN:
        return "unknown_group"
    if table is None:
        return "no_vectors"
    return "few_others" if min(positive.sum(), (~positive).sum()) < LEAST_USERS else ""


def probe(table: Table, positive: NDArray[np.bool_], standardise: bool) -> FoldedAUC | None:
    """The AUC of a logistic regression's scores on the folds that it was not fitted on.

    `table`: shape (n, features); `positive`: shape (n,), at least ten on each side.
    """
    scores, folds = np.empty((FOLDS, len(positive))), np.empty(len(positive), dtype=np.int64)
    parts = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(positive, positive)
    for fold, (fitted, judged) in enumerate(parts):
        model: Any = LogisticRegression(C=STRENGTH, max_iter=1000)
        model = make_pipeline(StandardScaler(), model) if standardise else model
        model.fit(table[fitted], positive[fitted])
        scores[fold], folds[judged] = model.decision_function(table), fold
    found = folded_auc(scores[folds, np.arange(len(positive))], positive, folds)
    return None if found is None else found.widened(np.sqrt(1 + noise_share(scores)))


def noise_share(scores: NDArray[np.float64]) -> float:
    """The share of the folds' models that is noise, 0 to 1, from scores of shape (folds, n).

    A user who is judged in one fold has helped to fit the models of all others, so the folds' AUCs are correlated,
    which the sum of squared influences leaves out. Where a model is noise (nothing can be read off), the products of
    two folds' noises stand in both folds' AUCs, and the variance is twice as large; where it is all signal, nothing is
    missing: it is 1 + r times as large, r the noise's share of the model's variance. Models of V folds share
    (V - 2)/(V - 1) of the users that they were fitted on, so their scores have the correlation 1 - r/(V - 1), from
    which r follows. Derived here, for linear models; in 3,000 samples (21 worlds, 240 or 600 users, AUC 0.5 to 0.98)
    intervals held the true AUC in 92 to 97.5%, without the factor in 82 to 95%.
    """
    if (scores.std(axis=1) == 0).any():
        return 1.0
    n = len(scores)
    correlation = (np.corrcoef(scores).sum() - n) / (n * (n - 1))
    return float(np.clip((n - 1) * (1 - correlation), 0, 1))


def _numbers(found: FoldedAUC) -> dict[str, Any]:
    numbers = {"auc": rounded(found.value), "deviation": rounded(found.deviation)}
    if found.n < LEAST_FOR_INTERVAL:
        return {"auc": numbers["auc"], "reason": "few_users_for_interval"}
    interval = auc_interval(found, LEVEL)
    if interval is None:
        return {**numbers, "reason": "nothing_varies"}
    return {**numbers, "low": rounded(interval[0]), "high": rounded(interval[1])}


def _bag(
    rows: NDArray[Any], items: NDArray[Any], weights: NDArray[np.float64], shape: tuple[int, int]
) -> sparse.csr_array:
    found: sparse.csr_array = normalize(sparse.csr_array((weights, (rows, items)), shape=shape))
    return found
