"""Explanations of a model and of single items of a user, on the ground that both share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.audit.groups import groupable, groups_of
from engine.contracts import Dataset, Finding
from engine.explain.explanation import Contribution, ExplainedPair, Explanation, NamedFeature
from engine.explain.ground import Attributed, Ground, attribute
from engine.explain.summary import summaries

MOST_EXPLAINED = 250
"""Pairs behind the summary of a model: each is a dot a feature, and a browser's time grows with the dots."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: `id` is the digest of it; ids of user and item, None where none was named."""

    id: str
    run_id: str
    user: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An item to explain: its code, id and first text, and its place in the user's list (None: not in it)."""

    code: int
    id: str
    name: str
    rank: int | None


def explain_model(
    question: Question, on: Ground, dataset: Dataset, told: tuple[Finding, ...], rng: np.random.Generator
) -> Explanation:
    """What each feature contributes over a sample of pairs; no user or item is named in it."""
    rows = np.sort(rng.permutation(len(on.sample.users))[:MOST_EXPLAINED])
    users, items = on.sample.users[rows], on.sample.items[rows]
    found = attribute(on, users, items)
    features, labels = on.known.features, on.known.labels()
    made = summaries(features, found, (users, items), labels, _hidden(dataset, features), rng)
    return _explanation(question, on, found, told, summaries=made)


def explain_items(
    question: Question, on: Ground, user: int, items: Sequence[Named], told: tuple[Finding, ...]
) -> Explanation:
    """Why a user gets the score of each item, as far as named features tell it."""
    codes = np.array([item.code for item in items], dtype=np.int32)
    found = attribute(on, np.full(len(codes), user, dtype=np.int32), codes)
    labels, rest = on.known.labels(), found.rest
    pairs = tuple(
        ExplainedPair(
            item=item.id,
            name=item.name,
            rank=item.rank,
            score=float(found.scores[row]),
            surrogate=float(found.scores[row] - rest[row]),
            rest=float(rest[row]),
            contributions=_contributions(on.known.features, found, row, labels),
        )
        for row, item in enumerate(items)
    )
    return _explanation(question, on, found, told, pairs=pairs)


def _explanation(
    question: Question, on: Ground, found: Attributed, told: tuple[Finding, ...], **parts: tuple[object, ...]
) -> Explanation:
    return Explanation(
        id=question.id,
        run_id=question.run_id,
        user=question.user,
        item=question.item,
        base=found.base,
        spread=on.surrogate.spread,
        unexplained=on.unexplained,
        largest_error=found.largest_error,
        fidelity=on.fidelity,
        n_fitted=int((~on.sample.judged).sum()),
        n_background=len(on.background),
        n_explained=len(found.scores),
        features=on.known.features,
        dropped=on.dropped,
        findings=(*told, *on.findings),
        **{"summaries": (), "pairs": (), **parts},  # type: ignore[arg-type]
    )


def _contributions(
    features: tuple[NamedFeature, ...], found: Attributed, row: int, labels: Mapping[str, tuple[str, ...]]
) -> tuple[Contribution, ...]:
    """All features of one pair, the largest |phi| first, ties in the order of the features."""
    order = sorted(range(len(features)), key=lambda column: -abs(found.phi[row, column]))
    return tuple(
        Contribution(
            features[column].key,
            _value(found.matrix[row, column], labels.get(features[column].key)),
            float(found.phi[row, column]),
        )
        for column in order
    )


def _value(value: float, labels: tuple[str, ...] | None) -> str | float | None:
    """The value as it was before it became a number; None where it is unknown."""
    if np.isnan(value):
        return None
    return float(value) if labels is None else labels[int(value)]


def _hidden(dataset: Dataset, features: tuple[NamedFeature, ...]) -> dict[str, frozenset[str]]:
    """The suppressed groups of each category that makes groups, by feature key."""
    keys = {feature.key for feature in features if feature.kind == "category"}
    users = {a.name for a in dataset.schema.user_attributes}
    found = {}
    for made in groupable(dataset):
        key = f"{'user' if made.name in users else 'item'}.attribute.{made.name}"
        if key in keys:
            found[key] = groups_of(dataset, made.name).hidden
    return found
