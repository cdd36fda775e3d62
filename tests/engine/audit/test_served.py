"""Who has no list: in tens, and fewer than ten are not counted, nor follow from what is told of groups."""

import numpy as np
import pytest

from engine.audit.served import served as told
from tests.traps.world import World, groups, liked, opened, served

N = 200


def findings(tmp_path, without):
    lists = {u: of for u, of in served([0.5] * N).items() if u not in without}
    with opened(World({"g": groups(a=100, b=100)}, lists, liked(N)), tmp_path) as (dataset, system):
        return {found.code: dict(found.facts) for found in told(dataset, system)}


@pytest.mark.parametrize("n", [1, 9])
def test_fewer_than_ten_are_not_counted(tmp_path, n):
    assert findings(tmp_path, range(n)) == {"lists.missing_few": {"least": 10}}


def test_nor_are_fewer_than_ten_who_have_one(tmp_path):
    assert findings(tmp_path, range(3, N)) == {"lists.missing_most": {"least": 10}}


def test_what_groups_lack_does_not_tell_the_rest(tmp_path):
    """Thirty of a and four of b: 34 and 30% told as they are would leave four."""
    found = findings(tmp_path, np.array([*range(30), *range(100, 104)]))
    assert found["lists.missing"] == {"users": 30, "of": 200}
    assert found["lists.missing_group"] == {"attribute": "g", "group": "a", "share": 0.3}
    more = findings(tmp_path / "more", np.array([*range(34), *range(100, 104)]))
    assert more == found
