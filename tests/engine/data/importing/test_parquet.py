"""Parquet takes the same way as CSV, and a file cut anywhere is refused."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.data.importing.recipe import Reading, Recipe
from engine.errors import InputError

MIDNIGHT = dt.datetime(2020, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))

LOG = {
    "user_id": pa.array([3, 1, 2], pa.int64()),
    "item_id": pa.array(["a", "b", "a"]).dictionary_encode(),
    "feedback": pa.array([4.5, 3.0, 1.0]),
    "timestamp": pa.array([MIDNIGHT] * 3, pa.timestamp("ms", "UTC")),
    "randomized": pa.array([True, False, None]),
}


@pytest.fixture
def log(tmp_path):
    pq.write_table(pa.table(LOG), tmp_path / "log.parquet")
    return tmp_path / "log.parquet"


def test_types_become_values(bench, log):
    imported, table = bench.load(log)
    at = 1577836800
    assert table("interactions") == [(0, 1, 3.0, at, False), (1, 0, 1.0, at, False), (2, 0, 4.5, at, True)]
    assert imported.ledgers[0].read == imported.ledgers[0].loaded == 3


def test_equal_to_csv(bench, log):
    rows = "3,a,4.5,2020-01-01,1\n1,b,3,2020-01-01,0\n2,a,1,2020-01-01,\n"
    text = "user_id,item_id,feedback,timestamp,randomized\n" + rows
    assert bench.load(log)[1]("interactions") == bench.load(text)[1]("interactions")


def test_lists_become_several_values(bench, log):
    items = pa.table({"item_id": ["a", "b"], "genres": [["Drama", "War"], ["Drama"]]})
    pq.write_table(items, bench.folder / "items.parquet")
    imported, table = bench.load(log, items=bench.folder / "items.parquet")
    assert table("items") == [(0, "a", "Drama|War"), (1, "b", "Drama")]
    assert [(a.kind, a.n_values) for a in imported.schema.item_attributes] == [("multi", 2)]


def test_not_finite_is_rejected(bench):
    rows = {"user_id": list(range(200)), "item_id": [1] * 200, "feedback": [1.0] * 199 + [float("inf")]}
    pq.write_table(pa.table(rows), bench.folder / "log.parquet")
    imported, _ = bench.load(bench.folder / "log.parquet")
    assert dict(imported.ledgers[0].reasons) == {"not_finite": 1}
    assert imported.ledgers[0].examples[0].line == 200


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_cut(bench, log, share):
    whole = log.read_bytes()
    log.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError) as caught:
        bench.load(log)
    assert caught.value.code == "import.parquet_broken"
    assert not list(bench.folder.glob("*.duckdb*"))


def test_cut_in_the_middle_but_with_its_end(bench, log):
    whole = log.read_bytes()
    log.write_bytes(whole[:100] + whole[-100:])
    with pytest.raises(InputError) as caught:
        bench.load(log)
    assert caught.value.code == "import.parquet_broken"


def test_text_that_is_no_text(bench):
    broken = pa.array([b"ok", b"\xff\xfe"]).view(pa.string())
    pq.write_table(pa.table({"user_id": broken, "item_id": ["a", "b"]}), bench.folder / "log.parquet")
    with pytest.raises(InputError) as caught:
        bench.load(bench.folder / "log.parquet")
    assert caught.value.code == "import.parquet_broken"


def test_a_nested_column_is_refused_by_name(bench):
    pq.write_table(pa.table({"user_id": ["u"], "item_id": [{"deep": 1}]}), bench.folder / "deep.parquet")
    with pytest.raises(InputError, match="item_id"):
        bench.load(bench.folder / "deep.parquet")


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_typed_times_are_what_they_are_whatever_order_is_stated(bench, log, order):
    stated = Recipe(interactions=Reading(times=order))
    assert bench.load(log, recipe=stated)[1]("interactions") == bench.load(log)[1]("interactions")
    mixed = "user_id,item_id,timestamp\nu,i,2024-03-04\nv,i,05/06/2024\n"
    times = [row[-1] for row in bench.load(mixed, recipe=stated)[1]("interactions")]
    assert times == [1709510400, {"dmy": 1717545600, "mdy": 1714953600}[order]]


def test_an_empty_cell_is_one_with_and_without_quotes(bench):
    row = "{n},i,3,{empty}\n"
    text = "user_id,item_id,feedback,note\n" + "".join(row.format(n=n, empty="") for n in range(20))
    twice = text + "".join(row.format(n=n, empty='""') for n in range(20))
    with pytest.raises(InputError) as caught:
        bench.load(twice)
    assert caught.value.code == "import.repeated"
