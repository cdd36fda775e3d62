"""Groups of users or items by an attribute: who belongs to which, and who is too small to show."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Dataset
from engine.errors import InputError
from engine.statistics.suppression import suppressed

UNKNOWN = "unknown"
LEAST_USERS = 10
LEAST_PROVIDERS = 3
MOST_GROUPS = 50
"""An attribute with more groups than this cannot be audited: no table of it could be read."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one attribute. `member` has the shape (n, groups): an item may be in several.

    `sizes`: users or items a group, None where suppressed. The reference is the largest known group
    unless one was named.
    """

    side: Literal["user", "item"]
    attribute: str
    labels: tuple[str, ...]
    member: NDArray[np.bool_]
    sizes: tuple[int | None, ...]

    @property
    def hidden(self) -> frozenset[str]:
        """The suppressed groups."""
        return frozenset(label for label, size in zip(self.labels, self.sizes, strict=True) if size is None)

    def reference(self, named: str | None) -> str:
        """The reference group.

        Raises:
            InputError: `audit.reference` where the named group does not exist or is suppressed.
        """
        counts = dict(zip(self.labels, self.member.sum(axis=0).tolist(), strict=True))
        shown = [label for label in self.labels if label not in self.hidden and label != UNKNOWN]
        if named is not None and named not in shown:
            raise InputError("audit.reference", reference=named, attribute=self.attribute, known=shown)
        return named or max(shown, key=lambda label: counts[label], default="")


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many users or items a group has; `n` is None where that is suppressed."""

    side: Literal["user", "item"]
    attribute: str
    group: str
    n: int | None


def groupable(dataset: Dataset) -> tuple[Attribute, ...]:
    """The attributes that can be grouped by: not texts, at least two values, not too many."""
    every = (*dataset.schema.user_attributes, *dataset.schema.item_attributes)
    return tuple(a for a in every if a.kind == "number" or (a.kind != "text" and 2 <= a.n_values <= MOST_GROUPS))


def group_sizes(dataset: Dataset) -> tuple[GroupSize, ...]:
    """The sizes of all groups of all groupable attributes: what to look at before any metric."""
    rows = []
    for attribute in groupable(dataset):
        groups = groups_of(dataset, attribute.name)
        for label, size in zip(groups.labels, groups.sizes, strict=True):
            rows.append(GroupSize(groups.side, attribute.name, label, size))
    return tuple(rows)


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
    counts = dict(zip(labels, member.sum(axis=0).tolist(), strict=True))
    hidden = suppressed(counts, LEAST_USERS) if on_users else _few_providers(dataset, labels, member)
    sizes = tuple(None if label in hidden else counts[label] for label in labels)
    return Groups("user" if on_users else "item", name, labels, member, sizes)


def _check(attribute: Attribute) -> None:
    if attribute.n_values == 0:
        raise InputError("audit.attribute_missing", attribute=attribute.name)
    if attribute.kind == "text" or (attribute.kind != "number" and attribute.n_values > MOST_GROUPS):
        raise InputError("audit.attribute_text", attribute=attribute.name, n=attribute.n_values, most=MOST_GROUPS)
    if attribute.n_values == 1 and attribute.n_missing == 0:
        raise InputError("audit.attribute_constant", attribute=attribute.name)


def _by_label(values: NDArray[np.object_], several: bool) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    members = [[] if v is None else (str(v).split("|") if several else [str(v)]) for v in values]
    labels = sorted({label for of in members for label in of})
    place = {label: i for i, label in enumerate(labels)}
    member = np.zeros((len(values), len(labels)), dtype=bool)
    for row, of in enumerate(members):
        member[row, [place[label] for label in of]] = True
    return _with_unknown(labels, member)


def _by_number(values: NDArray[np.float64]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Four bins at the quartiles, with their edges as labels; fewer where quartiles coincide."""
    numbers = values.astype(np.float64)
    known = numbers[np.isfinite(numbers)]
    whole = bool((known == np.round(known)).all())
    cuts = np.unique(np.quantile(known, [0.25, 0.5, 0.75], method="higher"))
    cuts = cuts[cuts > known.min()]
    edges = [known.min(), *cuts, known.max()]
    labels = []
    for i in range(len(edges) - 1):
        last = i == len(edges) - 2
        high = edges[i + 1] if last else edges[i + 1] - 1 if whole else edges[i + 1]
        labels.append(_span(edges[i], high, "–" if whole or last else "–<"))
    bins = np.searchsorted(cuts, np.nan_to_num(numbers, nan=known.min()), side="right")
    member = (bins[:, None] == np.arange(len(labels))) & np.isfinite(numbers)[:, None]
    return _with_unknown(labels, member)


def _span(low: float, high: float, between: str) -> str:
    return f"{low:g}" if low == high else f"{low:g}{between}{high:g}"


def _with_unknown(labels: list[str], member: NDArray[np.bool_]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    nobody = ~member.any(axis=1)
    if not nobody.any():
        return tuple(labels), member
    return (*labels, UNKNOWN), np.column_stack([member, nobody])


def _few_providers(dataset: Dataset, labels: tuple[str, ...], member: NDArray[np.bool_]) -> frozenset[str]:
    """Groups of items from fewer than three providers; where providers are not known, items count."""
    if dataset.schema.attribute(c.PROVIDER) is None:
        providers = np.arange(len(member)).astype(object)
    else:
        providers = dataset.items.sort(c.ITEM_CODE).collect()[c.PROVIDER].to_numpy()
    counts = [len({p for p in providers[member[:, g]] if p is not None}) for g in range(len(labels))]
    return frozenset(label for label, n in zip(labels, counts, strict=True) if n < LEAST_PROVIDERS)
