"""A recipe's specs as components, checked against what a dataset has."""

from collections.abc import Sequence

from engine import columns as c
from engine.config import Spec, make
from engine.contracts import Attribute, Schema
from engine.data.features.bins import Bins
from engine.data.features.one_hot import OneHot
from engine.data.features.region import Region
from engine.data.features.standardise import Standardise
from engine.data.features.table import FEATURES, Derived, Feature, Reading
from engine.data.features.usual import Usual
from engine.errors import InputError

RESERVED = frozenset((*c.INTERACTION_COLUMNS, c.USER_CODE, c.ITEM_CODE, c.RANK, c.SCORE))


def components(specs: Sequence[Spec]) -> tuple[Feature, ...]:
    """What the specs name, in their order.

    Raises:
        InputError: `config.component`, `config.parameter`, `config.invalid`, and those of the kinds.
    """
    return tuple(make(FEATURES, spec, "features") for spec in specs)


def derived_of(specs: Sequence[Spec]) -> tuple[Derived, ...]:
    """The attributes to make at import; a later one may be made from an earlier one.

    Raises:
        InputError: as `components`; `features.name_taken` for a name that the engine has a meaning for.
    """
    found = tuple(one for one in components(specs) if isinstance(one, Bins | Region))
    for one in found:
        if one.made.casefold() in RESERVED:
            raise InputError("features.name_taken", attribute=one.made)
    return found


def inputs_of(schema: Schema) -> tuple[Reading, ...]:
    """What models, propensities and explanations read: the usual inputs where the recipe names none."""
    named = tuple(one for one in components(schema.features) if not isinstance(one, Bins | Region))
    return named or (Usual(),)


def apart(specs: Sequence[Spec], sensitive: Sequence[str]) -> tuple[str, ...]:
    """The attributes to keep apart: those named, and whatever is derived from one of them."""
    kept = list(sensitive)
    for one in derived_of(specs):
        if one.attribute in kept and one.made not in kept:
            kept.append(one.made)
    return tuple(kept)


def ordered(schema: Schema, attribute: str, labels: Sequence[str]) -> list[str]:
    """The labels of an attribute in the order in which groups are shown: bands by their edges, else as text."""
    for one in derived_of(schema.features):
        if one.made == attribute:
            return one.order(labels)
    return sorted(labels)


def check_recipe(
    specs: Sequence[Spec], users: Sequence[Attribute], items: Sequence[Attribute], timed: bool
) -> tuple[Feature, ...]:
    """The components of a recipe that works with these attributes; `timed`: whether the log has times.

    Raises:
        InputError: as `derived_of`; `features.attribute` (there is none of that name), `features.kind` (a number is
            asked for and it is a category, or the other way round), `features.sensitive` (it is kept apart from
            models), `features.no_times`, `features.twice`.
    """
    derived_of(specs)
    found, known = components(specs), {a.name: a for a in (*users, *items)}
    for one in found:
        if isinstance(one, Bins | Region):
            if one.attribute not in known:
                raise InputError("features.attribute", attribute=one.attribute, known=sorted(known))
        elif isinstance(one, Standardise | OneHot):
            _check_attribute(one, known)
        elif one.TIMED and not timed:
            raise InputError("features.no_times", kind=_key(one))
    _check_twice(found)
    return found


def _check_attribute(one: Standardise | OneHot, known: dict[str, Attribute]) -> None:
    attribute = known.get(one.attribute)
    if attribute is None:
        raise InputError("features.attribute", attribute=one.attribute, known=sorted(known))
    if attribute.sensitive:
        raise InputError("features.sensitive", attribute=one.attribute)
    if attribute.kind not in one.KINDS:
        raise InputError("features.kind", attribute=one.attribute, found=attribute.kind, kind=_key(one))


def _check_twice(found: Sequence[Feature]) -> None:
    """An input of the same name twice would have two columns of one name."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        name = one.made if isinstance(one, Bins | Region) else getattr(one, "attribute", getattr(one, "side", ""))
        key = ("derived" if isinstance(one, Bins | Region) else _key(one), name)
        if key in seen:
            raise InputError("features.twice", kind=_key(one), name=name)
        seen.add(key)


def _key(one: Feature) -> str:
    return next(key for key, kind in FEATURES.items() if isinstance(one, kind))
