"""What diagnostics say of propensities where the truth is known: `python -m tests.truth.supported` renews the tables
of docs/diagnostics.md (a minute on one core).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contracts import Pairs
from engine.diagnostics import Support, support
from engine.diagnostics.hidden import Pool
from engine.diagnostics.outcome import Outcome, outcome
from engine.diagnostics.random_rows import random_rows
from engine.propensity import PROPENSITIES, Evidence, Fitted
from engine.propensity.evidence import Everywhere
from tests.truth.exposures import ESTIMATORS, N_USERS, SEEDS, WORLDS, Floats, observed
from tests.truth.statistics_table import renewed, table

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"
HELD = 0.1
REDRAWS = 200


@dataclass(frozen=True)
class Planted(Everywhere):
    """The planted propensity of the training fold."""

    table: Floats
    floor: float = 0.0
    relative: bool = False

    def of(self, users: NDArray[np.int32], items: NDArray[np.int32]) -> Floats:
        return self.table[users, items]


@dataclass(frozen=True)
class Folds:
    """A world with a tenth of its rows held out."""

    known: Evidence
    held_out: Pairs
    truth: Fitted
    mean: float


def folds(world: str, seed: int) -> Folds:
    """Evidence of the training fold, the rows held out, the propensities that made it, and the mean of all ratings."""
    known, truth, of = observed(world, seed)
    out = np.random.default_rng([seed, 1]).random(len(known.train)) < HELD
    train = replace(known, train=known.train.take(~out))
    return Folds(train, known.train.take(out), Planted(truth * (1 - HELD)), float(of.ratings.mean()))


def rated(known: Evidence) -> Outcome:
    """The ratings of the training fold."""
    found = outcome(known.train, "rating", 4.0, N_USERS)
    assert found is not None
    return found


def fitted_of(of: Folds, key: str, seed: int) -> Fitted:
    """A propensity, `true` for the planted one."""
    return of.truth if key == "true" else PROPENSITIES[key]().fit(of.known, np.random.default_rng(seed))


def contradicted(of: Folds, key: str, seed: int) -> bool:
    """Whether rows shown at random contradict its weights."""
    (found,) = random_rows(of.known, fitted_of(of, key, seed), rated(of.known))
    return found.code == "support.random_differ"


def looked_at(of: Folds, key: str, seed: int) -> tuple[Support, float]:
    """What is said of one propensity, and the error of the mean that it gives."""
    fitted = fitted_of(of, key, seed)
    found, _findings = support(of.known, fitted, np.random.default_rng(seed), of.held_out, rated(of.known))
    weights = 1 / fitted.observed(of.known.train)
    return found, float(np.average(of.known.train.feedback, weights=weights)) - of.mean


def said() -> Iterator[list[str]]:
    """Each world and propensity: what most seeds say, and means over the seeds."""
    yield [
        "observed by",
        "propensity",
        "error of the mean",
        "verdict",
        "farthest covariate",
        "held-out pairs off",
        "flips",
        "random rows contradict",
    ]
    for world in WORLDS:
        made = [folds(world, seed) for seed in range(SEEDS)]
        for key in ("true", *ESTIMATORS):
            told = [looked_at(of, key, seed) for seed, of in enumerate(made)]
            supports = [found for found, _error in told]
            verdict = Counter(found.verdict for found in supports).most_common(1)[0][0]
            apart = np.mean([found.balance.largest for found in supports if found.balance])
            error = np.mean([off for _found, off in told])
            line = [world, f"`{key}`", f"{error:+.2f}", verdict, f"{apart:.2f}", _off(supports), _flips(supports)]
            yield [*line, _contradicted(made, key)]


def _contradicted(made: list[Folds], key: str) -> str:
    if key == "naive_bayes":
        return "not asked"
    return f"{sum(contradicted(of, key, seed) for seed, of in enumerate(made))} of {SEEDS}"


def _off(supports: list[Support]) -> str:
    """The error of calibration beyond chance."""
    found = [of.calibration for of in supports if of.calibration]
    known = [max(0.0, one.error - one.chance) for one in found if one.error is not None and one.chance is not None]
    return f"{np.mean(known):.0%}" if known else "not asked"


def _flips(supports: list[Support]) -> str:
    """The median odds that hide the sign; 1 where sampling error does."""
    found = [of.sensitivity for of in supports if of.sensitivity]
    odds = [10.0 if one.overall.flips is None else one.overall.flips for one in found]
    return f"{np.median(odds):.2f}" if odds else "not asked"


def redrawn(redraws: int = REDRAWS) -> Iterator[list[str]]:
    """With the planted propensities: how often each part is `good`, and how often the interval holds the mean."""
    yield [
        "observed by",
        "supports",
        "balance good",
        "calibration good",
        "bins hold what is said",
        "mean in the interval",
        "random rows agree",
    ]
    for world in WORLDS:
        made = [_redraw(world, seed) for seed in range(redraws)]
        yield [world, *(f"{share:.0%}" for share in np.mean(made, axis=0))]


def _redraw(world: str, seed: int) -> tuple[float, ...]:
    of = folds(world, seed)
    found, _error = looked_at(of, "true", seed)
    assert found.balance and found.calibration and found.sweep
    bins = [b for b in found.calibration.bins if b.low is not None and b.high is not None]
    inside = [b.low <= b.predicted <= b.high for b in bins if b.low is not None and b.high is not None]
    cut = found.sweep.cuts[-1]
    held = abs(cut.estimate - of.mean) <= 1.96 * (cut.error or 0.0)
    good = (found.verdict == "supports", found.balance.verdict == "good", found.calibration.verdict == "good")
    agree = not contradicted(of, "true", seed)
    return (*(float(one) for one in good), float(np.mean(inside)), float(held), float(agree))


ODDS = (1.25, 1.5, 2.0, 3.0)


def hidden(redraws: int = REDRAWS) -> Iterator[list[str]]:
    """A cause that nobody sees changes the odds of observation: how often the range at that bound holds the mean."""
    yield [
        "odds bound",
        "error of the weighted mean",
        "interval at 1 holds",
        "range at the bound holds",
        "with its error",
    ]
    for odds in ODDS:
        made = np.array([_caused(odds, seed) for seed in range(redraws)])
        yield [f"{odds:g}", f"{made[:, 0].mean():+.2f}", *(f"{share:.0%}" for share in made[:, 1:].mean(axis=0))]


def _caused(odds: float, seed: int) -> tuple[float, ...]:
    """Half of the pairs have the cause and are liked a star more; p is what would be known without it."""
    rng = np.random.default_rng([seed, 2])
    cause = rng.random((200, 100)) < 0.5
    ratings = np.clip(np.round(2.5 + cause + rng.normal(0, 1, cause.shape)), 1, 5)
    plain = 0.1
    with_it, without = (_from_odds(plain / (1 - plain) * factor) for factor in (odds, 1 / odds))
    seen = rng.random(cause.shape) < np.where(cause, with_it, without)
    users, _items = np.nonzero(seen)
    pool = Pool.of(ratings[seen], np.full(len(users), plain), users.astype(np.int32))
    mean, (estimate, _same), (error, _other) = float(ratings.mean()), pool.range(1.0), pool.ends(1.0)
    (least, most), (below, above) = pool.range(odds), pool.ends(odds)
    return (
        estimate - mean,
        float(abs(estimate - mean) <= 1.96 * error),
        float(least <= mean <= most),
        float(least - 1.96 * below <= mean <= most + 1.96 * above),
    )


def _from_odds(odds: float) -> float:
    return odds / (1 + odds)


TABLES = {"said": said, "redrawn": redrawn, "hidden": hidden}

if __name__ == "__main__":
    for name, rows in TABLES.items():
        text = table(rows())
        print(text)
        PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
