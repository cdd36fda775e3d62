"""Too many rejects: the setting that would read them is named, and only one that would."""

import pytest

from engine.data.importing.recipe import Reading, Recipe
from engine.errors import InputError


def log(column: str, *cells: str) -> str:
    return f"user_id;item_id;{column}\n" + "".join(f"u{n % 5};i{n};{cell}\n" for n, cell in enumerate(cells * 4))


USUAL = "Correct the file"
REFUSED = [
    (log("feedback", "3,5", "4", "1,25"), {}, "--set interactions.decimal=, to read"),
    (log("feedback", "3.5", "4"), {"decimal": ","}, "--set interactions.decimal=. to read"),
    (log("feedback", "3,500", "4", "1,250"), {}, USUAL),
    (log("feedback", "3,5", "4.5"), {}, USUAL),
    (log("feedback", "good", "bad"), {}, USUAL),
    (log("timestamp", "13/04/2024", "20/04/2024"), {"times": "mdy"}, "--set interactions.times=dmy to read"),
    (log("timestamp", "20240131"), {"times": "dmy"}, "--set interactions.times=ymd to read"),
    (log("timestamp", "13/04/2024", "04/13/2024"), {"times": "mdy"}, USUAL),
    (log("timestamp", "yesterday"), {}, USUAL),
]


@pytest.mark.parametrize(("text", "reading", "said"), REFUSED)
def test_the_advice(bench, text, reading, said):
    with pytest.raises(InputError) as caught:
        bench.load(text, recipe=Recipe(interactions=Reading(**reading)))
    assert caught.value.code == "import.too_many_rejects"
    told = str(caught.value)
    assert told.count("--set") == ("--set" in said) and said in told, told


def test_the_advice_helps(bench):
    imported, _table = bench.load(REFUSED[0][0], recipe=Recipe(interactions=Reading(decimal=",")))
    assert imported.ledgers[0].rejected == 0


def test_files_that_name_an_id_differently_are_mapped_by_two_names(bench):
    mapping = (("user_id", "user"), ("user_id", "User ID"))
    imported, _table = bench.load("user,item_id\nu,i\n", users="User ID,team\nu,red\n", mapping=mapping)
    assert [ledger.loaded for ledger in imported.ledgers] == [1, 1]
    with pytest.raises(InputError, match="once for each of the columns"):
        bench.load("user,item_id\nu,i\n", users="User ID,team\nu,red\n", mapping=mapping[:1])
