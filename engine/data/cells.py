"""Where the values of an attribute are, whichever table a dataset keeps them in."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Attribute, Dataset


def cells(dataset: Dataset, name: str) -> NDArray[Any]:
    """The values of one attribute in the order of the codes, shape (n_users,) or (n_items,); None or NaN: unknown.

    Audits and declared mitigations read attributes here, those that are kept apart too; whatever feeds a model, a
    propensity or an explanation asks for `readable` attributes only.

    Raises:
        KeyError: where the dataset has no attribute of that name.
    """
    schema = dataset.schema
    attribute = schema.attribute(name)
    if attribute is None:
        raise KeyError(name)
    if attribute in schema.item_attributes and attribute not in schema.user_attributes:
        table, code = dataset.items, c.ITEM_CODE
    else:
        apart = dataset.sensitive if attribute.sensitive else None
        table, code = dataset.users if apart is None else apart, c.USER_CODE
    return table.select(code, name).sort(code).collect()[name].to_numpy()


def readable(attributes: Sequence[Attribute]) -> tuple[Attribute, ...]:
    """The attributes that models, propensities and explanations may read: those that are not kept apart."""
    return tuple(attribute for attribute in attributes if not attribute.sensitive)
