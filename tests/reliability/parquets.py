"""Damaged Parquet files and bombs: each is refused or taken within bounds, and the process lives."""

import gzip
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True)
class Told:
    """What the worker said of one file."""

    name: str
    code: str
    loaded: int
    seconds: float
    grew_mb: float


class Worker:
    """The importing process; asking one that has died fails."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def take(self, name: str, path: Path) -> Told:
        """Import one file there."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the process died of {name}: {self.process.wait()}"
        return Told(name, **json.loads(line))


@contextmanager
def worker() -> Iterator[Worker]:
    """A living worker."""
    command = [sys.executable, "-m", "tests.reliability.worker"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        yield Worker(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(60) == 0


def mutated(n: int, seed: int, folder: Path) -> Iterator[Told]:
    """Flip, cut or overwrite bytes of a good file, n times."""
    rng = random.Random(seed)
    wholes = []
    for compression in ("none", "snappy"):
        pq.write_table(_log(2_000), folder / "good.parquet", compression=compression)
        wholes.append((folder / "good.parquet").read_bytes())
    with worker() as living:
        for number in range(n):
            bad = folder / "bad.parquet"
            bad.write_bytes(_damage(wholes[number % 2], rng))
            yield living.take(f"mutation {number}", bad)


def bombs(folder: Path, scale: float = 1.0) -> Iterator[Told]:
    """Small files that want to be large; `scale` 1 is full size."""
    makers = (_dictionary, _gzip, _wide, _field, _nested, _zip)
    with worker() as living:
        for make in makers:
            path = make(folder, scale)
            yield living.take(make.__name__.strip("_"), path)
            path.unlink()


def _log(n: int) -> pa.Table:
    users, items = [f"u{i}" for i in range(n)], [f"i{i % 17}" for i in range(n)]
    return pa.table({"user_id": users, "item_id": items, "feedback": [float(i % 5) for i in range(n)]})


def _damage(whole: bytes, rng: random.Random) -> bytes:
    bad = bytearray(whole)
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(4, len(bad) - 4)
        kind = rng.randrange(3)
        if kind == 0:
            bad[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            bad[at : at + rng.randint(1, 40)] = rng.randbytes(rng.randint(0, 40))
        else:
            bad[at : at + 8] = b"\xff" * 8
    return bytes(bad)


def _dictionary(folder: Path, scale: float) -> Path:
    """Ten million rows of one value of a thousand bytes: 10 GB in about a megabyte."""
    n = int(10_000_000 * scale)
    path = folder / "dictionary.parquet"
    with pq.ParquetWriter(path, pa.schema([("user_id", pa.string()), ("item_id", pa.string())])) as writer:
        value = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * 1000]).cast(pa.string())
        for _ in range(n // 100_000):
            writer.write_table(pa.table({"user_id": value, "item_id": value}), row_group_size=100_000)
    return path


def _gzip(folder: Path, scale: float) -> Path:
    path = folder / "log.csv.gz"
    line = b"u1,i1,5\n" * 1_000_000
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b"user_id,item_id,feedback\n")
        for _ in range(int(75 * scale) or 1):
            stream.write(line)
    return path


def _wide(folder: Path, scale: float) -> Path:
    path = folder / "wide.parquet"
    columns: dict[str, Any] = {"user_id": ["u"], "item_id": ["i"]}
    columns |= {f"c{i}": ["1"] for i in range(int(20_000 * scale))}
    pq.write_table(pa.table(columns), path)
    return path


def _field(folder: Path, scale: float) -> Path:
    path = folder / "field.csv"
    path.write_text(f"user_id,item_id\nu,{'x' * int(3_000_000 * scale)}\n" + "u1,i1\nu2,i2\n" * 500)
    return path


def _nested(folder: Path, scale: float) -> Path:
    path = folder / "nested.parquet"
    deep = pa.array(["x"])
    for _ in range(60):
        deep = pa.StructArray.from_arrays([deep], ["deeper"])
    pq.write_table(pa.table({"user_id": ["u"], "item_id": deep}), path)
    return path


def _zip(folder: Path, scale: float) -> Path:
    """A spreadsheet whose one sheet unpacks to 600 MB."""
    path, sheet = folder / "log.xlsx", "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(sheet, "w") as inside:
        for _ in range(int(600 * scale) or 1):
            inside.write(b" " * 1_000_000)
    return path
