"""A log worked out on paper: every table, every number of the schema and every line of the ledger."""

from collections import Counter

import pytest

from engine.contracts import Attribute
from engine.errors import InputError

LOG = """uid,item_id,rating,timestamp
bob,film,5,2020-01-01T02:00:00+02:00
ann,"tea, green",3,1577836800
bob,film,4,1577836801000

cy,film, 2 ,1.5
"""
USERS = """UID,team,city
ann,red,NA
bob,blue,Oslo
dan,,Bergen
bob,green,Oslo
"""
ITEMS = "item_id,provider\nfilm,Studio\n"


def test_paper(bench):
    imported, table = bench.load(LOG, users=USERS, items=ITEMS, mapping=(("user_id", "uid"), ("feedback", "rating")))
    assert table("users") == [
        (0, "ann", "red", None), (1, "bob", "green", "Oslo"), (2, "cy", None, None), (3, "dan", None, "Bergen"),
    ]  # fmt: skip
    assert table("items") == [(0, "film", "Studio"), (1, "tea, green", None)]
    # bob rated the film twice: the later time stays. 2020-01-01T02:00+02:00 is 1577836800 in UTC.
    assert table("interactions") == [(0, 1, 3.0, 1577836800), (1, 0, 4.0, 1577836801), (2, 0, 2.0, 1)]
    schema = imported.schema
    assert (schema.n_users, schema.n_items, schema.n_interactions, schema.n_randomized) == (4, 2, 3, 0)
    assert (schema.feedback_kind, schema.feedback_range, schema.time_range) == ("rating", (2.0, 4.0), (1, 1577836801))
    assert schema.user_attributes == (Attribute("team", "category", 2, 2), Attribute("city", "category", 2, 2))
    assert schema.item_attributes == (Attribute("provider", "category", 1, 1),)
    counted = [(p.file, p.read, p.loaded, p.rejected, p.duplicates, p.blank) for p in imported.ledgers]
    assert counted == [("interactions", 5, 3, 0, 1, 1), ("users", 4, 3, 0, 1, 0), ("items", 1, 1, 0, 0, 0)]


def test_files_that_name_their_ids_differently(bench):
    mapping = (("user_id", "who"), ("user_id", "id"), ("item_id", "what"), ("item_id", "id"))
    _, table = bench.load("who,what\nann,a\n", users="id,team\nann,red\n", items="id,kind\na,tea\n", mapping=mapping)
    assert table("users") == [(0, "ann", "red")]
    assert table("items") == [(0, "a", "tea")]


def test_without_feedback_every_record_is_a_click(bench):
    imported, table = bench.load("user_id;item_id\n1;a\n2;b\n")
    assert table("interactions") == [(0, 0, 1.0), (1, 1, 1.0)]
    assert imported.schema.feedback_kind == "click"
    assert imported.schema.relevance is None


def test_clicks_with_misses_count_the_ones(bench):
    imported, _ = bench.load("user_id,item_id,feedback\n1,a,0\n2,b,1\n")
    assert (imported.schema.feedback_kind, imported.schema.relevance) == ("click", 1.0)


def test_exposure_columns(bench):
    log = "user_id,item_id,position,propensity,randomized,weight\n1,a,2,0.25,TRUE,1\n1,b,,1,,0\n"
    imported, table = bench.load(log)
    assert table("interactions") == [(0, 0, 1.0, 2, 0.25, True, 1.0), (0, 1, 1.0, None, 1.0, False, 0.0)]
    assert imported.schema.n_randomized == 1


FAULTS = [
    ("user_id", "", "missing"), ("item_id", "null", "missing"), ("feedback", "", "missing"),
    ("feedback", "good", "not_a_number"), ("feedback", "1_0", "not_a_number"), ("feedback", "4,5", "not_a_number"),
    ("feedback", "inf", "not_finite"), ("feedback", "1e400", "not_finite"), ("feedback", "6", "out_of_range"),
    ("timestamp", "soon", "not_a_time"), ("timestamp", "2020-13-01", "not_a_time"), ("timestamp", "", "missing"),
    ("timestamp", "-5", "impossible_time"), ("timestamp", "2100-01-01", "impossible_time"),
    ("timestamp", "1969-12-31", "impossible_time"),
    ("position", "0", "out_of_range"), ("position", "1.5", "out_of_range"), ("position", "top", "not_a_number"),
    ("propensity", "0", "out_of_range"), ("propensity", "1.7", "out_of_range"), ("propensity", "", "missing"),
    ("randomized", "maybe", "not_true_or_false"), ("weight", "-1", "out_of_range"),
]  # fmt: skip


def test_each_fault_is_counted_with_its_line_column_and_text(bench):
    """3000 records, of which every hundredth has one fault: under 1%, so the rest is loaded."""
    names = ("user_id", "item_id", "feedback", "timestamp", "position", "propensity", "randomized", "weight")
    good = ("a", "3", "2020-05-05 10:00:00", "1", "0.5", "0", "1")
    rows = [dict(zip(names, (f"u{i}", *good), strict=True)) for i in range(3000)]
    for n, (column, value, _) in enumerate(FAULTS):
        rows[100 * n + 49][column] = value
    lines = [";".join(row.values()) for row in rows]
    imported, table = bench.load("\n".join([";".join(names), *lines]), feedback_range=(1.0, 5.0))
    ledger = imported.ledgers[0]
    assert (ledger.read, ledger.loaded, ledger.rejected) == (3000, 3000 - len(FAULTS), len(FAULTS))
    assert ledger.reasons == Counter(reason for _, _, reason in FAULTS)
    found = [(reject.line, reject.column, reject.reason, reject.text) for reject in ledger.examples]
    assert found == [(100 * n + 51, c, reason, lines[100 * n + 49]) for n, (c, _, reason) in enumerate(FAULTS)]
    assert len(table("interactions")) == 3000 - len(FAULTS)


def test_more_than_one_percent_refuses_the_file(bench):
    rows = [f"u{i},a,3" for i in range(98)] + ["u98,a,x", "u99,a,y"]
    with pytest.raises(InputError) as caught:
        bench.load("user_id,item_id,feedback\n" + "\n".join(rows))
    assert caught.value.code == "import.too_many_rejects"
    assert caught.value.facts["line"] == 100
    assert "2 of 100 records of log.csv" in str(caught.value)
    assert not list(bench.folder.glob("*.duckdb*"))


def test_ids_stay_text(bench):
    _, table = bench.load("user_id,item_id\n007,10\n7,9\n1e3,10\n99999999999999999999,x\n")
    assert [row[1] for row in table("users")] == ["007", "1e3", "7", "99999999999999999999"]
    assert [row[1] for row in table("items")] == ["10", "9", "x"]


def test_spaces_at_the_ends_make_no_groups_of_their_own(bench):
    spaces = (" ", "\t", "\u00a0", "\u200b", "\ufeff", "\r\n", " \u00a0 ")
    forms = ("{0}{1}", "{1}{0}", "{0}{1}{0}")
    cells = [form.format(space, word) for space in spaces for form in forms for word in "F-"]
    people = "".join(f'{10 + i};"{cell}"\n' for i, cell in enumerate(cells))
    _, table = bench.load("user_id;item_id\n10;a\n", users=f"user_id;team\n{people}")
    assert [row[2] for row in table("users")] == ["F", None] * 21


@pytest.mark.parametrize("relevance", [0.5, 6])
def test_relevance_must_lie_in_the_range(bench, relevance):
    with pytest.raises(InputError, match="relevance"):
        bench.load("user_id,item_id,feedback\n1,a,3\n2,a,4\n", relevance=relevance, feedback_range=(1.0, 5.0))
