"""A dataset's recipe is what its runs read: propensity and explanation alike."""

from dataclasses import replace

import numpy as np

from engine.config import EligibleConfig, Spec, SplitConfig
from engine.data.importing import Recipe
from engine.data.split import read_log, split
from engine.explain.features import known
from engine.pipeline.plan import evidence
from engine.words import explanations
from engine.workspace import Workspace

RECIPE = (Spec.of("bins", attribute="age", edges="30,50"), Spec.of("one_hot", attribute="age_band"),
          Spec.of("time_of_day", parts=2), Spec.of("recency", side="item"))  # fmt: skip


def test_the_recipe_of_the_import_feeds_propensity_and_explanation(tmp_path, small_request):
    workspace = Workspace(tmp_path / "ws")
    request = replace(small_request, recipe=Recipe(features=RECIPE))
    with workspace.dataset(workspace.add_dataset(request).id) as dataset:
        log = read_log(dataset)
        parts = split(log, SplitConfig("random"), np.random.default_rng(0))
        found = evidence(dataset, parts, EligibleConfig(), None, log)
        keys = {feature.key for feature in known(dataset, parts.train).features}
    assert set(found.users.names) == {
        "age_band=30–49", "age_band=< 30", "age_band=≥ 50", "time_of_day.00–12", "time_of_day.12–24"}  # fmt: skip
    assert found.items.names == ("recency",)
    assert np.isfinite(found.users.matrix).all() and np.isfinite(found.items.matrix).all()
    told = {"user.time_of_day.00–12", "user.time_of_day.12–24", "item.recency"}
    assert told | {"user.attribute.age", "user.attribute.age_band", "item.attribute.provider"} <= keys
    assert explanations.feature("user.time_of_day.00–12") == "Active at 00–12 h"
    assert all(explanations.definition(key) for key in told)
