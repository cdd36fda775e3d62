"""Lists of another system: ordered by rank or score, and taken whole or not at all."""

import numpy as np
import pytest

from engine.backends.duckdb import open_dataset
from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Privacy, Recipe
from engine.data.importing.recommendations import read_recommendations
from engine.errors import InputError

LOG = "user_id,item_id\nann,a\nbob,b\ncy,c\ncy,d\n"


@pytest.fixture
def read(bench):
    target = bench.folder / "data.duckdb"
    imported = write_dataset(ImportRequest(bench.file(LOG)), target)

    def read(text: str):
        with open_dataset(target, "id", imported.schema, bench.folder) as dataset:
            return read_recommendations(bench.file(text, "lists.csv"), dataset, bench.folder)

    return read


def test_by_score_with_ties_in_the_order_of_the_codes(read):
    lists = read("user_id,item_id,score\ncy,a,0.5\ncy,d,0.9\nann,c,1\nann,b,1\nann,d,2\n")
    assert lists.users.tolist() == [0, 2]
    assert lists.items.tolist() == [[3, 1, 2], [3, 0, -1]]
    np.testing.assert_array_equal(lists.scores, np.float32([[2, 1, 1], [0.9, 0.5, -np.inf]]))
    assert (lists.users.dtype, lists.items.dtype, lists.scores.dtype) == (np.int32, np.int32, np.float32)


def test_by_rank(read):
    lists = read("item_id\tuser_id\trank\nb\tbob\t2\na\tbob\t1\nd\tbob\t10\n")
    assert lists.items.tolist() == [[0, 1, 3]]
    assert lists.scores.tolist() == [[-1, -2, -10]]


def test_the_rank_rules_where_both_are_given(read):
    lists = read("user_id,item_id,rank,score\nbob,a,2,0.9\nbob,b,1,0.1\n")
    assert lists.items.tolist() == [[1, 0]]
    np.testing.assert_allclose(lists.scores, [[0.1, 0.9]])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("user_id,item_id\nann,a\n", "recommendations.unordered", None),
        ("user_id,rank\nann,1\n", "import.missing_column", None),
        ("user_id,item_id,rank\nann,a,1\nzoe,a,1\nyan,b,1\n", "recommendations.unknown", 3),
        ("user_id,item_id,rank\nann,a,1\nann,z,2\n", "recommendations.unknown", 3),
        ("user_id,item_id,rank\nann,a,1\nann,a,2\n", "recommendations.repeated", 3),
        ("user_id,item_id,rank\nann,a,1\nann,b,1\n", "recommendations.repeated", 3),
        ("user_id,item_id,rank\nann,a,0\n", "recommendations.fault", 2),
        ("user_id,item_id,rank\nann,a,first\n", "recommendations.fault", 2),
        ("user_id,item_id,score\nann,a,nan\n", "recommendations.fault", 2),
        ("user_id,item_id,score\nann,a,inf\n", "recommendations.fault", 2),
        ("user_id,item_id,score\nann,,1\n", "recommendations.fault", 2),
        ("user_id,item_id,score\nann,a,1\nbob,b\n", "recommendations.fault", 3),
        ("user_id,item_id,score\n", "import.no_rows", None),
    ],
)
def test_refused(read, text, code, line):
    with pytest.raises(InputError) as caught:
        read(text)
    assert (caught.value.code, caught.value.facts.get("line")) == (code, line)
    assert "lists.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("ann,a,1\nzoe,a,1\nyan,b,1\n", "names 2 users that the dataset does not have, first “zoe” in line 3"),
        ("ann,a,1\nann,z,2\n", "names 1 item that the dataset does not have, first “z” in line 3"),
    ],
)
def test_what_nobody_knows_is_counted_in_words(read, rows, said):
    with pytest.raises(InputError, match=said):
        read(f"user_id,item_id,rank\n{rows}")


@pytest.mark.parametrize("rows", ["ann,a,1\nzoe,a,1\n", "ann,a,1\nann,a,2\n"], ids=["unknown", "repeated"])
def test_where_ids_are_pseudonyms_the_line_is_told_and_no_pseudonym(bench, rows):
    key, target = bytes(32), bench.folder / "data.duckdb"
    asked = ImportRequest(bench.file(LOG), recipe=Recipe(privacy=Privacy(pseudonymise=True)))
    imported = write_dataset(asked, target, key)
    file = bench.file(f"user_id,item_id,rank\n{rows}", "lists.csv")
    with open_dataset(target, "id", imported.schema, bench.folder) as dataset, pytest.raises(InputError) as caught:
        read_recommendations(file, dataset, bench.folder, key=key)
    told = str(caught.value)
    assert "“…” in line 3" in told and not any(
        one in told for one in ("ann", "zoe", *pseudonyms(key, "users", ["zoe"]))
    )
