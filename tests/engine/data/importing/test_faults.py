"""Files as they come: what a sniffer would lose without a word is counted, mended or refused."""

import pytest

from engine.data.importing.recipe import Recipe, with_delimiter
from engine.errors import InputError

GOOD = [f"u{i},i{i % 7},{i % 5 + 1}" for i in range(300)]
HEAD = "user_id,item_id,feedback"


def text(rows, head=HEAD, end="\n"):
    return end.join([head, *rows]) + end


def counts(imported):
    ledger = imported.ledgers[0]
    assert ledger.balances
    return ledger.read, ledger.loaded, ledger.rejected, ledger.duplicates, ledger.blank


CR_IN_THE_MIDDLE = text(GOOD[:150]) + "\r\n".join(GOOD[150:]) + "\r\n"

MENDED = {
    "byte-order mark": (b"\xef\xbb\xbf" + text(GOOD).encode(), (300, 300, 0, 0, 0)),
    "CRLF": (text(GOOD, end="\r\n"), (300, 300, 0, 0, 0)),
    "CR": (text(GOOD, end="\r"), (300, 300, 0, 0, 0)),
    "mixed line ends": (CR_IN_THE_MIDDLE, (300, 300, 0, 0, 0)),
    "no line end at the end": (text(GOOD)[:-1], (300, 300, 0, 0, 0)),
    "blank lines": (text([*GOOD[:9], "", *GOOD[9:], "", ",,"]), (303, 300, 0, 0, 3)),
    "lines of blanks": (text([*GOOD, "   ", "\t"]), (302, 300, 0, 0, 2)),
    "case of names": (text(GOOD, "User_ID,ITEM_ID,Feedback"), (300, 300, 0, 0, 0)),
    "swapped columns": (text(["i1,3,u1", "i1,4,u2"], "item_id,feedback,user_id"), (2, 2, 0, 0, 0)),
    "quoted": (text([f'"{r.replace(",", chr(34) + "," + chr(34))}"' for r in GOOD]), (300, 300, 0, 0, 0)),
    "unnamed index": (text([f"{i},{r}" for i, r in enumerate(GOOD)], "," + HEAD), (300, 300, 0, 0, 0)),
    "repeated pairs": (text([*GOOD, "u0,i0,5", "u0,i0,2"]), (302, 300, 0, 2, 0)),
    "long last row": (text([*GOOD, "x,y,3,4"]), (301, 300, 1, 0, 0)),
    "short last row": (text([*GOOD, "x,y"]), (301, 300, 1, 0, 0)),
    "stray quote": (text([*GOOD[:200], 'x,"y"z,3', *GOOD[200:]]), (301, 300, 1, 0, 0)),
    # A quote opens in one line and closes in the next: both lines are lost, and both are counted.
    "quote over two lines": (text([*GOOD[:200], 'x,"y,3', 'v,w",w"z,3', *GOOD[200:]]), (302, 300, 2, 0, 0)),
    "quote wrongly closed": (text([*GOOD[:200], 'x,"y,3', 'v,w"z,4', *GOOD[200:]]), (302, 300, 2, 0, 0)),
    "null word as id": (text([*GOOD, "NULL,i1,3"]), (301, 300, 1, 0, 0)),
    "quote inside an unquoted cell": (text([*GOOD, 'x,5" disc,3']), (301, 301, 0, 0, 0)),
}


@pytest.mark.parametrize("fault", MENDED)
def test_accounted_for(bench, fault):
    content, expected = MENDED[fault]
    assert counts(bench.load(content)[0]) == expected


@pytest.mark.parametrize(
    ("fault", "line"), [("long last row", 302), ("short last row", 302), ("stray quote", 202), ("null word as id", 302)]
)
def test_the_line_is_named(bench, fault, line):
    imported, _ = bench.load(MENDED[fault][0])
    assert [reject.line for reject in imported.ledgers[0].examples] == [line]


def test_a_stray_quote_shows_its_line(bench):
    imported, _ = bench.load(MENDED["quote wrongly closed"][0])
    example = imported.ledgers[0].examples[0]
    assert (example.line, example.reason, example.text) == (202, "stray_quote", 'v,w"z,4')


def test_swapped_columns_are_found_by_name(bench):
    _, table = bench.load(MENDED["swapped columns"][0])
    assert [row[1] for row in table("users")] == ["u1", "u2"]
    assert table("interactions") == [(0, 0, 3.0), (1, 0, 4.0)]


def test_a_bad_row_late_in_a_long_file(bench):
    rows = [f"u{i},a,3" for i in range(30_000)]
    imported, _ = bench.load(text([*rows, "late,a,oops", "last,a,3"]))
    assert counts(imported) == (30_002, 30_001, 1, 0, 0)
    assert imported.ledgers[0].examples[0].line == 30_002


REFUSED = {
    "import.empty": b"  \n",
    "import.no_rows": HEAD + "\n",
    "import.markup": "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
    "import.json": '{"error": "not found"}',
    "import.archive": b"PK\x03\x04rest of a spreadsheet",
    "import.binary": b"\x7fELF\x00\x01\x02\n\x00",
    "import.parquet_broken": b"PAR1 and half of the rest",
    "import.unclosed_quote": text([*GOOD, 'x,"y,3', "v,w,4", "v,z,4"]),
    "import.duplicate_column": text(["1,a,3,4"], HEAD + ",Feedback"),
    "import.delimiter": text(["1#a#3"], "user_id#item_id#feedback"),
    "import.missing_column": text(["1,a,3"], "user_id,product,feedback"),
    "import.repeated": text([*GOOD, *GOOD]),
    "import.too_many_rejects": text([*GOOD[:50], "x,y"]),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refused_in_one_line_and_nothing_is_left(bench, code):
    with pytest.raises(InputError) as caught:
        bench.load(REFUSED[code])
    assert caught.value.code == code
    assert "log.csv" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [path.name for path in bench.folder.iterdir()] == ["log.csv"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_other_encodings(bench, encoding):
    word = "好书" if encoding == "gb18030" else "ünter"
    imported, table = bench.load(text([*GOOD[:299], f"{word},i1,3"]).encode(encoding))
    assert counts(imported) == (300, 300, 0, 0, 0)
    assert word in {row[1] for row in table("users")}


def test_a_quote_that_never_closes_is_named_by_its_line(bench):
    with pytest.raises(InputError) as caught:
        bench.load(REFUSED["import.unclosed_quote"])
    assert caught.value.facts["line"] == 302


def test_the_wrong_delimiter_is_told_from_the_right_one(bench):
    with pytest.raises(InputError) as caught:
        bench.load(text(GOOD), recipe=with_delimiter(Recipe(), ";"))
    assert (caught.value.code, caught.value.facts["fits"]) == ("import.delimiter_fits", ",")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(bench, delimiter):
    content = text(GOOD).replace(",", delimiter)
    assert counts(bench.load(content)[0]) == (300, 300, 0, 0, 0)
    assert counts(bench.load(content, recipe=with_delimiter(Recipe(), delimiter))[0]) == (300, 300, 0, 0, 0)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ((("rating", "feedback"),), "import.mapping_unknown"),
        ((("feedback", "stars"),), "import.mapped_missing"),
        ((("feedback", "feedback"), ("feedback", "user_id")), "import.mapping_twice"),
        ((("feedback", "item_id"), ("weight", "item_id")), "import.mapping_twice"),
        ((("user_id", "who"),), "import.mapped_missing"),
    ],
)
def test_mappings_that_do_not_work(bench, mapping, code):
    with pytest.raises(InputError) as caught:
        bench.load(text(GOOD), mapping=mapping)
    assert caught.value.code == code


def test_a_missing_file_is_named(bench):
    with pytest.raises(InputError, match=r"gone\.csv"):
        bench.load(bench.folder / "gone.csv")


def test_exactly_one_percent_is_accepted(bench):
    assert Recipe().rejects == 0.01
    assert counts(bench.load(text([f"u{i},a,3" for i in range(99)] + ["u,a,x"]))[0]) == (100, 99, 1, 0, 0)
