"""From an import with an attribute kept apart: a table of its own, and so for what is derived from it."""

from dataclasses import replace

import numpy as np

from engine import columns as c
from engine.audit import groups_of
from engine.config import EligibleConfig, Spec, SplitConfig
from engine.data.importing import Recipe
from engine.data.importing.recipe import Privacy
from engine.data.split import read_log, split
from engine.pipeline.plan import evidence
from engine.workspace import Workspace


def test_bands_of_an_age_kept_apart_group_users_and_feed_nothing(tmp_path, small, small_request, dataset):
    recipe = Recipe(features=(Spec.of("bins", attribute="age", edges="30,50"),), privacy=Privacy(sensitive=("age",)))
    workspace = Workspace(tmp_path / "ws")
    record = workspace.add_dataset(replace(small_request, recipe=recipe))
    assert {a.name for a in record.schema.user_attributes if a.sensitive} == {"age", "age_band"}
    with workspace.dataset(record.id) as apart:
        assert not {"age", "age_band"} & set(apart.users.collect_schema().names())
        assert apart.sensitive.collect_schema().names() == [c.USER_CODE, "age", "age_band"]
        assert groups_of(apart, "age_band").labels == ("< 30", "30–49", "≥ 50")
        before, after = groups_of(dataset, "age"), groups_of(apart, "age")
        assert before.labels == after.labels and before.sizes == after.sizes
        np.testing.assert_array_equal(before.member, after.member)
        log = read_log(apart)
        parts = split(log, SplitConfig("random"), np.random.default_rng(0))
        known = evidence(apart, parts, EligibleConfig(), None, log)
        assert not [name for name in known.users.names if "age" in name]
