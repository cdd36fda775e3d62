"""What a person sees of a file before it is imported, and what is said to be in doubt."""

import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.data.importing.limits import SAMPLE_BYTES
from engine.data.importing.preview import preview
from engine.data.importing.recipe import Reading
from engine.errors import InputError
from engine.words.imports import DOUBTS, doubt

LOG = "user_id,item_id,rating\n" + "".join(f"u{i},i{i},3\n" for i in range(30))


def seen(folder, content, role="interactions", reading=None, name="log.csv"):
    path = folder / "upload"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return preview(path, role, reading or Reading(), name=name)


def codes(found):
    return [one.code for one in found.doubts]


def test_a_clean_file_leaves_nothing_in_doubt(tmp_path):
    found = seen(tmp_path, LOG)
    assert found.header == ("user_id", "item_id", "rating")
    assert (len(found.rows), found.rows[0], found.doubts) == (20, ("u0", "i0", "3"), ())
    assert found.guesses == {"user_id": "user_id", "item_id": "item_id", "feedback": "rating"}
    assert (found.reading.encoding, found.reading.delimiter, found.preset) == ("utf-8", ",", "")


def test_chinese_semicolons_decimal_commas_and_days_first(tmp_path):
    rows = "".join(f"张{i};书{i};{i % 5},5;{i + 1}/03/2024\n" for i in range(20))
    found = seen(tmp_path, ("用户,号;商品;评分;日期\n" + rows).replace("用户,号", "用户").encode("gb18030"))
    reading = found.reading
    assert (reading.encoding, reading.delimiter, reading.decimal, reading.times) == ("gb18030", ";", ",", "dmy")
    assert codes(found) == ["encoding", "times", "decimal_comma"]
    assert found.guesses == {"user_id": "用户", "item_id": "商品", "feedback": "评分", "timestamp": "日期"}


def test_both_readings_of_a_date_are_shown(tmp_path):
    found = seen(tmp_path, "user_id,item_id,date\na,b,03/04/2024\nc,d,05/04/2024\n")
    assert codes(found) == ["date_order"]
    assert found.reading.times == "auto"
    text = doubt("date_order", found.doubts[0].facts)
    assert "2024-04-03" in text
    assert "2024-03-04" in text


@pytest.mark.parametrize(
    ("cells", "times"),
    [(("20240304", "20231231"), "ymd"), (("3/24/2024", "3/1/2024"), "mdy"), (("24.3.2024", "1.3.2024"), "dmy"),
     (("1700000000", "1700000001"), "auto"), (("2024-03-04", "2024-03-05"), "auto")],
)  # fmt: skip
def test_the_order_of_dates(tmp_path, cells, times):
    rows = "".join(f"u,{i},{cell}\n" for i, cell in enumerate(cells))
    assert seen(tmp_path, f"user_id,item_id,time\n{rows}").reading.times == times


def test_a_file_without_a_header(tmp_path):
    found = seen(tmp_path, "196\t242\t3\t881250949\n186\t302\t3\t891717742\n", name="u.data")
    assert found.header == ("column_1", "column_2", "column_3", "column_4")
    assert (found.reading.header, len(found.rows), found.preset) == (False, 2, "movielens")
    assert codes(found) == ["no_header", "preset"]


def test_a_file_of_words_without_a_header(tmp_path):
    found = seen(tmp_path, "anna,bread\nbob,milk\nanna,milk\n", name="log.csv")
    assert (found.reading.header, codes(found)) == (False, ["no_header"])
    names = "Kunde,Ware\nanna,bread\nKunde,Ware\nbob,milk\n"
    assert seen(tmp_path, names, name="log.csv").reading.header, "a header that stands there twice is one"
    assert seen(tmp_path, "user_id,what\nuser_id,milk\n", name="log.csv").reading.header, "a usual name is one"


def test_a_thousand_is_not_taken_for_a_decimal_comma(tmp_path):
    found = seen(tmp_path, 'user_id,item_id,amount\na,b,"1,234"\nc,d,"5,600"\n')
    assert (found.reading.decimal, codes(found)) == (".", ["thousands"])


def test_one_column_and_ragged_records(tmp_path):
    assert codes(seen(tmp_path, "user#item\n1#2\n")) == ["one_column"]
    assert codes(seen(tmp_path, LOG + "x,y\n")) == ["ragged"]


def test_only_the_beginning_is_read(tmp_path):
    found = seen(tmp_path, LOG + "u,i,3\n" * (SAMPLE_BYTES // 4) + '"')
    assert len(found.rows) == 20
    assert not found.doubts
    assert seen(tmp_path, gzip.compress(LOG.encode())).rows == found.rows


def test_parquet(tmp_path):
    pq.write_table(pa.table({"uid": [1, 2], "iid": ["a", "b" * 500], "stars": [1.5, None]}), tmp_path / "upload")
    found = preview(tmp_path / "upload", "interactions", Reading(), name="log.parquet")
    assert (found.header, found.rows[0]) == (("uid", "iid", "stars"), ("1", "a", "1.5"))
    assert len(found.rows[1][1]) == 200
    assert found.guesses == {"user_id": "uid", "item_id": "iid", "feedback": "stars"}


def test_what_is_no_table_is_refused_under_its_own_name(tmp_path):
    with pytest.raises(InputError, match=r"mine\.csv"):
        seen(tmp_path, b"%PDF-1.7", name="mine.csv")


def test_every_doubt_has_words(tmp_path):
    facts = {"encoding": "x", "first": "x", "header": "x", "n": "1", "of": "2", "times": "x", "example": "x",
             "day_first": "x", "month_first": "x", "preset": "x", "sheets": "x"}  # fmt: skip
    assert all(doubt(code, facts) for code in DOUBTS)
