"""Ids of several columns, and one text for every record: alike in both readers, and never the same id for two."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.importing.extras import join, join_sql

part = st.text("ab+\\", max_size=4)


@given(st.tuples(part, part), st.tuples(part, part))
def test_different_parts_make_different_ids(one, two):
    assert (join(one) == join(two)) == (one == two)


def test_sql_joins_alike():
    cases = [("a", "b"), ("a+", "b"), ("a", "+b"), ("\\", "+"), ("", "x"), ("", "")]
    with duckdb.connect() as con:
        for parts in cases:
            given = f"SELECT {join_sql(['c0', 'c1'])} FROM (SELECT $1::VARCHAR AS c0, $2::VARCHAR AS c1)"
            assert (con.execute(given, parts).fetchone()[0] or "") == join(parts)


@pytest.mark.parametrize("quote", ["", '"'])
def test_in_an_import(bench, quote):
    rows = "".join(f"{quote}f{i}{quote},{i % 2},i,1\n" for i in range(4))
    log = f"a,b,item,click\n{rows}" + (
        '"f\n9",1,i,1\n' if quote else ""
    )  # a line end inside quotes: the careful reader
    mapping = (("user_id", "a+b"), ("item_id", "item"), ("feedback", "click"), ("randomized", "=1"))
    imported, table = bench.load(log, mapping=mapping)
    assert [row[1] for row in table("users")][-4:] == ["f0+0", "f1+1", "f2+0", "f3+1"]
    assert imported.schema.n_randomized == len(table("users"))
