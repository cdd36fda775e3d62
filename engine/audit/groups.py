"""Groups of users or items by an attribute: who belongs to which, and who is too small to show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Dataset, Schema
from engine.data.cells import cells
from engine.data.features import ordered
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
    def unknown_share(self) -> float:
        """The share of users or items in no known group: `unknown`, and whom a crossing or cohort leaves out."""
        known = [g for g, label in enumerate(self.labels) if label != UNKNOWN]
        return 1 - float(self.member[:, known].any(axis=1).mean()) if len(self.member) else 0.0

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
    values = cells(dataset, name)
    if attribute.kind == "number":
        labels, member = _by_number(values)
    else:
        labels, member = _by_label(values, attribute.kind == "multi", partial(ordered, dataset.schema, name))
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
    return groups.without(_hidden(counts))


def hide_items(dataset: Dataset, groups: Groups) -> Groups:
    """The groups of items with those suppressed that have too few providers, or would give such a one away.

    Of a partition the smallest others go along until the hidden ones have three providers together; a provider with
    items in two of them is one. Of labels that overlap, one goes too where few provide all items that are not in it.
    """
    providers = providers_of(dataset)
    inside = np.array([provided(of, providers) for of in groups.member.T]).reshape(len(groups.labels), -1)
    hidden = _few(inside.sum(axis=1))
    if groups.overlap:
        hidden |= _few(np.array([provided(~of, providers).sum() for of in groups.member.T]))
    else:
        free = np.array([label == UNKNOWN for label in groups.labels], dtype=bool)
        company = hidden & ~free
        accompany(company, inside, free, np.asarray(inside.any(axis=1)), sum_hidden=False)
        hidden |= company
    return groups.without(frozenset(label for label, gone in zip(groups.labels, hidden, strict=True) if gone))


def accompany(
    hidden: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    free: NDArray[np.bool_],
    occupied: NDArray[np.bool_],
    sum_hidden: bool,
) -> None:
    """Hide the smallest cells of one line until it gives nothing away; `hidden` is changed in place.

    Args:
        hidden: Which cells are hidden, shape (cells,).
        inside: Which providers have items in each cell, shape (cells, n_providers).
        free: The cells of items without a value: they need no company and are none, as a sum over items of known
            value leaves them out.
        occupied: The cells that may be company.
        sum_hidden: Whether the sum of the line is hidden itself, so that one hidden cell is enough.
    """
    size = inside.sum(axis=-1)
    rest = sorted(np.flatnonzero(occupied & ~hidden & ~free).tolist(), key=lambda i: (size[i], i))
    while rest:
        known = hidden & ~free
        alone = int(known.sum()) < 2 or int(inside[known].any(axis=0).sum()) < LEAST_PROVIDERS
        needed = not hidden.any() if sum_hidden else bool(known.any()) and alone
        if not needed:
            return
        hidden[rest.pop(0)] = True


def providers_of(dataset: Dataset) -> NDArray[np.int64]:
    """Each item's provider as a number, -1 where it has none; where providers are not known, items count."""
    if all(a.name != c.PROVIDER for a in dataset.schema.item_attributes):
        return np.arange(dataset.schema.n_items)
    named = dataset.items.sort(c.ITEM_CODE).collect()[c.PROVIDER].to_list()
    numbers = {name: n for n, name in enumerate(dict.fromkeys(p for p in named if p is not None))}
    return np.array([numbers.get(p, -1) for p in named], dtype=np.int64)


def provided(held: NDArray[np.bool_], providers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which providers have any of the items, shape (n_providers,); -1 is no known provider."""
    found = np.zeros(int(providers.max(initial=-1)) + 1, dtype=bool)
    who = providers[held]
    found[who[who >= 0]] = True
    return found


def _few(n_providers: NDArray[np.int64]) -> NDArray[np.bool_]:
    few: NDArray[np.bool_] = (n_providers > 0) & (n_providers < LEAST_PROVIDERS)
    return few


def _hidden(counts: list[dict[str, int]]) -> frozenset[str]:
    """Nothing is known of those without a value that a difference could give away: they need no company."""
    small = frozenset(label for sizes in counts for label, n in sizes.items() if 0 < n < LEAST_USERS)
    known = [{label: n for label, n in sizes.items() if label != UNKNOWN} for sizes in counts]
    return suppressed(known, LEAST_USERS) | small


def _check(attribute: Attribute) -> None:
    if attribute.n_values == 0:
        raise InputError("audit.attribute_missing", attribute=attribute.name)
    if attribute.kind == "text" or (attribute.kind != "number" and attribute.n_values > MOST_GROUPS):
        raise InputError("audit.attribute_text", attribute=attribute.name, n=attribute.n_values, most=MOST_GROUPS)
    if attribute.n_values == 1 and attribute.n_missing == 0:
        raise InputError("audit.attribute_constant", attribute=attribute.name)


def _by_label(
    values: NDArray[np.object_], several: bool, order: Callable[[Sequence[str]], list[str]] = sorted
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """One group a value, in the order given; the text `unknown` is no value but the lack of one."""
    encoded = pa.array(values, from_pandas=True).dictionary_encode()
    distinct = [*encoded.dictionary.to_pylist(), None]  # few, however many users there are; None is the last
    members = [split_values(v) if several else [str(v)] if v is not None else [] for v in distinct]
    members = [[label for label in of if label.casefold() != UNKNOWN] for of in members]
    labels = order(tuple({label for of in members for label in of}))
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
