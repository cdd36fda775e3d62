"""Every kind and parameter has words and a place in the documentation, and its example works."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from engine.config import parse
from engine.contracts import Attribute
from engine.data.features import FEATURES, check_recipe
from engine.data.importing import Recipe
from engine.words import features

AGE = Attribute("age", "number", 50, 0)
PAGE = (Path(__file__).parents[4] / "docs" / "features.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", FEATURES)
def test_words_and_documentation(key):
    assert features.FEATURES[key].example
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{key}` |"))
    for parameter in fields(FEATURES[key]):
        assert features.PARAMETERS[parameter.name].definition and f"`{parameter.name}`" in line


def test_the_example_of_the_command_line():
    (shown,) = re.findall(r"--set 'features=(\[.*\])'", PAGE)
    recipe = parse(Recipe, {"features": json.loads(shown)})
    assert len(check_recipe(recipe.features, (AGE,), (), timed=True)) == 3
