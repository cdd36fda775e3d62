"""Attributes kept apart: the same groups and audits as ever, and nothing for models, propensities, explanations."""

from dataclasses import replace

import numpy as np
import pytest

from engine import columns as c
from engine.audit import audit, groups_of
from engine.audit.groups import groupable
from engine.config import AuditConfig, Comparison, Spec
from engine.data.cells import cells
from engine.data.features import model_features
from engine.data.split import read_log
from engine.errors import InputError
from engine.explain.features import known
from engine.mitigation import PREPROCESSING, scene


def kept_apart(dataset, *names):
    """The dataset with these attributes of users in a table of their own."""
    schema = dataset.schema
    users = tuple(replace(a, sensitive=a.name in names) for a in schema.user_attributes)
    return replace(
        dataset,
        schema=replace(schema, user_attributes=users),
        users=dataset.users.drop(*names),
        sensitive=dataset.users.select(c.USER_CODE, *names),
    )


@pytest.mark.parametrize("name", ["area", "age", "gender"])
def test_the_groups_are_the_same(dataset, name):
    before, after = groups_of(dataset, name), groups_of(kept_apart(dataset, name), name)
    assert (before.labels, before.sizes, before.side) == (after.labels, after.sizes, after.side)
    np.testing.assert_array_equal(before.member, after.member)


def test_the_audit_is_the_same(dataset, system):
    config = AuditConfig(
        family=(Comparison("ndcg", "area"), Comparison("recall", "gender")), groupings=("gender*area", "activity_level")
    )
    before, after = audit(dataset, system(), config), audit(kept_apart(dataset, "area"), system(), config)
    assert before == after and any(row.attribute == "area" and row.verdict for row in after.rows)


def test_no_input_of_a_model_and_no_explanation_names_it(dataset):
    train = read_log(dataset).pairs
    apart = kept_apart(dataset, "area", "age")
    names = model_features(apart, train)[0].names
    assert names == ("gender=F", "gender=M") and len(model_features(dataset, train)[0].names) == 5
    keys = {feature.key for feature in known(apart, train).features}
    assert "user.attribute.gender" in keys and not [key for key in keys if "area" in key or "age" in key.split(".")]


def test_a_recipe_cannot_bring_it_back(dataset):
    apart = kept_apart(dataset, "area")
    recipe = replace(apart, schema=replace(apart.schema, features=(Spec.of("one_hot", attribute="area"),)))
    assert model_features(recipe, read_log(dataset).pairs)[0].names == ()


def test_a_declared_mitigation_may_use_it(dataset):
    train = read_log(dataset).pairs
    reweigh = PREPROCESSING["reweigh"](attribute="area")
    plain, apart = (reweigh.apply(train, scene(of, 4.0)).weights for of in (dataset, kept_apart(dataset, "area")))
    np.testing.assert_array_equal(plain, apart)


def test_it_can_be_grouped_by_and_others_are_named(dataset):
    apart = kept_apart(dataset, "area")
    assert [a.name for a in groupable(apart)] == [a.name for a in groupable(dataset)]
    with pytest.raises(KeyError):
        cells(apart, "nothing")
    with pytest.raises(InputError):
        groups_of(apart, "nothing")
