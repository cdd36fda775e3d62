"""How a metric is spread within groups: shares on paper, and what is withheld."""

import pytest

from engine.audit.distribution import distribution
from tests.engine.audit.looking import looked, with_hits
from tests.traps.world import World, groups, liked

A, B, SMALL = [0] * 20 + [1] * 30 + [2] * 50, [0] * 10 + [1] * 10 + [2] * 7 + [3] * 10 + [4] * 23, [2] * 49
SOME = World(
    {"g": groups(a=100, b=60, c=49, d=4, none=60)}, with_hits([*A, *B, *SMALL, *[1] * 4, *[4] * 60]), liked(273)
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with looked(SOME, tmp_path_factory.mktemp("spread")) as of:
        yield {one.group: one for one in distribution(of, "recall", "g").groups}


def bins(*shares):
    """Ten bins from recall 0 to 1: four hits at most, so five of them may be filled."""
    filled = dict(zip((0, 2, 5, 7, 9), shares, strict=True))
    return tuple(filled.get(place, 0.0) for place in range(10))


def test_on_paper(found):
    spread = found["a"]
    assert spread.n == 100 and spread.shares == bins(0.2, 0.3, 0.5, 0.0, 0.0)
    assert spread.mean == pytest.approx((30 / 4 + 50 / 2) / 100) and spread.median == pytest.approx(0.375)


def test_a_bin_of_seven_is_withheld_with_company_and_the_rest_is_shown(found):
    shares = found["b"].shares
    assert shares[5] is None and sum(share is None for share in shares) == 2
    assert shares[9] == pytest.approx(23 / 60)
    left = 1 - sum(share for share in shares if share is not None)
    assert round(left * 60) >= 10, "what is missing together is no small number"


def test_small_and_hidden_groups_are_left_out(found):
    assert set(found) == {"a", "b", "unknown"}


def test_without_variation_or_value_there_is_nothing_to_draw(tmp_path):
    world = World({"g": groups(a=60, b=60)}, with_hits([2] * 120), liked(120))
    with looked(world, tmp_path) as of:
        assert distribution(of, "recall", "g") is None and distribution(of, "mae", "g") is None
        assert distribution(of, "no such metric", "g") is None
