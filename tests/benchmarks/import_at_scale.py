"""One way to read a log, each in a process of its own: `python … make|WAY FOLDER N`."""

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

NAMES = ("user_id", "item_id", "feedback", "timestamp")
PART = 2_000_000


def make(folder: Path, n: int) -> None:
    """A CSV of n records, about 24 bytes each: seventy a user, popular items first."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv

    rng = np.random.default_rng(0)
    schema = pa.schema([(name, pa.int64()) for name in NAMES])
    plain = csv.WriteOptions(quoting_style="none")
    with csv.CSVWriter(folder / "log.csv", schema, write_options=plain) as writer:
        for start in range(0, n, PART):
            m = min(PART, n - start)
            arrays = (
                rng.integers(1, n // 70 + 1, m),
                (60_000 * rng.random(m) ** 2).astype(np.int64) + 1,
                rng.integers(1, 6, m),
                rng.integers(1_500_000_000, 1_600_000_000, m),
            )
            writer.write_table(pa.table(dict(zip(NAMES, arrays, strict=True))))


def ours(folder: Path) -> int:
    """The import, with its checks, ledger and codes."""
    from engine.data.importing import ImportRequest, write_dataset

    (folder / "data.duckdb").unlink(missing_ok=True)
    return write_dataset(ImportRequest(folder / "log.csv"), folder / "data.duckdb").ledgers[0].read


def pandas(folder: Path) -> int:
    """The usual way."""
    import pandas as pd

    return len(pd.read_csv(folder / "log.csv"))


def plain_duckdb(folder: Path) -> int:
    """Types said beforehand, into a file, no checks."""
    import duckdb

    (folder / "plain.duckdb").unlink(missing_ok=True)
    with duckdb.connect(str(folder / "plain.duckdb"), config={"memory_limit": "1GB", "threads": 2}) as con:
        types = "{'user_id': 'BIGINT', 'item_id': 'BIGINT', 'feedback': 'DOUBLE', 'timestamp': 'BIGINT'}"
        con.execute(f"CREATE TABLE log AS FROM read_csv('{folder / 'log.csv'}', header=true, columns={types})")
        return int(con.execute("SELECT count(*) FROM log").fetchall()[0][0])


def again(folder: Path) -> int:
    """All columns of the imported log as the engine's rooms get them: an Arrow table."""
    import narwhals as nw

    with _imported(folder) as con:
        return len(nw.from_native(con.table("interactions")).collect())


def arrays(folder: Path) -> int:
    """The same as NumPy arrays made by DuckDB."""
    with _imported(folder) as con:
        return len(con.execute("FROM interactions").fetchnumpy()["user_code"])


def scan(folder: Path) -> int:
    """One aggregate over all columns, which stay in DuckDB."""
    means = "avg(user_code), avg(item_code), avg(feedback), avg(timestamp)"
    with _imported(folder) as con:
        return int(con.execute(f"SELECT count(*), {means} FROM interactions").fetchall()[0][0])


def _imported(folder: Path) -> Any:
    import duckdb

    return duckdb.connect(str(folder / "data.duckdb"), read_only=True, config={"threads": 2})


WAYS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "ours": (ours, ("engine.data.importing",)),
    "pandas": (pandas, ("pandas",)),
    "duckdb": (plain_duckdb, ("duckdb",)),
    "again": (again, ("duckdb", "narwhals", "pyarrow")),
    "arrays": (arrays, ("duckdb", "numpy")),
    "scan": (scan, ("duckdb",)),
}
"""Each way with the libraries that it needs, which are loaded before the clock runs."""


def main(verb: str, folder: Path, n: int) -> None:
    """Make the file, or read it one way."""
    if verb == "make":
        make(folder, n)
        return
    read, libraries = WAYS[verb]
    for library in libraries:
        import_module(library)
    wall, cpu = time.perf_counter(), time.process_time()
    records = read(folder)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(json.dumps({"records": records, "wall": wall, "cpu": cpu, "peak": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
