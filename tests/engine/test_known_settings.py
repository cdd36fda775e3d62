"""Which setting somebody may have meant by a name that there is not."""

from dataclasses import fields

import pytest

from engine.config import AuditConfig, RunConfig, parse
from engine.data.importing.recipe import Recipe
from engine.errors import InputError
from engine.known_settings import meant, names

MEANT = [
    (Recipe, ["decimal"], ["interactions.decimal", "users.decimal", "items.decimal"]),
    (Recipe, ["users", "delimter"], ["users.delimiter"]),
    (Recipe, ["repeat"], ["cleaning.repeats"]),
    (Recipe, ["pseudonymise"], ["privacy.pseudonymise"]),
    (Recipe, ["null"], ["nulls"]),
    (Recipe, ["privacy", "zzz"], ["privacy.pseudonymise", "privacy.sensitive"]),
    (RunConfig, ["trainng"], ["training"]),
    (RunConfig, ["preprocessing", 1, "parms"], ["preprocessing.1.params"]),
    (AuditConfig, ["family", 0, "atribute"], ["family.0.attribute"]),
    (AuditConfig, ["cohorts", 2, "zzz"], ["cohorts.2.name", "cohorts.2.conditions"]),
]


@pytest.mark.parametrize(("kind", "path", "expected"), MEANT)
def test_what_was_meant(kind, path, expected):
    assert meant(kind, path) == expected


def test_where_nothing_is_near_all_of_the_place_are_told():
    assert meant(Recipe, ["zzz"]) == [one.name for one in fields(Recipe)]


def test_all_names_are_settings():
    for name in names(Recipe):
        group, _, last = name.rpartition(".")
        value = object()  # no setting takes it
        with pytest.raises(InputError) as caught:
            parse(Recipe, {group: {last: value}} if group else {last: value})
        assert caught.value.code == "config.invalid", "the value is wrong, not the name"


def test_an_unknown_setting_comes_with_the_ones_that_are_near():
    with pytest.raises(InputError) as caught:
        parse(RunConfig, {"training": {"epoch": 3}})
    assert caught.value.code == "config.unknown"
    assert str(caught.value) == "There is no setting “training.epoch”. Write one of these: training.epochs."
