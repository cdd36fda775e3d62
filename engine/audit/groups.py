"""Groups of users or items by an attribute: who belongs to which, and who is too small to show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Dataset, Schema
from engine.data.values import split_values
from engine.errors import InputError
from engine.statistics.suppression import suppressed, suppressed_overlapping

UNKNOWN = "unknown"
LEAST_USERS = 10
LEAST_PROVIDERS = 3
MOST_GROUPS = 50
"""An attribute with more groups than this cannot be audited: no table of it could be read."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one attribute. `member` has the shape (n, groups): a row may be in several.

    `sizes`: users or items a group, None where suppressed.
    """

    side: Literal["user", "item"]
    attribute: str
    labels: tuple[str, ...]
    member: NDArray[np.bool_]
    sizes: tuple[int | None, ...]
    cells: tuple[tuple[int, ...], ...] = ()
    """Of an intersection: the place of each group's labels among those of its columns."""

    def __post_init__(self) -> None:
        if len(set(self.labels)) != len(self.labels):
            raise ValueError(f"groups of {self.attribute} share a label: {self.labels}")

    @property
    def hidden(self) -> frozenset[str]:
        """The suppressed groups."""
        return frozenset(label for label, size in zip(self.labels, self.sizes, strict=True) if size is None)

    @property
    def codes(self) -> NDArray[np.int64]:
        """Each user's or item's group, shape (n,), -1 for none; of groups that do not overlap."""
        if not self.labels:
            return np.full(len(self.member), -1)
        return np.where(self.member.any(axis=1), self.member.argmax(axis=1), -1)

    @property
    def overlap(self) -> bool:
        """Whether a user or item may be in several groups."""
        return bool((self.member.sum(axis=1) > 1).any())

    def reference(self, named: str | None) -> str:
        """The named reference group, else the largest known one; empty where none can be one.

        Raises:
            InputError: `audit.reference` where the named group does not exist or is suppressed.
        """
        counts = dict(zip(self.labels, self.member.sum(axis=0).tolist(), strict=True))
        shown = [label for label in self.labels if label not in self.hidden and label != UNKNOWN]
        if named is not None and named not in shown:
            raise InputError("audit.reference", reference=named, attribute=self.attribute, known=shown)
        return named or max(shown, key=lambda label: counts[label], default="")

    def without(self, hidden: frozenset[str]) -> "Groups":
        """The same groups with these suppressed too."""
        sizes = tuple(None if s in hidden else n for s, n in zip(self.labels, self.sizes, strict=True))
        return replace(self, sizes=sizes)


def groupable(of: Dataset | Schema) -> tuple[Attribute, ...]:
    """The attributes that can be grouped by: not texts, at least two values, not too many."""
    schema = of.schema if isinstance(of, Dataset) else of
    every = (*schema.user_attributes, *schema.item_attributes)
    return tuple(a for a in every if a.kind == "number" or (a.kind != "text" and 2 <= a.n_values <= MOST_GROUPS))


def ungroupable(dataset: Dataset) -> dict[str, str]:
    """The attributes that can't be grouped by, each with the sentence that says why."""
    found, known = {}, groupable(dataset)
    every = (*dataset.schema.user_attributes, *dataset.schema.item_attributes)
    for attribute in (a for a in every if a not in known):
        try:
            groups_of(dataset, attribute.name)
        except InputError as error:
            found[attribute.name] = str(error)
    return found


def groups_of(dataset: Dataset, name: str) -> Groups:
    """The groups of an attribute, in the order of their labels (numbers: of their bins); unknown last.

    Raises:
        InputError: `audit.attribute_unknown`, `audit.attribute_missing` (no value at all),
            `audit.attribute_text` (too many values), `audit.attribute_constant`.
    """
    attribute = dataset.schema.attribute(name)
    if attribute is None:
        known = [a.name for a in groupable(dataset)]
        raise InputError("audit.attribute_unknown", attribute=name, known=known)
    _check(attribute)
    on_users = attribute in dataset.schema.user_attributes
    table, code = (dataset.users, c.USER_CODE) if on_users else (dataset.items, c.ITEM_CODE)
    values = table.select(code, name).sort(code).collect()[name].to_numpy()
    labels, member = _by_number(values) if attribute.kind == "number" else _by_label(values, attribute.kind == "multi")
    groups = Groups("user" if on_users else "item", name, labels, member, tuple(member.sum(axis=0).tolist()))
    if on_users:
        return hide(groups, [np.ones(len(member), dtype=bool)])
    return hide_items(dataset, groups)


def hide(groups: Groups, judged: Sequence[NDArray[np.bool_]]) -> Groups:
    """The groups of users with those suppressed that are too small in any count that would be shown.

    `judged`: for each such count which users it counts, shape (n_users,).
    """
    counts = [dict(zip(groups.labels, groups.member[who].sum(axis=0).tolist(), strict=True)) for who in judged]
    if groups.overlap:
        totals = [int(who.sum()) for who in judged]
        return groups.without(suppressed_overlapping(counts, totals, LEAST_USERS))
    return groups.without(_hidden(counts, groups, LEAST_USERS))


def hide_items(dataset: Dataset, groups: Groups) -> Groups:
    """The groups of items with those suppressed that have too few providers, or would give such a one away."""
    return groups.without(_hidden([_providers(dataset, groups)], groups, LEAST_PROVIDERS))


def _hidden(counts: list[dict[str, int]], groups: Groups, least: int) -> frozenset[str]:
    """Nothing is known of those without a value that a difference could give away: they need no company."""
    small = frozenset(label for sizes in counts for label, n in sizes.items() if 0 < n < least)
    if groups.overlap:
        return small
    known = [{label: n for label, n in sizes.items() if label != UNKNOWN} for sizes in counts]
    return suppressed(known, least) | small


def _check(attribute: Attribute) -> None:
    if attribute.n_values == 0:
        raise InputError("audit.attribute_missing", attribute=attribute.name)
    if attribute.kind == "text" or (attribute.kind != "number" and attribute.n_values > MOST_GROUPS):
        raise InputError("audit.attribute_text", attribute=attribute.name, n=attribute.n_values, most=MOST_GROUPS)
    if attribute.n_values == 1 and attribute.n_missing == 0:
        raise InputError("audit.attribute_constant", attribute=attribute.name)


def _by_label(values: NDArray[np.object_], several: bool) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """One group a value; the text `unknown` is no value but the lack of one."""
    encoded = pa.array(values, from_pandas=True).dictionary_encode()
    distinct = [*encoded.dictionary.to_pylist(), None]  # few, however many users there are; None is the last
    members = [split_values(v) if several else [str(v)] if v is not None else [] for v in distinct]
    members = [[label for label in of if label.casefold() != UNKNOWN] for of in members]
    labels = sorted({label for of in members for label in of})
    has = np.array([[label in of for label in labels] for of in members], dtype=bool).reshape(len(distinct), -1)
    member = has[encoded.indices.fill_null(len(distinct) - 1).to_numpy()]
    return _with_unknown(labels, member)


def _by_number(values: NDArray[np.float64]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Four bins at the quartiles, with their edges as labels; fewer where quartiles coincide, but two at least."""
    numbers = values.astype(np.float64)
    known = numbers[np.isfinite(numbers)]
    cuts = np.unique(np.quantile(known, [0.25, 0.5, 0.75], method="higher"))
    cuts = cuts[cuts > known.min()]
    if not len(cuts):  # most have the least value: they are one group, all others the other
        cuts = known[known > known.min()].min(keepdims=True)
    edges = [known.min(), *cuts, known.max()]
    whole = bool((known == np.round(known)).all())
    labels = next(made for digits in range(6, 18) if len(set(made := _spans(edges, whole, digits))) == len(made))
    bins = np.searchsorted(cuts, np.nan_to_num(numbers, nan=known.min()), side="right")
    member = (bins[:, None] == np.arange(len(labels))) & np.isfinite(numbers)[:, None]
    return _with_unknown(labels, member)


def _spans(edges: list[float], whole: bool, digits: int) -> list[str]:
    """The bins as text with so many significant digits; the last includes its upper edge."""
    labels = []
    for i, (low, high) in enumerate(pairwise(edges)):
        last = i == len(edges) - 2
        top = high if last or not whole else high - 1
        between = "–" if last or whole else "–<"
        labels.append(f"{low:.{digits}g}" if low == top else f"{low:.{digits}g}{between}{top:.{digits}g}")
    return labels


def _with_unknown(labels: list[str], member: NDArray[np.bool_]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    nobody = ~member.any(axis=1)
    if not nobody.any():
        return tuple(labels), member
    return (*labels, UNKNOWN), np.column_stack([member, nobody])


def _providers(dataset: Dataset, groups: Groups) -> dict[str, int]:
    """How many providers the items of each group have; where providers are not known, items count."""
    providers = np.arange(len(groups.member)).astype(object)
    if any(a.name == c.PROVIDER for a in dataset.schema.item_attributes):
        providers = dataset.items.sort(c.ITEM_CODE).collect()[c.PROVIDER].to_numpy()
    return {
        label: len({p for p in providers[inside] if p is not None})
        for label, inside in zip(groups.labels, groups.member.T, strict=True)
    }
