"""The complete default audit of a world of any size, in a process of its own: `python … make|audit FOLDER N`.

Every user has 100 interactions (90 to train on, 10 to test) and a list of ten, so 100M interactions go with 10M rows
of recommendations. The file is written by DuckDB and the arrays by NumPy, from the same arithmetic on codes.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from engine.contracts import Attribute, Lists, Pairs, Schema

ITEMS, HEAD, EACH, TEST, K = 20_000, 2_000, 100, 10, 10
"""Half of the interactions fall on the first tenth of the catalogue."""
REGIONS, GENRES = 7, 8


def schema(interactions: int) -> Schema:
    users = (
        Attribute("gender", "category", 2, 0),
        Attribute("age", "number", 60, 0),
        Attribute("region", "category", REGIONS, 0),
    )
    items = (Attribute("genre", "category", GENRES, 0), Attribute("provider", "text", 997, 0))
    names = ("user_id", "item_id", "feedback")
    return Schema("scale", "rating", (1.0, 5.0), 4.0, names, users, items, interactions // EACH, ITEMS, interactions,
                  0, None)  # fmt: skip


def write(file: Path, interactions: int) -> None:
    """The dataset's file, by SQL alone."""
    import duckdb

    number = f"(u * 31 + j // 2) % {HEAD}"
    other = f"{HEAD} + (u * 17 + 13 * j) % {ITEMS - HEAD}"
    with duckdb.connect(str(file), config={"threads": 1, "memory_limit": "1GB"}) as made:
        made.execute(
            "CREATE TABLE users AS SELECT range::INTEGER AS user_code, 'u' || range AS user_id,"
            " CASE WHEN range % 3 = 0 THEN 'F' ELSE 'M' END AS gender, (18 + range % 60)::DOUBLE AS age,"
            f" 'region ' || (range % {REGIONS}) AS region FROM range({interactions // EACH})"
        )
        made.execute(
            "CREATE TABLE items AS SELECT range::INTEGER AS item_code, 'i' || range AS item_id,"
            f" 'genre ' || (range % {GENRES}) AS genre, 'p' || (range % 997) AS provider FROM range({ITEMS})"
        )
        made.execute(
            "CREATE TABLE interactions AS SELECT u::INTEGER AS user_code, i::INTEGER AS item_code,"
            " (1 + (u * 3 + i * 7) % 5)::FLOAT AS feedback FROM (SELECT u, CASE WHEN j % 2 = 0 THEN"
            f" {number} ELSE {other} END AS i FROM (SELECT range // {EACH} AS u, range % {EACH} AS j"
            f" FROM range({interactions})))"
        )


def pairs(n_users: int, places: range) -> Pairs:
    """The interactions of all users at these places, sorted by user and item code."""
    users = np.arange(n_users, dtype=np.int32)[:, None]
    items = np.empty((n_users, len(places)), dtype=np.int32)
    for column, j in enumerate(places):
        even = (users[:, 0] * 31 + j // 2) % HEAD
        items[:, column] = even if j % 2 == 0 else HEAD + (users[:, 0] * 17 + 13 * j) % (ITEMS - HEAD)
    items.sort(axis=1)
    feedback = np.empty(items.shape, dtype=np.float32)
    for column in range(len(places)):
        feedback[:, column] = 1 + (users[:, 0] * 3 + items[:, column] * 7) % 5
    every = np.repeat(users[:, 0], len(places))
    return Pairs(every, items.ravel(), feedback.ravel(), np.ones(items.size, dtype=np.float32))


def system(n_users: int) -> Any:
    """Lists that find one test item of every third user, and scores that are near the feedback."""
    from engine.audit import System

    test = pairs(n_users, range(EACH - TEST, EACH))
    users = np.arange(n_users, dtype=np.int32)
    first = np.where(users % 3 == 0, test.items.reshape(n_users, TEST)[:, 0], users * 7 % ITEMS)
    items = ((first[:, None] + 997 * np.arange(K)) % ITEMS).astype(np.int32)
    scores = (test.feedback * 0.5 + 1.5 + (test.items % 7) / 10).astype(np.float32)
    lists = Lists(users, items, np.tile(np.arange(K, 0, -1, dtype=np.float32), (n_users, 1)))
    train = pairs(n_users, range(EACH - TEST))
    return System("s" * 16, lists, test, scores, train, 4.0, "observed feedback")


def measure(folder: Path, interactions: int) -> dict[str, Any]:
    """CPU and wall seconds of the audit alone, and the peak memory of the whole process with its arrays."""
    from engine.audit import audit
    from engine.backends.duckdb import open_dataset
    from engine.config import AuditConfig

    given = system(interactions // EACH)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open_dataset(folder / "data.duckdb", "d" * 16, schema(interactions), folder) as dataset:
        wall, cpu = time.perf_counter(), time.process_time()
        table = audit(dataset, given, AuditConfig())
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"wall": wall, "cpu": cpu, "arrays": before * 1024 / 1e9, "peak": peak * 1024 / 1e9, "rows": len(table.rows)}


if __name__ == "__main__":
    verb, folder, interactions = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if verb == "make":
        write(folder / "data.duckdb", interactions)
    else:
        print(json.dumps(measure(folder, interactions)))
