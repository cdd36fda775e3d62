"""Which pairs of a user and an item could have been observed at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.config import EligibleConfig
from engine.contracts import Codes, Dataset, Pairs
from engine.data.availability import Side, always, matching, seen, since_seen, stated
from engine.data.split import Log
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Eligible:
    """The pairs of an allowed user and an allowed item whose windows of time meet.

    Pairs are never listed: memory is that of users and items. `users`, `items`: None where all of them are, always.
    """

    n_users: int
    n_items: int
    users: Side | None = None
    items: Side | None = None

    @property
    def everything(self) -> bool:
        """Whether every pair is eligible."""
        return self.users is None and self.items is None

    @property
    def n(self) -> int:
        """How many there are, |D|: exact."""
        return self.n_users * self.n_items if self.everything else int(self.items_by_user().sum())

    def items_by_user(self) -> NDArray[np.int64]:
        """How many items each user could have met, shape (n_users,)."""
        users, items = self._sides()
        counted = _meeting(users, items)
        return np.where(users.allowed, counted.begun - counted.ended, 0)

    def contains(self, users: Codes, items: Codes) -> NDArray[np.bool_]:
        """Whether each of n pairs is eligible, shape (n,)."""
        if self.everything:
            return np.ones(len(users), dtype=bool)
        of, over = self._sides()
        both = of.allowed[users] & over.allowed[items]
        meet: NDArray[np.bool_] = (over.first[items] <= of.last[users]) & (over.last[items] >= of.first[users])
        return both & meet

    def outside(self, users: Codes, items: Codes) -> int:
        """How many of n pairs are not eligible."""
        return int((~self.contains(users, items)).sum())

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Codes, Codes]:
        """N eligible pairs, uniform and with repeats."""
        if self.everything:
            keys = rng.integers(0, self.n_users * self.n_items, n)
            return (keys // self.n_items).astype(np.int32), (keys % self.n_items).astype(np.int32)
        users, items = self._sides()
        counted = _meeting(users, items)
        begun = np.where(users.allowed, counted.begun, 0)
        ends = np.cumsum(begun)
        who, what = np.zeros((2, 0), dtype=np.int32)
        while len(who) < n:  # items that were gone before the user came are rejected
            keys = rng.integers(0, ends[-1], n)
            of = np.searchsorted(ends, keys, side="right").astype(np.int32)
            item = counted.by_first[keys - (ends - begun)[of]].astype(np.int32)
            there = self.contains(of, item)
            who, what = np.concatenate([who, of[there]]), np.concatenate([what, item[there]])
        return who[:n], what[:n]

    def sum_items(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over each user's eligible items of `values` of shape (n_items, d): shape (n_users, d)."""
        if self.everything:
            return np.broadcast_to(values.sum(axis=0), (self.n_users, values.shape[1]))
        return _sums(*self._sides(), values)

    def sum_users(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over each item's eligible users of `values` of shape (n_users, d): shape (n_items, d)."""
        if self.everything:
            return np.broadcast_to(values.sum(axis=0), (self.n_items, values.shape[1]))
        users, items = self._sides()
        return _sums(items, users, values)

    def _sides(self) -> tuple[Side, Side]:
        return self.users or always(self.n_users), self.items or always(self.n_items)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Of each one of a side: how many of the other side began before its end, and ended before its begin.

    `by_first`, `by_last`: the other side's allowed ones in the order of their begin and of their end. As nobody ends
    before they begin, the difference is how many were there at the same time.
    """

    by_first: NDArray[np.int64]
    by_last: NDArray[np.int64]
    begun: NDArray[np.int64]
    ended: NDArray[np.int64]


def _meeting(of: Side, over: Side) -> _Meeting:
    allowed = np.flatnonzero(over.allowed)
    by_first = allowed[np.argsort(over.first[allowed], kind="stable")]
    by_last = allowed[np.argsort(over.last[allowed], kind="stable")]
    begun = np.searchsorted(over.first[by_first], of.last, side="right")
    ended = np.searchsorted(over.last[by_last], of.first, side="left")
    return _Meeting(by_first, by_last, begun, ended)


def _sums(of: Side, over: Side, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Differences of cumulative sums; 0 for those who meet nobody, whatever is rounded."""
    met = _meeting(of, over)
    none = np.zeros((1, values.shape[1]))
    begun = np.concatenate([none, np.cumsum(values[met.by_first], axis=0)])[met.begun]
    ended = np.concatenate([none, np.cumsum(values[met.by_last], axis=0)])[met.ended]
    anybody = of.allowed & (met.begun > met.ended)
    sums: NDArray[np.float64] = np.where(anybody[:, None], begun - ended, 0.0)
    return sums


def eligible_of(dataset: Dataset, config: EligibleConfig, train: Pairs, times: NDArray[np.int64] | None) -> Eligible:
    """The pairs that could have been observed, by the training fold's rows and what is known of users and items.

    Args:
        dataset: Read for the attributes that filters and stated windows name.
        config: `windows` and `filters` (see `EligibleConfig`). With windows a user is there from the first training
            row to the last; one without a training row never was, as far as the fold tells.
        train: The training pairs.
        times: Their timestamps in seconds, shape (len(train),); None where the log has none.

    Raises:
        InputError: `eligible.no_timestamps` where windows need them, `eligible.empty` where no pair is left, and what
            `stated` and `matching` raise.
    """
    if config.windows == "none" and not config.filters:
        return Eligible(dataset.schema.n_users, dataset.schema.n_items)
    sides = dict(zip(("user", "item"), _windows(dataset, config, train, times), strict=True))
    for condition in config.filters:
        side, allowed = matching(dataset, condition)
        sides[side] = sides[side].only(allowed)
    eligible = Eligible(dataset.schema.n_users, dataset.schema.n_items, sides["user"], sides["item"])
    if eligible.n == 0:
        raise InputError("eligible.empty")
    return eligible


def times_of(log: Log, pairs: Pairs) -> NDArray[np.int64] | None:
    """The timestamps of some of a log's pairs, such as its training fold; None where the log has none."""
    if log.timestamps is None:
        return None
    width = int(log.pairs.items.max(initial=0)) + 1
    known = log.pairs.users.astype(np.int64) * width + log.pairs.items
    return log.timestamps[np.searchsorted(known, pairs.users.astype(np.int64) * width + pairs.items)]


def _windows(
    dataset: Dataset, config: EligibleConfig, train: Pairs, times: NDArray[np.int64] | None
) -> tuple[Side, Side]:
    """When each user and each item was there."""
    n_users, n_items = dataset.schema.n_users, dataset.schema.n_items
    if config.windows == "none":
        return always(n_users), always(n_items)
    if times is None:
        raise InputError("eligible.no_timestamps")
    users = seen(train.users, times, n_users)
    return users, since_seen(train.items, times, n_items) if config.windows == "log" else stated(dataset, config)
