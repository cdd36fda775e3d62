"""How a metric is spread within groups: shares on paper, and what is withheld."""

import numpy as np
import pytest

from engine.audit.distribution import distribution
from engine.config import Cohort
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
    assert spread.mean == pytest.approx((30 / 4 + 50 / 2) / 100)


def test_a_bin_of_seven_is_withheld_with_company_and_the_rest_is_shown(found):
    shares = found["b"].shares
    assert shares[5] is None and sum(share is None for share in shares) == 2
    assert shares[9] == 0.38, "23 of 60, to whole percents"
    left = 1 - sum(share for share in shares if share is not None)
    assert round(left * 60) >= 10, "what is missing together is no small number"


def test_small_and_hidden_groups_are_left_out(found):
    assert set(found) == {"a", "b", "unknown"}


def test_without_variation_or_value_there_is_nothing_to_draw(tmp_path):
    world = World({"g": groups(a=60, b=60)}, with_hits([2] * 120), liked(120))
    with looked(world, tmp_path) as of:
        assert distribution(of, "recall", "g") is None and distribution(of, "mae", "g") is None
        assert distribution(of, "no such metric", "g") is None


CROSSED = World(
    {"g": ["F", "M"] * 150, "a": ["o"] * 130 + ["y"] * 170}, with_hits([u * 7 % 5 for u in range(300)]), liked(300)
)
YOUNG_WOMEN = Cohort("young women", (("g", "F"), ("a", "y")))


def test_groups_that_join_columns_have_no_spread(tmp_path):
    """A bin that is withheld of a column would follow from the cells, and the other way round."""
    women = Cohort("women", (("g", "F"),))
    with looked(CROSSED, tmp_path, groupings=("g*a",), cohorts=(YOUNG_WOMEN, women)) as of:
        assert distribution(of, "recall", "g*a") is None and distribution(of, "recall", "young women") is None
        column, cohort = distribution(of, "recall", "g").groups, distribution(of, "recall", "women").groups
    assert {one.group: one.shares for one in column}["F"] == {one.group: one.shares for one in cohort}["women"]


def test_the_bins_of_all_users_give_no_withheld_bin_away(tmp_path):
    """Another attribute tells how many of all users are in a bin: one that is withheld alone would be the rest."""
    hits = [*[0] * 60, *[1] * 4, *[2] * 40, *[0] * 70, *[1] * 50, *[2] * 40]
    world = World({"g": groups(a=104, b=160)}, with_hits(hits), liked(264))
    with looked(world, tmp_path) as of:
        shares = np.array([one.shares for one in distribution(of, "recall", "g").groups], dtype=object)
    alone = [sum(share is None for share in column) for column in shares.T]
    assert shares[0][2] is None and set(alone) <= {0, 2}


def test_n_is_the_size_that_the_audit_publishes(tmp_path):
    lists = with_hits([u % 5 for u in range(120)])
    world = World({"g": groups(a=60, b=60)}, {u: of for u, of in lists.items() if u != 7}, liked(120))
    with looked(world, tmp_path) as of:
        assert [one.n for one in distribution(of, "recall", "g").groups] == [60, 60]


@pytest.mark.parametrize(("metric", "shares"), [("recall", True), ("mae", False)])
def test_edges_are_nobodys_value(tmp_path, metric, shares):
    test = [(u, i, 5.0 if i in (0, 1) else 1.0) for u in range(200) for i in range(4)]
    lists = with_hits([1 + u % 3 for u in range(200)])
    world = World(
        {"g": groups(a=100, b=100)}, lists, test, scores=lambda row: 1 + 4 * (row[0] * 7919 + row[1] * 31) % 97 / 97
    )
    with looked(world, tmp_path) as of:
        found, units = distribution(of, metric, "g"), of.units(metric)
    values = units[0] / units[1]
    low, high = found.edges[0], found.edges[-1]
    assert low <= values.min() and values.max() <= high
    assert (low, high) == (0.0, 1.0) if shares else not {low, high} & set(values.tolist())
    assert all(float(f"{end:.2g}") == end for end in (low, high))
