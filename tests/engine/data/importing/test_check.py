"""The dry run keeps nothing and tells everything; pseudonyms and columns kept apart leave no trace of the rest."""

from pathlib import Path

import duckdb
import pytest

from engine.data.importing import ImportRequest, Recipe, check, dataset_id, write_dataset
from engine.data.importing.cores import core
from engine.data.importing.pseudonyms import pseudonyms
from engine.data.importing.recipe import Cleaning, Privacy, Reading
from engine.errors import InputError
from engine.words import cleaning as words

LOG = "user_id,item_id,feedback\n" + "".join(f"person{i},i{i % 3},{i % 5 + 1}\n" for i in range(30)) + "person1,i1,9\n"
PEOPLE = "user_id,gender,job\n" + "".join(
    f"person{i},{'FfM'[i % 3]},{'unknown' if i % 4 else 'baker'}\n" for i in range(30)
)
KEY = bytes(range(32))


def request(folder: Path, **rest) -> ImportRequest:
    (folder / "log.csv").write_text(LOG)
    (folder / "people.csv").write_text(PEOPLE)
    return ImportRequest(folder / "log.csv", folder / "people.csv", feedback_range=(1, 5), **rest)


def test_a_check_tells_what_an_import_would_refuse_and_keeps_nothing(tmp_path):
    asked = request(tmp_path)
    found = check(asked, tmp_path / "scratch")
    assert found.problem is not None and found.problem[0] == "import.too_many_rejects"
    assert dict(found.effects) == {"outside_clip": 1, "unknown": 22, "user_core": 30}
    assert list((tmp_path / "scratch").iterdir()) == []
    with pytest.raises(InputError, match="more than 1%"):
        write_dataset(asked, tmp_path / "data.duckdb")


def test_a_check_finds_what_the_import_does(tmp_path):
    asked = request(tmp_path, recipe=Recipe(cleaning=Cleaning(outside="clip", unknown=("Unknown",))))
    found = check(asked, tmp_path / "scratch")
    assert found.problem is None
    assert found.imported == write_dataset(asked, tmp_path / "data.duckdb")
    assert dict(found.imported.tidied.unknown) == {"Unknown": 22}
    assert dict(found.imported.tidied.choices) == {"repeats_last": 1, "outside_clip": 1}
    assert not (tmp_path / "rejects.parquet").exists()


def test_pseudonyms_and_columns_kept_apart(tmp_path):
    privacy = Privacy(pseudonymise=True, sensitive=("gender",))
    asked = request(tmp_path, recipe=Recipe(privacy=privacy, rejects=1.0))
    (tmp_path / "made").mkdir()
    imported = write_dataset(asked, tmp_path / "made" / "data.duckdb", KEY)
    assert [(a.name, a.sensitive) for a in imported.schema.user_attributes] == [("gender", True), ("job", False)]
    with duckdb.connect(str(tmp_path / "made" / "data.duckdb"), read_only=True) as con:
        ids = {row[0] for row in con.execute("SELECT user_id FROM users").fetchall()}
        assert [row[0] for row in con.execute("DESCRIBE users").fetchall()] == ["user_code", "user_id", "job"]
        assert con.execute("SELECT gender, count(*) FROM sensitive GROUP BY 1 ORDER BY 1").fetchall() == [
            ("F", 20),
            ("M", 10),
        ]
    assert ids == set(pseudonyms(KEY, "users", [f"person{i}" for i in range(30)]))
    assert not any(b"person" in file.read_bytes() for file in (tmp_path / "made").iterdir())
    assert dataset_id(asked, KEY) != dataset_id(asked, KEY[::-1])
    with pytest.raises(InputError, match="there is no key"):
        write_dataset(asked, tmp_path / "other.duckdb")


def test_a_pseudonym_has_no_address_beside_it(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("user_id,item_id\n" + "".join(f"u{i},i{i % 9}\n" for i in range(300)))
    people = [f"u{i},u{i}@mail.example,{4_000_000 + i * 37},{20 + i % 40}\n" for i in range(300)]
    (tmp_path / "users.csv").write_text("user_id,mail,phone,age\n" + "".join(people))
    privacy = Privacy(pseudonymise=True, sensitive=("mail",))
    kept = {}
    for name, recipe in (("plain", Recipe()), ("pseudonyms", Recipe(privacy=privacy))):
        (tmp_path / name).mkdir()
        asked = ImportRequest(log, tmp_path / "users.csv", recipe=recipe)
        kept[name] = write_dataset(asked, tmp_path / name / "data.duckdb", KEY)
    assert [a.name for a in kept["plain"].schema.user_attributes] == ["mail", "phone", "age"]
    assert [a.name for a in kept["pseudonyms"].schema.user_attributes] == ["age"]
    assert (kept["plain"].tidied.left_out, kept["pseudonyms"].tidied.left_out) == ((), ("mail", "phone"))
    assert b"mail.example" not in (tmp_path / "pseudonyms" / "data.duckdb").read_bytes()


def test_pseudonyms_are_those_of_rfc_2104():
    import hashlib
    import hmac

    assert pseudonyms(KEY, "items", ["7"]) == [hmac.new(KEY, b"items\x007", hashlib.sha256).hexdigest()[:20]]


def test_a_chain_loses_its_ends_round_by_round():
    import numpy as np

    users = np.array([0, 1, 1, 2, 2, 3, 3, 0], np.int32)
    items = np.array([0, 0, 1, 1, 2, 2, 3, 3], np.int32)  # a ring: everybody has two
    assert all(flags.all() for flags in core(users, items, (4, 4), (2, 2)))
    assert not any(flags.any() for flags in core(users[:-1], items[:-1], (4, 4), (2, 2)))  # cut open, it is eaten up


@pytest.mark.parametrize(
    ("times", "cell", "code"),
    [("auto", "20240131", "import.compact_date"), ("auto", "2024", "import.compact_date"), ("ymd", "20240131", ""),
     ("auto", "13/04/2024", ""), ("auto", "2024年3月1日", ""), ("microseconds", "1700000000000000", "")],
)  # fmt: skip
def test_times_with_one_reading_and_with_two(tmp_path, times, cell, code):
    (tmp_path / "log.csv").write_text(f"user_id,item_id,timestamp\nu,i,{cell}\n")
    asked = ImportRequest(tmp_path / "log.csv", recipe=Recipe(interactions=Reading(times=times)))
    if not code:
        assert write_dataset(asked, tmp_path / "data.duckdb").ledgers[0].loaded == 1
        return
    with pytest.raises(InputError) as caught:
        write_dataset(asked, tmp_path / "data.duckdb")
    assert caught.value.code == code


def test_files_that_cannot_be_joined_are_named(tmp_path):
    (tmp_path / "a.csv").write_text("user_id,item_id,feedback\nu,i,3\n")
    (tmp_path / "b.csv").write_text("user_id,item_id\nu,j\n")
    with pytest.raises(InputError, match=r"b\.csv has no column for “feedback”, which a\.csv has"):
        write_dataset(ImportRequest((tmp_path / "a.csv", tmp_path / "b.csv")), tmp_path / "data.duckdb")


def test_each_code_has_a_sentence():
    for n in (1, 2):
        assert all(words.choice(code, n).startswith(("The feedback", str(n))) for code in words.CHOICES)
        assert all(words.effect(code, n).startswith(str(n)) for code in words.EFFECTS)
