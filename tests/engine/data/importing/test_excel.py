"""Spreadsheets: long ids, errors, days without a format, damage, and the sheets that nobody chose."""

import openpyxl
import pytest

from engine.data.importing import ImportRequest
from engine.data.importing.opening import open_sources
from engine.data.importing.preview import preview
from engine.data.importing.recipe import Reading, Recipe
from engine.errors import InputError


def _book(bench, rows, name="log.xlsx", others=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title in others:
        book.create_sheet(title)
    book.save(bench.folder / name)
    return bench.folder / name


def test_ids_are_integers_below_two_to_the_53rd_and_refused_beyond(bench):
    head = ["user_id", "item_id", "feedback"]
    fine = _book(bench, [head, [13800138001.0, "i", 2.0**60]])
    assert [row[1] for row in bench.load(fine)[1]("users")] == ["13800138001"]
    with pytest.raises(InputError, match="user_id") as caught:
        bench.load(_book(bench, [head, [1.2345678901234567e19, "i", 1.0]]))
    assert caught.value.code == "import.float_ids"


def test_errors_are_no_value_and_counted(bench):
    log = _book(bench, [["user_id", "item_id"], ["u", "i"], ["v", "j"]])
    users = _book(bench, [["user_id", "age"], ["u", "#DIV/0!"], ["v", "#N/A"]], "users.xlsx")
    imported, table = bench.load(log, users=users)
    assert [row[2] for row in table("users")] == [None, None]
    assert imported.tidied.nulls == {"#N/A": 2}


def test_days_without_a_date_format_are_no_seconds(bench):
    log = _book(bench, [["user_id", "item_id", "timestamp"], ["u", "i", 45292], ["v", "i", 45293.5]])
    with pytest.raises(InputError, match="spreadsheet") as caught:
        bench.load(log)
    assert caught.value.code == "import.serial_date"
    seconds = Recipe(interactions=Reading(times="seconds"))
    assert [row[-1] for row in bench.load(log, recipe=seconds)[1]("interactions")] == [45292, 45293]


def test_a_damaged_file_is_refused_in_words(bench):
    log = _book(bench, [["user_id", "item_id"], *[[f"u{i}", f"i{i * i}"] for i in range(500)]])
    whole = bytearray(log.read_bytes())
    start = whole.index(b"xl/worksheets/sheet1.xml") + 200
    whole[start : start + 400] = bytes(255 - byte for byte in whole[start : start + 400])
    log.write_bytes(bytes(whole))
    with pytest.raises(InputError) as caught:
        bench.load(log)
    assert caught.value.code == "import.excel_broken"


def test_the_sheets_that_nobody_chose_are_known(bench):
    log = _book(bench, [["user_id", "item_id"], ["u", "i"]], others=("February", "March"))
    assert open_sources(ImportRequest(log), bench.folder)[0].sheets == ("February", "March")
    assert [(one.code, one.facts["sheets"]) for one in preview(log, "interactions", Reading()).doubts] == [
        ("sheets", "February, March")
    ]
    chosen = Recipe(interactions=Reading(sheet="Sheet"))
    assert open_sources(ImportRequest(log, recipe=chosen), bench.folder)[0].sheets == ()
