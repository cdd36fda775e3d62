"""Every way into the import gives back what a careful writer wrote, cell by cell; and the fast way proves itself."""

import csv
import gzip
import io
from functools import lru_cache
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.data.importing.opening import open_source
from engine.data.importing.plain import stage_plain
from engine.data.importing.recipe import Reading
from engine.data.importing.records import Shape, batches
from engine.errors import InputError

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MORE = settings(QUICK, max_examples=100)
HEADER = ["user_id", "item_id", "feedback"]


def cells(exclude: str = "", codec: str = "utf-8") -> st.SearchStrategy[str]:
    return st.text(st.characters(codec=codec, exclude_categories=["Cs"], exclude_characters=exclude), max_size=10)


def table(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str, str]]]:
    # A first cell that is not empty: a record of nothing would be another thing, a blank line.
    return st.lists(st.tuples(cell.map(lambda text: "x" + text), cell, cell), min_size=1, max_size=12)


def careful(path: Path, reading: Reading, shape: Shape | None = None) -> list[tuple[str, ...]]:
    source = open_source("interactions", path, {}, reading, path.parent / "scratch")
    shape = shape or Shape()
    found = [row for batch in batches(source, shape) for row in zip(*batch.to_pydict().values(), strict=True)]
    return [tuple(cell or "" for cell in row[1:]) for row in found]


def fast(path: Path, reading: Reading) -> list[tuple[str, ...]] | None:
    source = open_source("interactions", path, {}, reading, path.parent / "scratch")
    con = engine()
    con.execute("DROP TABLE IF EXISTS t")
    if stage_plain(con, "t", source) is None:
        return None
    return con.execute("SELECT coalesce(c0, ''), coalesce(c1, ''), coalesce(c2, '') FROM t ORDER BY line").fetchall()


@lru_cache(maxsize=1)
def engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def quoted(rows, delimiter=",", end="\n"):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end, delimiter=delimiter).writerows([HEADER, *rows])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@QUICK
@given(rows=table(cells("\ufeff")), end=st.sampled_from(["\n", "\r\n"]), delimiter=st.sampled_from(",;\t|"))
def test_any_text_in_any_encoding(tmp_path, encoding, rows, end, delimiter):
    path = tmp_path / "log.csv"
    path.write_bytes(quoted(rows, delimiter, end).encode(encoding))
    stated = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    assert careful(path, Reading(encoding=stated)) == rows


@QUICK
@given(table(cells(codec="cp1252")), st.sampled_from(["\n", "\r\n"]))
def test_western_text(tmp_path, rows, end):
    path = tmp_path / "log.csv"
    path.write_bytes(quoted(rows, end=end).encode("cp1252"))
    assert careful(path, Reading(encoding="latin-1")) == rows


@QUICK
@given(table(cells("\r\n\0:")), st.sampled_from(["\n", "\r\n"]))
def test_two_colons(tmp_path, rows, end):
    path = tmp_path / "log.dat"
    path.write_bytes(end.join("::".join(row) for row in [HEADER, *rows]).encode())
    assert careful(path, Reading(delimiter="::")) == rows
    assert fast(path, Reading(delimiter="::")) == rows


@QUICK
@given(table(cells("\r\n\0,")))
def test_quotes_that_are_letters(tmp_path, rows):
    path = tmp_path / "log.csv"
    path.write_bytes("\n".join(",".join(row) for row in [HEADER, *rows]).encode())
    reading = Reading(quotes=False, delimiter=",")
    assert careful(path, reading) == rows
    assert fast(path, reading) == rows


@QUICK
@given(table(cells("\0")))
def test_without_a_header_and_packed(tmp_path, rows):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(quoted(rows).partition("\n")[2].encode()))
    assert careful(path, Reading(header=False, names=tuple(HEADER), delimiter=",")) == rows


@settings(QUICK, max_examples=10)
@given(table(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="=_\ufffe\uffff"), max_size=8)))
def test_spreadsheets(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    assert careful(tmp_path / "log.xlsx", Reading()) == rows


@QUICK
@given(table(cells()))
def test_parquet(tmp_path, rows):
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    pq.write_table(pa.table(columns, HEADER), tmp_path / "log.parquet")
    assert careful(tmp_path / "log.parquet", Reading()) == rows


@QUICK
@given(table(cells("\r\n\0")), st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t|"))
def test_the_fast_reader_takes_quoted_files_too(tmp_path, rows, end, delimiter):
    path = tmp_path / "log.csv"
    path.write_bytes(quoted(rows, delimiter, end).encode())
    assert fast(path, Reading()) == rows


soup = st.text(st.sampled_from('"""",,\n\nab \r'), max_size=40)


@MORE
@given(soup)
@example('a,"",""""\n')
@example('"a""",b,c\n"",b,c')
@example('"a"\r\n,b,c\n')
def test_what_the_fast_reader_takes_the_careful_one_reads_alike(tmp_path, body):
    """Quotes in any place: either the fast reader declines, or both agree and nothing is lost."""
    path = tmp_path / "log.csv"
    path.write_bytes(("user_id,item_id,feedback\n" + body).encode())
    found = fast(path, Reading(delimiter=","))
    if found is not None:
        shape = Shape()
        rows = careful(path, Reading(delimiter=","), shape)
        assert [row for row in rows if any(row)] == [row for row in found if any(row)]
        assert shape.reasons == {}


@MORE
@given(soup)
def test_the_careful_reader_against_python_s_csv(tmp_path, body):
    path = tmp_path / "log.csv"
    path.write_bytes(("user_id,item_id,feedback\n" + body).encode())
    shape = Shape()
    try:
        rows = careful(path, Reading(delimiter=","), shape)
    except InputError as error:
        assert error.code == "import.unclosed_quote"
        assert None in strict(body)
        return
    good = [row for row in strict(body) if row is not None and (len(row) == 3 or (len(row) == 4 and not row[3]))]
    assert rows == [tuple(row[:3]) for row in good]
    assert shape.read == len(rows) + shape.blank + sum(shape.reasons.values())


def strict(body: str) -> list[list[str] | None]:
    """The records, None where the quotes are wrong; reading goes on in the next line."""
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    found: list[list[str] | None] = []
    while True:
        try:
            found.append(next(reader))
        except StopIteration:
            return found
        except csv.Error:
            found.append(None)
