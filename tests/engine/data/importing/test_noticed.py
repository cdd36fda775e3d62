"""What an import passes over or judges is told: columns nobody mapped, judged encodings, sheets nobody chose."""

import openpyxl

from engine.cli.tidied import lines


def test_a_column_that_is_usually_feedback_is_named_unless_it_is_mapped(bench):
    log = "user_id,item_id,rating,ts\n" + "".join(f"u{i},i{i % 3},{i % 5 + 1},{1_700_000_000 + i}\n" for i in range(9))
    items = "item_id,brand\n" + "".join(f"i{i},b\n" for i in range(3))
    bare = bench.load(log, items=items)[0].tidied
    assert bare.unused == {"feedback": "rating", "timestamp": "ts", "provider": "brand"}
    assert any("--map feedback=rating" in line for line in lines(bare))
    mapped = bench.load(log, items=items, mapping=(("feedback", "rating"),))[0].tidied
    assert mapped.unused == {"timestamp": "ts", "provider": "brand"}


def test_an_encoding_that_is_a_judgement_is_told(bench):
    rows = "".join(f"u{i},i{i},caf\xe9\n" for i in range(20))
    tidied = bench.load(("user_id,item_id,note\n" + rows).encode("cp1252"))[0].tidied
    assert tidied.encodings == {"log.csv": "latin-1"} and any("LATIN-1" in line for line in lines(tidied))
    assert bench.load("user_id,item_id,note\n" + rows)[0].tidied.encodings == {}


def test_sheets_that_are_not_read_are_told(bench):
    book = openpyxl.Workbook()
    book.active.append(["user_id", "item_id"])
    book.active.append(["u", "i"])
    book.create_sheet("March")
    book.save(bench.folder / "log.xlsx")
    tidied = bench.load(bench.folder / "log.xlsx")[0].tidied
    assert tidied.sheets == {"log.xlsx": ("March",)} and any("March" in line for line in lines(tidied))
