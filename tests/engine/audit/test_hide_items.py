"""Groups of items that are suppressed by their providers: on paper, and no difference gives a provider away."""

from pathlib import Path

import numpy as np
import pytest

from engine.audit.groups import LEAST_PROVIDERS, UNKNOWN, accompany, groups_of
from tests.traps.world import World, groups, liked, opened, served


def hidden(tmp_path: Path, kinds: list[str], providers: list[str] | None = None) -> set[str]:
    goods = {"kind": kinds} if providers is None else {"kind": kinds, "provider": providers}
    world = World({"g": groups(a=10, b=10)}, served([0.5] * 20), liked(20), goods=goods)
    with opened(world, tmp_path) as (dataset, _system):
        return set(groups_of(dataset, "kind").hidden)


def test_a_provider_with_items_in_two_hidden_groups_is_one(tmp_path):
    """x of {p} and y of {p, q} are two providers together, however they are summed: z goes along, w stays."""
    kinds = ["x"] * 3 + ["y"] * 3 + ["z"] * 4 + ["w"] * 6
    providers = ["p"] * 4 + ["q"] * 2 + [f"r{i}" for i in range(10)]
    assert hidden(tmp_path, kinds, providers) == {"x", "y", "z"}


def test_three_providers_together_are_company_enough(tmp_path):
    kinds = ["x"] * 3 + ["y"] * 3 + ["z"] * 10
    providers = ["p"] * 4 + ["q", "s"] + [f"r{i}" for i in range(10)]
    assert hidden(tmp_path, kinds, providers) == {"x", "y"}


def test_where_providers_are_not_known_items_count(tmp_path):
    assert hidden(tmp_path, ["x"] * 2 + ["y"] * 4 + ["z"] * 10) == {"x", "y"}


def test_items_without_a_value_are_no_company(tmp_path):
    """The sum over everyone else of known value leaves them out: x would be told by it."""
    kinds = ["x"] * 2 + [""] * 2 + ["y"] * 4 + ["z"] * 8
    assert hidden(tmp_path, kinds, [f"p{i}" for i in range(16)]) == {"x", "y", UNKNOWN}


def test_a_label_that_all_but_few_providers_have_is_hidden(tmp_path):
    """The total less y is the one item that is not y; z is half of all and stays."""
    kinds = ["x", "y|x", *["y|z"] * 8, *["y"] * 6]
    assert hidden(tmp_path, kinds, ["p", "q"] + [f"r{i}" for i in range(14)]) == {"x", "y"}


def test_a_label_of_all_items_leaves_nobody_out(tmp_path):
    assert hidden(tmp_path, ["y|x"] * 8 + ["y"] * 8) == set()


@pytest.mark.parametrize("seed", range(30))
def test_no_line_is_left_with_few_providers(seed):
    rng = np.random.default_rng(seed)
    inside = rng.random((6, 9)) < 0.3
    free = np.arange(6) == 5
    before = (inside.sum(axis=1) < LEAST_PROVIDERS) & inside.any(axis=1)
    after = before.copy()
    accompany(after, inside, free, inside.any(axis=1), sum_hidden=False)
    known = after & ~free
    left = inside.any(axis=1) & ~after & ~free
    assert not (before & ~after).any() and after[5] == before[5]
    if known.any() and left.any():
        assert known.sum() >= 2 and inside[known].any(axis=0).sum() >= LEAST_PROVIDERS
    if not (before & ~free).any():
        np.testing.assert_array_equal(after, before)
