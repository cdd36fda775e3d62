"""The short way for cells that are plain numbers gives what the long way gives, whatever the cell."""

import random

import duckdb
import pytest

from engine.data.importing import text
from engine.data.importing.fields import interaction_fields
from engine.data.importing.recipe import Reading

ODD = (
    "1", "0", "00", "-0", "-1", "+1", "+-1", "1_000", "_1", "1e5", "1E-5", "1e400", "1e-400", "0e0", " 1", "1 ",
    "\u00a01", "1\u200b", "\t5\n", ".5", "5.", "nan", "inf", "-inf", "NULL", "-", "", None, "1,5", "1.500,25", "9e11",
    "1600000000", "1600000000000", "2020-05-01", "2020-05-01 10:00:00+02:00", "true", "\uff11", "0x10", "1 2", "1\x00",
)  # fmt: skip


def both(cells, field, nulls):
    long = text.cell("c", nulls)
    value = field.value.replace("{r}", f"({long})")
    short = field.plain.replace("{t}", "t")
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute("CREATE TABLE cells (c VARCHAR)")
        con.executemany("INSERT INTO cells VALUES (?)", [(cell,) for cell in cells])
        return con.execute(
            f"SELECT c, q, {value}, CASE WHEN q THEN {short} END, ({long}) IS NULL "
            f"FROM (SELECT *, {text.plain_number('c', 't', nulls)} AS q FROM "
            "(SELECT c, TRY_CAST(c AS DOUBLE) AS t FROM cells))"
        ).fetchall()


@pytest.mark.parametrize("times", ["auto", "seconds", "milliseconds"])
@pytest.mark.parametrize("nulls", [(), ("NULL", "-", "nan"), ("999", "1", "0")])
def test_the_short_way_gives_what_the_long_way_gives(times, nulls):
    rng = random.Random(5)
    made = ["".join(rng.choices("0123456789.e+-_ ", k=rng.randint(1, 6))) for _ in range(400)]
    for name in ("feedback", "timestamp"):
        rows = both([*ODD, *made], interaction_fields(None, times=times)[name], nulls)
        taken = [(cell, long, short, missing) for cell, quick, long, short, missing in rows if quick]
        assert all(long == short and not missing for _, long, short, missing in taken)
        assert bool(taken) == (nulls[:1] != ("999",))


def test_a_decimal_comma_and_dates_have_no_short_way():
    fields = interaction_fields(None, Reading(decimal=","))
    assert not any(field.plain for field in fields.values())
    assert [interaction_fields(None, times=order)["timestamp"].plain for order in ("dmy", "mdy", "ymd")] == [""] * 3
