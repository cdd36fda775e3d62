"""What an explanation holds: plain numbers under feature keys, ready for JSON; the words are elsewhere."""

from dataclasses import dataclass
from typing import Literal

from engine.contracts import Finding

FeatureKind = Literal["number", "share", "category", "flag"]
Side = Literal["user", "item", "pair"]


@dataclass(frozen=True, slots=True)
class NamedFeature:
    """One input of the surrogate. `key`: `user.attribute.age`, `pair.match.genres` and others.

    `flag`: whether a cell with several values has this one, `item.attribute.genres=Drama`.
    """

    key: str
    kind: FeatureKind
    side: Side


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature's value adds to the score of a pair (`phi`), against the average pair; None: unknown."""

    feature: str
    value: str | float | None
    phi: float


@dataclass(frozen=True, slots=True)
class ExplainedPair:
    """One item for one user: `Explanation.base` + sum of phi + `rest` = `score`, the model's own.

    `surrogate` = base + sum of phi, the score as far as named features tell it; `rest`: what they do
    not tell. `rank`: the place in the user's list, 1 is best; None where the item is not in it.
    `contributions`: all features, the largest |phi| first. `name`: the item's first text, for example its title.
    """

    item: str
    name: str
    rank: int | None
    score: float
    surrogate: float
    rest: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The mean phi of the pairs with one value of a category."""

    label: str
    phi: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One feature over a sample of pairs.

    `importance`: the mean of |phi|. `direction`: rank correlation of value and phi, in [-1, 1]; None for
    categories, which have no order, and where either does not vary. `phi` and `shade` (the value's
    place among the sample's values, 0 the lowest and 1 the highest, in tenths; None for unknown values
    and categories) are points in a random order that each feature has for itself, so that the points of
    several features cannot be put together to a person. `levels`: mean phi by value of a category, without
    groups that are suppressed.
    """

    feature: str
    importance: float
    direction: float | None
    phi: tuple[float, ...]
    shade: tuple[float | None, ...]
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How well the surrogate tells the model's scores of users it was not fitted on.

    `r2` = 1 - sum (s - t)^2 / sum (s - mean s)^2 over the pairs, at most 1; `rank_correlation`: the mean over
    users of Spearman's correlation between model score s and surrogate score t over the user's pairs. None where
    the scores do not vary.
    """

    r2: float | None
    rank_correlation: float | None
    n_users: int
    n_pairs: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The SHAP values of a model (`user` None: `summaries`) or of a user's items (`pairs`).

    `base`: the mean surrogate score of the background pairs. `spread`: the standard deviation of the model's
    scores over the sample, the unit to judge any phi by. `unexplained`: the mean of |rest| over the pairs of users
    that the surrogate was not fitted on, those that `fidelity` counts. `largest_error`: the largest |base + sum of
    phi - surrogate score|. `dropped`: features without any variation. Explains the model, not the person;
    association, not cause.
    """

    id: str
    run_id: str
    user: str | None
    item: str | None
    base: float
    spread: float
    unexplained: float
    largest_error: float
    fidelity: Fidelity
    n_fitted: int
    n_background: int
    n_explained: int
    features: tuple[NamedFeature, ...]
    dropped: tuple[str, ...]
    summaries: tuple[Summary, ...]
    pairs: tuple[ExplainedPair, ...]
    findings: tuple[Finding, ...]
