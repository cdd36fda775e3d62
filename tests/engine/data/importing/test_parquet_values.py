"""Values of typed columns keep what they are on the way to text: long ids, lists with holes, times finer than µs."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import InputError


def _file(bench, columns, name="log.parquet"):
    pq.write_table(pa.table(columns), bench.folder / name)
    return bench.folder / name


@pytest.mark.parametrize("kind", [pa.float64(), pa.int64(), pa.string()])
def test_long_ids_match_those_of_another_file_whatever_their_type(bench, kind):
    ids = [13800138001, 13800138002, 2**53 - 1]
    log = _file(bench, {"user_id": pa.array(ids, pa.int64()).cast(kind), "item_id": ["a", "b", "a"]})
    users = _file(bench, {"user_id": pa.array(ids, pa.int64()), "age": [1, 2, 3]}, "users.parquet")
    imported, table = bench.load(log, users=users)
    assert {row[1]: row[2] for row in table("users")} == {str(i): str(n) for n, i in enumerate(ids, 1)}
    assert imported.schema.n_users == 3


@pytest.mark.parametrize(("kind", "value"), [(pa.float64(), 2.0**53), (pa.float32(), 2.0**24), (pa.float64(), -1e300)])
def test_float_ids_that_have_lost_digits_are_refused_by_name(bench, kind, value):
    log = _file(bench, {"user_id": pa.array([1.0, value], kind), "item_id": ["a", "b"]})
    with pytest.raises(InputError, match="user_id") as caught:
        bench.load(log)
    assert caught.value.code == "import.float_ids"


def test_floats_that_are_no_ids_keep_their_value(bench):
    feedback = [0.1, 3.0, 1e20, -0.0, 123456789012.0]
    log = _file(bench, {"user_id": list("abcde"), "item_id": ["i"] * 5, "feedback": feedback})
    assert [row[2] for row in bench.load(log)[1]("interactions")] == feedback


def test_a_null_in_a_list_takes_no_other_value_with_it(bench):
    log = _file(bench, {"user_id": ["u"] * 4, "item_id": list("abcd")})
    genres = [["Drama", None, "War"], [None], None, ["Drama"]]
    items = _file(bench, {"item_id": list("abcd"), "genres": pa.array(genres)}, "items.parquet")
    shown = [row[2] for row in bench.load(log, items=items)[1]("items")]
    assert shown == ["Drama|War", None, None, "Drama"]


def test_a_text_of_a_list_that_would_be_two_is_refused(bench):
    log = _file(bench, {"user_id": ["u"], "item_id": ["a"]})
    items = _file(bench, {"item_id": ["a"], "genres": pa.array([["Drama|War", "War"]])}, "items.parquet")
    with pytest.raises(InputError, match="genres") as caught:
        bench.load(log, items=items)
    assert caught.value.code == "import.list_mark"


def test_times_finer_than_a_microsecond_are_taken(bench):
    times = pa.array([1577836800 * 10**9 + 1, 1577836801 * 10**9 + 999], pa.timestamp("ns", "UTC"))
    log = _file(bench, {"user_id": ["u", "v"], "item_id": ["a", "a"], "timestamp": times})
    assert [row[-1] for row in bench.load(log)[1]("interactions")] == [1577836800, 1577836801]
