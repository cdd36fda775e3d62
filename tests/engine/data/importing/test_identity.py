"""The same bytes give the same id and tables; whatever changes the tables changes the id."""

from dataclasses import replace

import pytest

from engine.data.importing import ImportRequest, Recipe, dataset_id, sources
from engine.data.importing.recipe import Reading, with_delimiter

LOG = "user_id,item_id,feedback,timestamp\n" + "".join(
    f"u{i * 7919 % 997},i{i * 101 % 11},{i % 5 + 1},{1_500_000_000 + i * 31 % 977}\n" for i in range(20_000)
)
USERS = "user_id,team\n" + "".join(f"u{i},{'ab'[i % 2]}\n" for i in range(1200))


def test_twice_the_same(bench):
    (first, one), (second, two) = (bench.load(LOG, users=USERS) for _ in range(2))
    assert first == second
    for name in ("interactions", "users", "items"):
        assert one(name) == two(name)
    assert one("interactions") == sorted(one("interactions"))
    assert [row[0] for row in one("users")] == list(range(1200))
    assert [row[1] for row in one("users")] == sorted(row[1] for row in one("users"))
    assert first.ledgers[0].duplicates > 0


def test_the_order_of_the_records_does_not_matter_to_the_tables(bench):
    head, *rows = LOG.splitlines()
    unique = list({tuple(row.split(",")[:2]): row for row in rows}.values())
    _, one = bench.load("\n".join([head, *unique]))
    _, two = bench.load("\n".join([head, *reversed(unique)]))
    assert one("interactions") == two("interactions")


def test_what_the_id_depends_on(bench):
    request = ImportRequest(bench.file(LOG), relevance=4, feedback_range=(1, 5))
    known = dataset_id(request)
    assert dataset_id(ImportRequest(bench.file(LOG, "copy.csv"), relevance=4.0, feedback_range=(1.0, 5.0))) == known
    assert dataset_id(replace(request, name="another name")) == known
    others = [
        replace(request, relevance=3),
        replace(request, feedback_range=(0, 5)),
        replace(request, mapping=(("feedback", "feedback"),)),
        replace(request, recipe=Recipe(interactions=Reading(times="seconds"))),
        replace(request, users=bench.file(USERS, "users.csv")),
        replace(request, interactions=bench.file(LOG + "u1,i1,1,1\n", "longer.csv")),
    ]
    assert len({known, *map(dataset_id, others)}) == len(others) + 1


def test_an_existing_dataset_is_never_touched(bench):
    bench.file(b"precious", "1.duckdb")
    with pytest.raises(FileExistsError):
        bench.load(LOG)
    assert (bench.folder / "1.duckdb").read_bytes() == b"precious"


def test_sources_for_the_manifest(bench):
    found = sources(ImportRequest(bench.file(b"abc")))
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
    assert found == {"interactions": [{"name": "log.csv", "bytes": 3, "sha256": digest}]}


def test_what_was_stated_and_what_was_found_give_one_id(bench):
    log = bench.file("user_id;item_id;feedback\nJürgen;i;3\nAnna;ï;3\n".encode("latin-1"))
    found = dataset_id(ImportRequest(log))
    stated = Recipe(interactions=Reading(delimiter=";", encoding="latin-1"), items=Reading(decimal=","))
    assert dataset_id(ImportRequest(log, recipe=stated)) == found, "there is no file of items to read"
    assert dataset_id(ImportRequest(log, recipe=with_delimiter(Recipe(), ";"))) == found
    assert dataset_id(ImportRequest(log, recipe=Recipe(interactions=Reading(quotes=False)))) != found
