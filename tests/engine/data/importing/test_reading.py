"""Both readers against Python's csv: whatever a careful writer wrote comes back, cell by cell."""

import csv
import io
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.opening import open_source
from engine.data.importing.plain import stage_plain
from engine.data.importing.recipe import Reading
from engine.data.importing.records import Shape
from engine.data.importing.staging import stage_carefully
from engine.errors import InputError

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER = ["user_id", "item_id", "feedback"]

DAMAGE = [b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b'",', b',"', b"\xef\xbb\xbf", b";", b"\\", b"inf", b" "]

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
rows = st.lists(st.tuples(any_text, any_text, any_text), min_size=1, max_size=15)
plain_cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\n\r",;\t|\0'), max_size=8)
# A first cell that is not empty: a record of nothing would be another thing, a blank line.
plain_rows = st.lists(st.tuples(plain_cell.map(lambda t: "x" + t), plain_cell, plain_cell), min_size=1, max_size=15)


def staged(read, path: Path) -> list[tuple[str, ...]]:
    source = open_source("interactions", path, {}, Reading(), path.parent)
    with duckdb.connect() as con:
        read(con, source)
        cells = con.execute("SELECT coalesce(c0, ''), coalesce(c1, ''), coalesce(c2, '') FROM t ORDER BY line")
        return cells.fetchall()


@QUICK
@given(rows, st.sampled_from(["\n", "\r\n"]), st.sampled_from([",", ";", "\t", "|"]))
def test_quoted_text_of_any_kind(tmp_path, rows, end, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end, delimiter=delimiter).writerows([HEADER, *rows])
    path = tmp_path / "quoted.csv"
    path.write_bytes(out.getvalue().encode())
    shape = Shape()
    assert staged(lambda con, source: stage_carefully(con, "t", source, shape), path) == rows
    assert (shape.read, shape.blank, shape.reasons) == (len(rows), 0, {})


@QUICK
@given(plain_rows, st.sampled_from(["\n", "\r\n"]))
def test_the_fast_reader_agrees_with_the_careful_one(tmp_path, rows, end):
    path = tmp_path / "plain.csv"
    path.write_bytes(end.join(",".join(row) for row in [HEADER, *rows]).encode())
    counted: list[int | None] = []
    fast = staged(lambda con, source: counted.append(stage_plain(con, "t", source)), path)
    careful = staged(lambda con, source: stage_carefully(con, "t", source, Shape()), path)
    assert counted == [len(rows)]
    assert fast == careful == rows


@QUICK
@given(st.data())
def test_damage_is_accounted_for_or_refused_in_one_line(tmp_path, data):
    whole = bytearray(b"user_id,item_id,feedback\n" + b"".join(b"u%d,i%d,%d\n" % (i, i % 7, i % 5) for i in range(150)))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + data.draw(st.integers(0, 9))] = data.draw(st.sampled_from(DAMAGE))
    (tmp_path / "log.csv").write_bytes(whole)
    target = tmp_path / "data.duckdb"
    try:
        imported = write_dataset(ImportRequest(tmp_path / "log.csv"), target)
    except InputError as error:
        assert error.code.startswith("import.")
        assert error.code not in ("import.engine", "import.unbalanced")
        assert "\n" not in str(error)
    else:
        assert imported.ledgers[0].balances
        assert imported.ledgers[0].loaded == imported.schema.n_interactions
        target.unlink()
    assert not target.exists()


def test_lines_are_numbered_in_the_file_s_order(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("user_id,item_id,feedback\n" + "".join(f"{n},i,1\n" for n in range(2, 200_002)))
    source = open_source("interactions", path, {}, Reading(), path.parent)
    with duckdb.connect() as con:
        assert stage_plain(con, "t", source) == 200_000
        assert con.execute("SELECT count(*) FROM t WHERE line <> CAST(c0 AS BIGINT)").fetchone() == (0,)


def test_the_fast_reader_declines_what_it_cannot_vouch_for(tmp_path):
    path = tmp_path / "odd.csv"
    for body in ("1,2\n", "1,2,3,4\n", "\n1,2,3\n", '"1"x,2,3\n', '"1\n",2,3\n', '1"",2,3\n', "1,2,3\r\n", "1,2,\0\n"):
        path.write_bytes(f"user_id,item_id,feedback\n{body}".encode())
        source = open_source("interactions", path, {}, Reading(), path.parent)
        with duckdb.connect() as con:
            assert stage_plain(con, "t", source) is None, body
            stage_carefully(con, "t", source, Shape())  # the name is free again
