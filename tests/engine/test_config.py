"""Configs: strict, hashable, with one text for one meaning."""

import pytest

from engine.config import (
    AuditConfig,
    EvaluationConfig,
    RunConfig,
    Spec,
    SplitConfig,
    canonical_json,
    digest,
    make,
    parse,
)
from engine.errors import InputError
from engine.models import MODELS


def test_plain_settings_become_a_config_that_can_be_a_key():
    config = parse(RunConfig, {"seed": 3, "model": {"kind": "mf", "params": {"dim": 8}}})
    assert config == RunConfig(seed=3, model=Spec.of("mf", dim=8))
    assert {config: 1}[config] == 1


def test_equal_meaning_gives_equal_text_whatever_the_order():
    one = Spec.of("mf", dim=8, l2=0.1)
    other = Spec.of("mf", l2=0.1, dim=8)
    assert canonical_json(one) == canonical_json(other) == '{"kind":"mf","params":{"dim":8,"l2":0.1}}'
    assert digest(one) != digest(Spec.of("mf", dim=9, l2=0.1))


BAD = [
    (RunConfig, {"sed": 1}, "config.unknown", "sed"),
    (RunConfig, {"split": {"kind": "weekly"}}, "config.invalid", "split.kind"),
    (RunConfig, {"split": {"valid": 0.6, "test": 0.5}}, "config.split_shares", None),
    (RunConfig, {"evaluation": {"k": 20, "k_max": 10}}, "config.k", None),
    (RunConfig, {"training": {"learning_rate": -1}}, "config.invalid", "training.learning_rate"),
    (RunConfig, {"training": {"learning_rate": float("inf")}}, "config.invalid", "training.learning_rate"),
    (RunConfig, {"seed": -1}, "config.invalid", "seed"),
    (RunConfig, {"training": {"epochs": 0}}, "config.training_positive", None),
    (AuditConfig, {"tolerance": [1.1, 1.2]}, "config.tolerance", None),
    (AuditConfig, {"level": 0.7}, "config.level", None),
    (AuditConfig, {"family": [{"metric": "ndcg"}]}, "config.invalid", "family.0.attribute"),
]


@pytest.mark.parametrize(("kind", "settings", "code", "setting"), BAD)
def test_bad_settings_are_named(kind, settings, code, setting):
    with pytest.raises(InputError) as caught:
        parse(kind, settings)
    assert caught.value.code == code
    assert setting is None or caught.value.facts["setting"] == setting
    assert str(caught.value)


def test_a_component_takes_its_own_parameters_only():
    assert make(MODELS, Spec.of("mf", dim=8), "model").dim == 8
    for spec, code in [
        (Spec("svd"), "config.component"),
        (Spec.of("mf", rank=8), "config.parameter"),
        (Spec.of("mf", dim="many"), "config.invalid"),
    ]:
        with pytest.raises(InputError) as caught:
            make(MODELS, spec, "model")
        assert caught.value.code == code


def test_direct_construction_is_checked_too():
    with pytest.raises(InputError):
        SplitConfig(valid=0.0)
    with pytest.raises(InputError):
        EvaluationConfig(k=0)
