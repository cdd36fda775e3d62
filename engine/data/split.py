"""Hold out interactions for validation and test, so that no pair is on two sides.

`random`      each user's rows in random order; shares of them go to validation and test
              (RecBole's protocol: random order, grouped by user, 80/10/10)
`time`        one global time cut: test is the latest share of rows, validation the share before it
`last`        each user's latest row is the test, the one before it validation
`randomized`  the rows whose exposure was random are the test; the rest is split for validation
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.config import AUTO, SplitConfig
from engine.contracts import Codes, Dataset, Pairs, Schema, Split
from engine.errors import InputError

TRAIN, VALID, TEST, ASIDE = 0, 1, 2, 3
LOGGED = (c.PROPENSITY, c.POSITION)
USUAL_ASIDE = 0.1
"""Of the users in the randomized slice, where a propensity needs some of it."""
Folds = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Log:
    """All interactions as arrays of shape (n,), sorted by user and item code."""

    pairs: Pairs
    timestamps: NDArray[np.int64] | None
    randomized: NDArray[np.bool_] | None


def read_log(dataset: Dataset) -> Log:
    """All interactions of a dataset, in a fixed order."""
    table = dataset.interactions.sort(c.USER_CODE, c.ITEM_CODE).collect()
    names = table.columns
    weights = table[c.WEIGHT].to_numpy() if c.WEIGHT in names else np.ones(len(table))
    pairs = Pairs(
        table[c.USER_CODE].to_numpy().astype(np.int32),
        table[c.ITEM_CODE].to_numpy().astype(np.int32),
        table[c.FEEDBACK].to_numpy().astype(np.float32),
        weights.astype(np.float32),
        {name: table[name].to_numpy().astype(np.float32) for name in LOGGED if name in names},
    )
    times = table[c.TIMESTAMP].to_numpy() if dataset.schema.time_range else None
    shown = table[c.RANDOMIZED].to_numpy().astype(bool) if dataset.schema.n_randomized else None
    return Log(pairs, times.astype(np.int64) if times is not None else None, shown)


def resolve_split(config: SplitConfig, schema: Schema, sets_aside: bool = False) -> SplitConfig:
    """`auto` becomes `randomized` where a part of the log was, else `random`; a tenth is set aside where needed."""
    partly = 0 < schema.n_randomized < schema.n_interactions
    kind = ("randomized" if partly else "random") if config.kind == AUTO else config.kind
    usual = USUAL_ASIDE if sets_aside and kind == "randomized" else 0.0
    return replace(config, kind=kind, aside=usual if config.aside == AUTO else config.aside)


def split(log: Log, config: SplitConfig, rng: np.random.Generator) -> Split:
    """Split a log by a resolved config.

    Raises:
        InputError: `split.no_timestamps`, `split.no_randomized` where the log lacks what the kind
            needs; `split.aside` where there is no randomized slice to set a part aside of; `split.empty` where a side
            would be empty.
    """
    folds = SPLITS[config.kind](log, config, rng)
    share = config.aside if isinstance(config.aside, float) else 0.0
    if share:
        folds = _set_aside(log, folds, config.kind, share, rng)
    sides = [log.pairs.take(folds == fold) for fold in (TRAIN, VALID, TEST)]
    if any(len(side) == 0 for side in sides):
        raise InputError("split.empty", kind=config.kind, sizes=[len(side) for side in sides])
    return Split(
        kind=config.kind,  # type: ignore[arg-type]  # resolved: never "auto"
        train=sides[TRAIN],
        valid=sides[VALID],
        test=sides[TEST],
        estimand="randomized exposure" if config.kind == "randomized" else "observed feedback",
        cutoff=_cutoff(log, folds) if config.kind == "time" else None,
        aside=log.pairs.take(folds == ASIDE) if share else None,
    )


def _set_aside(log: Log, folds: Folds, kind: str, share: float, rng: np.random.Generator) -> Folds:
    """By user, drawn after all else: the training and validation folds are those of a split without."""
    if kind != "randomized":
        raise InputError("split.aside", kind=kind)
    tested = np.unique(log.pairs.users[folds == TEST])
    chosen = rng.permutation(tested)[: max(1, round(share * len(tested)))]
    apart = (folds == TEST) & np.isin(log.pairs.users, chosen)
    return np.where(apart, np.int8(ASIDE), folds)


def _random(log: Log, config: SplitConfig, rng: np.random.Generator) -> Folds:
    return _by_user(log.pairs.users, rng.random(len(log.pairs)), config.valid, config.test)


def _randomized(log: Log, config: SplitConfig, rng: np.random.Generator) -> Folds:
    if log.randomized is None:
        raise InputError("split.no_randomized")
    folds = np.full(len(log.pairs), TEST, dtype=np.int8)
    organic = ~log.randomized
    folds[organic] = _by_user(log.pairs.users[organic], rng.random(int(organic.sum())), config.valid, 0.0)
    return folds


def _time(log: Log, config: SplitConfig, rng: np.random.Generator) -> Folds:
    """Rows that share a timestamp stay on one side, so that max(train) < min(valid) < min(test)."""
    times = _timestamps(log)
    valid_from, test_from = np.quantile(times, [1 - config.valid - config.test, 1 - config.test], method="higher")
    folds: Folds = (np.where(times >= valid_from, VALID, TRAIN) + (times >= test_from)).astype(np.int8)
    return folds


def _last(log: Log, config: SplitConfig, rng: np.random.Generator) -> Folds:
    place = _places_from_the_end(log.pairs.users, _timestamps(log).astype(np.float64))
    counts = _counts(log.pairs.users)
    folds = np.full(len(place), TRAIN, dtype=np.int8)
    folds[(place == 0) & (counts >= 2)] = TEST
    folds[(place == 1) & (counts >= 3)] = VALID
    return folds


Splitter = Callable[[Log, SplitConfig, np.random.Generator], Folds]
SPLITS: dict[str, Splitter] = {"random": _random, "time": _time, "last": _last, "randomized": _randomized}


def _by_user(users: Codes, order: NDArray[np.float64], valid: float, test: float) -> Folds:
    """The last rows of each user in `order` become test, those before them validation.

    A share of a user's n rows is floor(share n), and at least 1 while a training row remains:
    RecBole's rule.
    """
    counts = _counts(users)
    place = _places_from_the_end(users, order)
    n_test = np.maximum((test * counts).astype(int), (test > 0) & (counts >= 2))
    n_valid = np.maximum((valid * counts).astype(int), (valid > 0) & (counts >= 2 + (test > 0)))
    folds: Folds = np.select([place < n_test, place < n_test + n_valid], [TEST, VALID], TRAIN).astype(np.int8)
    return folds


def _places_from_the_end(users: Codes, order: NDArray[np.float64]) -> NDArray[np.int64]:
    """0 for each user's row that is last in `order`, 1 for the one before it, and so on."""
    by_user = np.lexsort((order, users))
    last = np.searchsorted(users[by_user], users[by_user], side="right") - 1
    places = np.empty(len(users), dtype=np.int64)
    places[by_user] = last - np.arange(len(users))
    return places


def _counts(users: Codes) -> NDArray[np.int64]:
    """How many rows each row's user has."""
    return np.bincount(users)[users]


def _timestamps(log: Log) -> NDArray[np.int64]:
    if log.timestamps is None:
        raise InputError("split.no_timestamps")
    return log.timestamps


def _cutoff(log: Log, folds: Folds) -> int:
    return int(_timestamps(log)[folds == TEST].min())
