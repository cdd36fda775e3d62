"""A preview's cells as an import takes them: the same expressions, so the same values."""

import pytest

from engine.data.importing import ImportRequest
from engine.data.importing.recipe import NULL_WORDS, Reading, Recipe
from engine.data.importing.understood import MOST, understood
from engine.workspace import Workspace

MAPPED = {"user_id": "u", "item_id": "i", "feedback": "r", "timestamp": "t"}


def shown(reading, nulls=NULL_WORDS, role="interactions", mapped=None, **columns):
    found = understood(role, columns, MAPPED if mapped is None else mapped, reading, nulls)
    return {name: [(cell.value, cell.fault) for cell in cells] for name, cells in found.items()}


def test_days_first_and_decimal_commas_by_hand():
    reading = Reading(decimal=",", times="dmy")
    found = shown(
        reading, r=["4,5", "4.5", "NA", "1"], t=["03/04/2023", "25/12/2023 08:30", "2023-12-25", "12/25/2023"]
    )
    assert found["r"] == [("4.5", ""), ("4.5", "not_a_number"), (None, "missing"), ("1", "")]
    assert found["t"] == [
        ("2023-04-03", ""),
        ("2023-12-25 08:30", ""),
        ("2023-12-25", ""),
        ("12/25/2023", "not_a_time"),
    ]


def test_two_readings_are_no_time_until_somebody_says_which():
    for times, value in (
        ("auto", ("03/04/2023", "not_a_time")),
        ("dmy", ("2023-04-03", "")),
        ("mdy", ("2023-03-04", "")),
    ):
        assert shown(Reading(times=times), t=["03/04/2023"])["t"] == [value]


@pytest.mark.parametrize("cell", ["1700000000", "1700000000000", "2023-11-14T22:13:20Z", "2023-11-14 23:13:20+01"])
def test_usual_times_are_one_moment(cell):
    assert shown(Reading(), t=[cell])["t"] == [("2023-11-14 22:13:20", "")]


def test_ids_and_attributes_stay_as_they_are_but_for_words_of_no_value():
    found = shown(
        Reading(), mapped={"user_id": "id"}, role="users", id=[" u1", "NA"], age=["041", "-"], city=["无", "Rome"]
    )
    assert found == {
        "id": [("u1", ""), (None, "missing")],
        "age": [("041", ""), (None, "")],
        "city": [(None, ""), ("Rome", "")],
    }
    assert shown(Reading(), ("",), "users", {"user_id": "id"}, id=["NA"])["id"] == [("NA", "")]


def test_an_attribute_with_a_decimal_comma_is_a_number():
    assert shown(Reading(decimal=","), mapped={}, role="items", price=["9,90", "free"])["price"] == [
        ("9.9", ""),
        ("free", ""),
    ]


def test_no_more_cells_than_a_preview_has():
    assert len(shown(Reading(), r=["1"] * 500)["r"]) == MOST


def test_what_is_shown_is_what_an_import_keeps(tmp_path):
    cells = [("u1", "i1", "1,5", "03/04/2023 10:00"), ("u2", "i1", "2", "04/05/2023"), ("u3", "i2", "x", "04/05/2023")]
    log = tmp_path / "log.csv"
    log.write_text("u;i;r;t\n" + "".join(";".join(row) + "\n" for row in cells), encoding="utf-8")
    reading = Reading(delimiter=";", decimal=",", times="dmy")
    recipe = Recipe(interactions=reading, rejects=0.9)
    workspace = Workspace(tmp_path / "ws")
    record = workspace.add_dataset(ImportRequest(log, mapping=tuple(MAPPED.items()), recipe=recipe))
    with workspace.dataset(record.id) as dataset:
        kept = sorted(
            (float(row[0]), int(row[1]))
            for row in dataset.interactions.select("feedback", "timestamp").collect().rows()
        )
    found = understood(
        "interactions", dict(zip("uirt", map(list, zip(*cells, strict=True)), strict=True)), MAPPED, reading, NULL_WORDS
    )
    assert [cell.fault for cell in found["r"]] == ["", "", "not_a_number"] and record.ledgers[0].rejected == 1
    assert [value for value, _t in kept] == [float(cell.value) for cell in found["r"] if not cell.fault]
    assert [cell.value for cell in found["t"]][:2] == ["2023-04-03 10:00", "2023-05-04"]
    assert [t for _value, t in kept] == [1680516000, 1683158400]
