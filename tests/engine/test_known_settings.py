"""Which setting somebody may have meant by a name that there is not."""

import pytest

from engine.config import RunConfig, parse
from engine.data.importing.recipe import Recipe
from engine.errors import InputError
from engine.known_settings import meant, names

MEANT = {
    "decimal": ["interactions.decimal", "users.decimal", "items.decimal"],
    "users.delimter": ["users.delimiter", "interactions.delimiter", "items.delimiter"],
    "repeat": ["cleaning.repeats"],
    "pseudonymise": ["privacy.pseudonymise"],
    "null": ["nulls"],
    "privacy.zzz": ["privacy.pseudonymise", "privacy.sensitive"],
    "zzz": names(Recipe),
}


@pytest.mark.parametrize("setting", MEANT)
def test_what_was_meant(setting):
    assert meant(Recipe, setting) == MEANT[setting]


def test_all_names_are_settings():
    for name in names(Recipe):
        value = {"header": True, "rejects": 0.1}.get(name.rpartition(".")[2])
        group, _, last = name.rpartition(".")
        given = {group: {last: value}} if group else {last: value}
        try:
            parse(Recipe, given)
        except InputError as error:
            assert error.code == "config.invalid", "a value that is wrong, not a name"


def test_an_unknown_setting_comes_with_the_ones_that_are_near():
    with pytest.raises(InputError) as caught:
        parse(RunConfig, {"training": {"epoch": 3}})
    assert caught.value.code == "config.unknown"
    assert str(caught.value) == "There is no setting “training.epoch”. Write one of these: training.epochs."
