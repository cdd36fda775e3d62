"""The words beside the numbers: how well the surrogate follows, and where a feature pushes."""

import pytest

from engine.explain import Fidelity, Summary
from engine.explain.shown import direction, faithfulness
from engine.words import explanations as words


@pytest.mark.parametrize(
    ("r2", "key"), [(1.0, "closely"), (0.9, "closely"), (0.89, "partly"), (0.5, "partly"), (0.49, "little"),
                    (-3.0, "little"), (None, "undefined")],
)  # fmt: skip
def test_how_well_the_surrogate_follows(r2, key):
    assert faithfulness(Fidelity(r2, None, 10, 100)) == key
    assert words.FAITHFULNESS[key].name and words.FAITHFULNESS[key].definition


@pytest.mark.parametrize(
    ("value", "key"), [(0.3, "up"), (-0.3, "down"), (0.29, "none"), (0.0, "none"), (None, "unordered")]
)
def test_where_a_feature_pushes(value, key):
    assert direction(Summary("item.popularity", 1.0, value, (), ())) == key
    assert words.direction(key)
