from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.data.importing import Imported, ImportRequest, write_dataset

Rows = Callable[[str], list[tuple[Any, ...]]]


class Bench:
    """Write text to files, import them, and look into the tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def file(self, content: str | bytes, name: str = "log.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, interactions: str | bytes | Path, **rest: Any) -> tuple[Imported, Rows]:
        paths = {k: self.file(rest.pop(k), f"{k}.csv") for k in ("users", "items") if isinstance(rest.get(k), str)}
        log = interactions if isinstance(interactions, Path) else self.file(interactions)
        self.count += 1
        target = self.folder / f"{self.count}.duckdb"
        imported = write_dataset(ImportRequest(log, **paths, **rest), target)

        def table(name: str) -> list[tuple[Any, ...]]:
            with duckdb.connect(str(target), read_only=True) as con:
                return con.table(name).fetchall()

        return imported, table


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
