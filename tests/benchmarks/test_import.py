"""A log of 10M and of 40M records (1 GB): our import beside `pandas.read_csv` and plain typed DuckDB, in one run.

Each way is a process of its own; CPU seconds of all its threads, and its peak memory.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SIZES = (10_000_000, 40_000_000)
MOST_GIGABYTES = {10_000_000: 1.5, 40_000_000: 2.0}
WAYS = ("ours", "pandas", "duckdb", "again", "arrays", "scan")


def call(verb: str, folder: Path, n: int) -> str:
    script = Path(__file__).with_name("import_at_scale.py")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = [sys.executable, str(script), verb, str(folder), str(n)]
    return subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout


@pytest.mark.parametrize("n", SIZES)
def test_an_import_beside_the_usual_ways(tmp_path: Path, n: int):
    call("make", tmp_path, n)
    size = (tmp_path / "log.csv").stat().st_size / 1e6
    found = {way: json.loads(call(way, tmp_path, n)) for way in WAYS}
    print(f"\n{n:,} records, {size:.0f} MB", end="")
    for way, one in found.items():
        print(f"\n  {way}: {one['cpu']:.1f} s CPU, {one['wall']:.1f} s, peak {one['peak']:.2f} GB", end="")
    times = {way: found[way]["cpu"] / found["pandas"]["cpu"] for way in WAYS}
    print(f"\n  ours / pandas: {times['ours']:.1f}", end="")
    print("".join(f"; pandas / {way}: {1 / times[way]:.1f}" for way in ("again", "arrays", "scan")))
    assert found["ours"]["records"] == found["pandas"]["records"] == n
    assert found["ours"]["peak"] < MOST_GIGABYTES[n]
