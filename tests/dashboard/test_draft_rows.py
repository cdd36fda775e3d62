"""The first rows of a draft's files, as they will be understood, and the doubts about them."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from tests.dashboard.pages import assert_well
from tests.dashboard.test_draft_form import box, bring, plain


def test_the_first_rows_are_shown_as_they_will_be_understood(app: Callable[..., AppTest]):
    rows = "u1;i1;4,5;25/04/2023\nu2;i1;3,0;13/04/2023\nNA;i2;2,5;30/04/2023\n"
    at = bring(app("data"), log__csv="user_id;item_id;rating;timestamp\n" + rows)
    assert_well(at)
    assert at.table[0].value.replace(r"\\", "", regex=True).to_numpy().tolist() == [
        ["u1", "i1", "4.5", "2023-04-25"], ["u2", "i1", "3", "2023-04-13"], ["▲ NA", "i2", "2.5", "2023-04-30"],
    ]  # fmt: skip
    assert "In the file the first reads: u1 · i1 · 4,5 · 25/04/2023" in plain(at)
    assert "▲ can't be used: no value" in plain(at)
    box(at, "Decimal mark").set_value(".").run()
    assert at.table[0].value.iloc[0, 2].replace("\\", "") == "▲ 4,5" and "not a number" in plain(at)
    box(at, "Decimal mark").set_value("").run()
    box(at, "First line").set_value("no").run()
    assert_well(at)
    assert at.table[0].value.iloc[0, 0].replace("\\", "") == "user_id"


def test_a_first_line_that_looks_like_data_can_be_names_all_the_same(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv="1,2,3\nu1,i1,5\n")
    assert "looks like data" in plain(at) and len(at.table[0].value) == 2
    box(at, "First line").set_value("yes").run()
    assert_well(at)
    assert [name.replace("\\", "") for name in at.table[0].value.columns] == ["1", "2", "3"]
    assert box(at, "User id").options == ["1", "2", "3"] and len(at.table[0].value) == 1


def test_each_file_of_a_role_is_looked_into(app: Callable[..., AppTest]):
    june = "user_id,item_id,rating\nu1,i1,1\nu9,i9\n"
    at = bring(app("data"), may__csv="user_id,item_id,rating\nu5,i5,5\n", june__csv=june)
    assert_well(at)
    assert next(one for one in at.text_input if one.label == "Name of the dataset").placeholder == "may"
    assert "june.csv: 1 of the first 2 records have more or fewer cells" in plain(at)
    assert at.table[0].value.iloc[0, 0] == "u5"
    box(at, "The first rows of").set_value("file-2.csv").run()
    assert_well(at)
    assert at.table[0].value.iloc[0, 0] == "u1"


def test_a_date_with_two_readings_says_where_to_choose_and_is_settled_by_it(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv="user_id,item_id,rating,timestamp\nu1,i1,1,01/01/2023\nu2,i1,2,03/04/2023\n")
    assert_well(at)
    assert "03/04/2023 has two readings: 2023-04-03 with the day first" in plain(at) and "under “Times”" in plain(at)
    box(at, "Times").set_value("mdy").run()
    assert_well(at)
    assert "two readings" not in plain(at) and "under “Times”" not in plain(at)
    assert at.table[0].value.iloc[1, 3].replace("\\", "") == "2023-03-04"


def test_the_order_of_days_in_one_file_says_nothing_of_another(app: Callable[..., AppTest]):
    head = "user_id,item_id,rating,timestamp\n"
    at = bring(app("data"), may__csv=head + "u1,i1,1,25/05/2023\n", june__csv=head + "u1,i2,1,04/06/2023\n")
    assert_well(at)
    assert "june.csv: The date 04/06/2023 has two readings" in plain(at)


def test_a_sheet_is_chosen_by_name(app: Callable[..., AppTest]):
    book, out = Workbook(), io.BytesIO()
    book.active.append(["About"])
    log = book.create_sheet("Log")
    for row in (["user_id", "item_id", "rating"], ["u1", "i1", 4.5]):
        log.append(row)
    book.save(out)
    at = bring(app("data"), two__xlsx=out.getvalue())
    assert_well(at)
    assert box(at, "Sheet").options == ["as found: Sheet", "Sheet", "Log"]
    box(at, "Sheet").set_value("Log").run()
    assert_well(at)
    assert box(at, "User id").value == "user_id" and not at.button(key="import").disabled
    assert "The first row, as it stands in the file." in plain(at)
