"""Files that would cost more than they may: refused in words, or their records are rejects."""

import datetime as dt
import gzip
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.data.importing import ImportRequest, excel, limits, parquet, records, unpacking, write_dataset
from engine.data.importing.excel import sheet_rows
from engine.data.importing.opening import open_source
from engine.data.importing.recipe import Reading, Recipe
from engine.data.importing.records import Shape, batches
from engine.errors import InputError

HEAD = "user_id,item_id,feedback\n"


def refused(path, reading=None):
    with pytest.raises(InputError) as caught:
        for _ in batches(open_source("interactions", path, {}, reading or Reading(), path.parent / "scratch"), Shape()):
            pass
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.code


def read(path, reading=None):
    rejects = []
    shape = Shape(keep=rejects.extend)
    source = open_source("interactions", path, {}, reading or Reading(), path.parent / "scratch")
    rows = [row for batch in batches(source, shape) for row in zip(*batch.to_pydict().values(), strict=True)]
    shape.flush()
    return rows, shape, rejects


def test_gzip(tmp_path, monkeypatch):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress((HEAD + "u,i,1\n" * 9).encode()))
    assert len(read(path)[0]) == 9
    path.write_bytes(path.read_bytes()[:-9])
    assert refused(path) == "import.gzip_broken"
    path.write_bytes(gzip.compress(gzip.compress(HEAD.encode())))
    assert refused(path) == "import.archive"
    monkeypatch.setattr(unpacking, "RATIO_FROM", 2**20)
    path.write_bytes(gzip.compress(b"0" * 2**22))
    assert refused(path) == "import.bomb"
    assert sum(file.stat().st_size for file in (tmp_path / "scratch").iterdir()) <= 2**20


def test_a_parquet_file_whose_dictionary_becomes_too_much_text(tmp_path, monkeypatch):
    path = tmp_path / "log.parquet"
    value = pa.array(["x" * 1000] * 20_000)
    pq.write_table(pa.table({"user_id": value, "item_id": value}), path)
    assert len(read(path)[0]) == 20_000  # 40 MB of text
    monkeypatch.setattr(parquet, "PARQUET_RATIO_FROM", 20 * 10**6)
    assert refused(path) == "import.bomb"


def test_columns_and_cells(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(",".join(f"c{i}" for i in range(limits.MAX_COLUMNS + 1)) + "\n")
    assert refused(path) == "import.too_many_columns"
    note = "y" * (limits.MAX_CELL + 1)
    path.write_text(f"user_id,item_id,note\n{'x' * 1001},i,\nu,i,{note}\nv,i,{note[1:]}\nuser_id,item_id,note\nw,i,\n")
    rows, shape, rejects = read(path)
    assert [row[1] for row in rows] == ["v", "w"]
    assert shape.reasons == {"too_long": 2, "header_again": 1}
    assert [(reject.line, len(reject.text)) for reject in rejects] == [(2, 200), (3, 200), (5, 20)]
    assert shape.read == 5


def test_a_line_of_three_megabytes_is_one_reject(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(f"{HEAD}u,i,1\nv,{'y' * 3_000_000},1\nw,i,1\n" + f'x,"{"z" * 3_000_000}",1\nq,i,1\n')
    rows, shape, _ = read(path)
    assert [row[:2] for row in rows] == [(2, "u"), (4, "w"), (6, "q")]
    assert (shape.read, shape.reasons) == (5, {"too_long": 2})


def test_parquet(tmp_path, monkeypatch):
    path = tmp_path / "log.parquet"
    long = {"user_id": ["u", "x" * 2000, "w"], "item_id": ["i"] * 3, "note": ["", "", "y" * 10**6]}
    pq.write_table(pa.table(long), path)
    rows, shape, _ = read(path)
    assert ([row[1] for row in rows], shape.reasons) == (["u"], {"too_long": 2})
    monkeypatch.setattr(parquet, "PARQUET_BATCH_BYTES", 1000)
    pq.write_table(pa.table({"user_id": ["x" * 900] * 9, "item_id": ["i"] * 9}), path)
    assert refused(path) == "import.bomb"
    monkeypatch.setattr(parquet, "PARQUET_CHUNK_BYTES", 2**20)
    pq.write_table(pa.table({"user_id": ["u"], "item_id": ["x" * 2**21]}), path)
    assert refused(path) == "import.bomb"
    pq.write_table(pa.table({"user_id": ["u"] * 9, "item_id": ["i"] * 9}), path)
    monkeypatch.setattr(parquet, "PARQUET_GROUP_ROWS", 5)
    assert refused(path) == "import.too_many_rows"
    pq.write_table(pa.table({f"c{i}": [1] for i in range(501)}), path)
    assert refused(path) == "import.too_many_columns"
    pq.write_table(pa.table({"user_id": [{"a": 1}], "item_id": [1]}), path)
    assert refused(path) == "import.parquet_type"


@pytest.fixture
def book(tmp_path):
    """A workbook with a log on its second sheet."""
    made = openpyxl.Workbook()
    made.active.title = "notes"
    made.active.append(["nothing here"])
    log = made.create_sheet("log")
    for row in (["user_id", "item_id", "feedback", "timestamp", "randomized"],
                [7, 1e15, 4.5, dt.datetime(2024, 3, 4, 5, 6), True], ["007", "a", 3, dt.date(2024, 3, 4), False],
                [], ["x", "=1+1", 0.1, None, None], [1, 2, 3, None, None, "beyond"]):  # fmt: skip
        log.append(row)
    log.merge_cells("A3:B3")
    made.save(tmp_path / "log.xlsx")
    return tmp_path / "log.xlsx"


def test_cells_of_a_sheet_as_text(book):
    assert list(sheet_rows(book, "log", ".", "log.xlsx"))[1:] == [
        ["7", "1000000000000000", "4.5", "2024-03-04 05:06:00", "true"],
        ["007", "", "3", "2024-03-04 00:00:00", "false"],
        [],
        ["x", "", "0.1", "", ""],  # a formula that was saved without its value
        ["1", "2", "3", "", "", "beyond"],
    ]
    assert list(sheet_rows(book, "log", ",", "log.xlsx"))[1][2] == "4,5"


def test_lines_of_a_sheet_are_its_rows(book):
    rows, shape, rejects = read(book, Reading(sheet="log"))
    assert [row[:3] for row in rows] == [(2, "7", "1000000000000000"), (3, "007", ""), (5, "x", "")]
    assert (shape.read, shape.blank) == (5, 1)
    assert [(reject.line, reject.reason) for reject in rejects] == [(6, "too_many_columns")]
    assert refused(book, Reading(sheet="log 2")) == "import.sheet"


def test_spreadsheets_that_are_none_or_too_large(book, monkeypatch):
    monkeypatch.setattr(excel, "EXCEL_BYTES", 1000)
    assert refused(book) == "import.bomb"
    monkeypatch.undo()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(book) == "import.excel_broken"
    book.write_bytes(book.read_bytes()[:-5])
    assert refused(book) == "import.archive"


def test_of_many_rejects_all_are_kept_and_few_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "BATCH", 4)
    path, held = tmp_path / "log.csv", []
    flush = Shape.flush
    monkeypatch.setattr(Shape, "flush", lambda self: (held.append(len(self._pending)), flush(self))[1])
    path.write_text(HEAD + "u,i,1\n" + "".join(f"u{n},i\n" for n in range(23)) + "v,i,1\n", encoding="utf-8")
    write_dataset(ImportRequest(path, recipe=Recipe(rejects=1)), tmp_path / "data.duckdb")
    kept = pq.read_table(tmp_path / "rejects.parquet").to_pylist()
    assert [(row["line"], row["text"]) for row in kept] == [(n + 3, f"u{n},i") for n in range(23)]
    assert {row["reason"] for row in kept} == {"too_few_columns"} and max(held) == 4
