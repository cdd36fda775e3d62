"""Sizes before any metric: what the fixed pattern hides is hidden here too, and users are told in tens."""

import pytest

from engine.audit.lattice import pattern_of
from engine.audit.sizes import group_sizes
from engine.words.sizes import told
from tests.traps.world import World, liked, opened, served

PEOPLE = {
    "g": ["F"] * 60 + ["M"] * 54,
    "a": ["old"] * 44 + ["mid"] * 8 + ["young"] * 62,
    "country": ["X"] * 55 + ["Y"] * 41 + ["Z"] * 18,
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    world = World(PEOPLE, served([0.5] * 114), liked(114))
    with opened(world, tmp_path_factory.mktemp("sizes")) as (dataset, _system):
        yield group_sizes(dataset), pattern_of(dataset, ())


def test_users_are_told_in_tens(found):
    sizes, _pattern = found
    of = {size.group: size.n for size in sizes if size.side == "user"}
    assert (of["F"], of["M"], of["mid"]) == (60, 50, None)
    assert all(n is None or n % 10 == 0 for n in of.values())


def test_what_the_pattern_hides_is_hidden(found):
    sizes, pattern = found
    for name in PEOPLE:
        own = [size.n is None for size in sizes if size.attribute == name]
        assert own == pattern.hidden((name,)).tolist()


def test_in_words():
    assert told(304, 10) == "300 to 309" and told(1234) == "1,234" and told(None, 10) == "withheld"
