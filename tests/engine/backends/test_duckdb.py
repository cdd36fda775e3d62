"""A dataset's file opened: with a table of attributes kept apart, and without."""

from dataclasses import replace

import duckdb
import pytest

from engine import columns as c
from engine.backends.duckdb import open_dataset
from engine.contracts import Attribute, Schema
from engine.data.cells import cells

AREA = Attribute("area", "category", 2, 1, sensitive=True)
SCHEMA = Schema("s", "click", (0.0, 1.0), None, (c.USER_CODE,), (AREA,), (), 3, 1, 3, 0, None)


@pytest.fixture
def file(tmp_path):
    """Three users, the table kept apart in another order than the codes."""
    path = tmp_path / "data.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE interactions AS SELECT unnest([0, 1, 2])::INTEGER AS user_code, 0 AS item_code")
        con.execute("CREATE TABLE users AS SELECT unnest([0, 1, 2])::INTEGER AS user_code, 'u' AS user_id")
        con.execute("CREATE TABLE items AS SELECT 0 AS item_code, 'i' AS item_id")
        con.execute("CREATE TABLE sensitive AS SELECT * FROM "
                    "(VALUES (2, 'south'), (0, 'north'), (1, NULL)) v(user_code, area)")  # fmt: skip
    return path


def test_attributes_kept_apart_have_a_table(file, tmp_path):
    with open_dataset(file, "id", SCHEMA, tmp_path) as dataset:
        assert dataset.users.collect_schema().names() == [c.USER_CODE, c.USER]
        assert cells(dataset, "area").tolist() == ["north", None, "south"]


def test_without_them_there_is_none(file, tmp_path):
    with open_dataset(file, "id", replace(SCHEMA, user_attributes=()), tmp_path) as dataset:
        assert dataset.sensitive is None
