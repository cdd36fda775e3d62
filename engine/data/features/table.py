"""The kinds of features, in the order in which forms show them: those made at import, then what models read."""

from engine.data.features import bins, one_hot, recency, region, standardise, time_of_day, usual
from engine.data.features.bins import Bins
from engine.data.features.one_hot import OneHot
from engine.data.features.recency import Recency
from engine.data.features.region import Region
from engine.data.features.standardise import Standardise
from engine.data.features.time_of_day import TimeOfDay
from engine.data.features.usual import Usual

Derived = Bins | Region
"""`attribute`, `made` (the new attribute's name), `labels(values)` and `order(labels)`: stored, and grouped by."""
Reading = Usual | Standardise | OneHot | TimeOfDay | Recency
"""`inputs(fold)`: computed when a model, propensity or explanation asks, from the training fold only."""
Feature = Derived | Reading

DERIVED: dict[str, type[Derived]] = {bins.KEY: Bins, region.KEY: Region}
INPUTS: dict[str, type[Reading]] = {
    usual.KEY: Usual,
    standardise.KEY: Standardise,
    one_hot.KEY: OneHot,
    time_of_day.KEY: TimeOfDay,
    recency.KEY: Recency,
}
FEATURES: dict[str, type[Feature]] = {**DERIVED, **INPUTS}
