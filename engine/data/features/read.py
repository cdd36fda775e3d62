"""What models read of a dataset: its recipe's inputs of both sides, from the training fold alone."""

from engine.contracts import Dataset, Pairs
from engine.data.features.fold import folds_of
from engine.data.features.matrix import Features, Input, encode
from engine.data.features.recipe import inputs_of


def model_inputs(dataset: Dataset, train: Pairs) -> tuple[list[Input], list[Input]]:
    """The inputs of users and of items by the dataset's recipe, in the recipe's order.

    Of the log only the training rows are looked at: with the others deleted the inputs are the same. Attributes that
    are kept apart are not read.
    """
    read = inputs_of(dataset.schema)
    of_users, of_items = folds_of(dataset, train, any(one.TIMED for one in read))
    users = [made for one in read for made in one.inputs(of_users)]
    return users, [made for one in read for made in one.inputs(of_items)]


def told_inputs(dataset: Dataset, train: Pairs) -> tuple[list[Input], list[Input]]:
    """Those inputs of users and of items that come from the log: an explanation tells attributes itself."""
    read = [one for one in inputs_of(dataset.schema) if one.TIMED]
    of_users, of_items = folds_of(dataset, train, timed=bool(read))
    users = [made for one in read for made in one.inputs(of_users)]
    return users, [made for one in read for made in one.inputs(of_items)]


def model_features(dataset: Dataset, train: Pairs) -> tuple[Features, Features]:
    """The inputs of users, shape (n_users, d), and of items, shape (n_items, e), as matrices."""
    users, items = model_inputs(dataset, train)
    return encode(users, dataset.schema.n_users), encode(items, dataset.schema.n_items)
