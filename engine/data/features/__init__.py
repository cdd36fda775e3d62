"""Features: attributes derived at import, and what models read, one file a kind.

`table` the kinds · `bins`, `region` made at import and stored · `usual`, `standardise`, `one_hot`, `time_of_day`,
`recency` inputs from the training fold · `fold` what an input is computed from · `matrix` inputs side by side ·
`recipe` specs to components, and their checks · `read` a dataset's inputs.
"""

from engine.data.features.matrix import Features, Input
from engine.data.features.one_hot import MOST_LEVELS
from engine.data.features.read import model_features, model_inputs, told_inputs
from engine.data.features.recipe import apart, check_recipe, derived_of, ordered
from engine.data.features.table import FEATURES

__all__ = [
    "FEATURES",
    "MOST_LEVELS",
    "Features",
    "Input",
    "apart",
    "check_recipe",
    "derived_of",
    "model_features",
    "model_inputs",
    "ordered",
    "told_inputs",
]
