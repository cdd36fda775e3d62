"""Examples of users: least, middle of each group, most; bounded reading; nobody twice; small groups unnamed."""

from dataclasses import replace

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine import columns as c
from engine.explain import examples as room
from engine.explain.examples import examples
from engine.workspace.arrays import first_rows, has_list, read_fold, read_lists


@pytest.fixture
def activity(dataset, trained):
    """By user id: training interactions of those with a list, counted one by one."""
    train, lists = (
        read_fold(trained.path / "split.parquet", "train"),
        read_lists(trained.path / "recommendations.parquet"),
    )
    frame = dataset.users.select(c.USER_CODE, c.USER).collect()
    ids = dict(zip(frame[c.USER_CODE].to_list(), frame[c.USER].to_list(), strict=True))
    return {ids[code]: int((train.users == code).sum()) for code in lists.users.tolist()}


def test_least_middle_and_most(dataset, trained, activity):
    found = examples(dataset, trained)
    assert len({one.user for one in found}) == len(found) > 2
    assert all(one.interactions == activity[one.user] for one in found)
    assert found[0].place == "least" and found[0].interactions == min(activity.values())
    assert found[-1].place == "most" and found[-1].interactions == max(activity.values())
    for one in found[1:-1]:
        own = _group(dataset, one.attribute, one.group, activity)
        assert one.user in own
        below, above = (sum(sign * (activity[u] - one.interactions) > 0 for u in own) for sign in (-1, 1))
        assert max(below, above) <= len(own) // 2 + 2


def _group(dataset, attribute, group, activity):
    frame = dataset.users.filter(nw.col(attribute) == group).select(c.USER).collect()
    return [user for user in frame[c.USER].to_list() if user in activity]


def test_a_group_of_few_is_not_named(dataset, trained, monkeypatch):
    monkeypatch.setattr(room, "LEAST_USERS", 10_000)
    assert [one.place for one in examples(dataset, trained)] == ["least", "most"]
    assert not any(one.group for one in examples(dataset, trained))


def test_no_more_rows_are_read_than_the_constant_says(dataset, trained, activity, monkeypatch):
    monkeypatch.setattr(room, "MOST_ROWS", 300)
    found = examples(dataset, trained)
    assert found and all(one.interactions == activity[one.user] for one in found), "the last, cut user is left out"


def test_nobody_with_a_list(dataset, trained, tmp_path):
    columns = {c.USER_CODE: pa.array([], pa.int32()), c.ITEM_CODE: pa.array([], pa.int32())}
    pq.write_table(pa.table(columns), tmp_path / "recommendations.parquet")
    (tmp_path / "split.parquet").write_bytes((trained.path / "split.parquet").read_bytes())
    assert examples(dataset, replace(trained, path=tmp_path)) == ()


def test_one_users_rows_alone_say_whether_there_is_a_list(trained):
    file = trained.path / "recommendations.parquet"
    listed = read_lists(file).users
    assert has_list(file, int(listed[3])) and not has_list(file, 1_000_000)
    assert np.array_equal(first_rows(file, [c.USER_CODE], 25)[c.USER_CODE], np.repeat(listed, 10)[:25])
