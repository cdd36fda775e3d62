"""Time and memory of the complete default audit from 1M to 100M interactions, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SIZES = (1_000_000, 10_000_000, 100_000_000)
MOST_GIGABYTES = 4.0


def call(verb: str, folder: Path, interactions: int) -> str:
    script = Path(__file__).with_name("audit_at_scale.py")
    environment = {**os.environ, "EQUIPOISE_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    words = [sys.executable, str(script), verb, str(folder), str(interactions)]
    return subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout


def test_the_audit_grows_with_the_log(tmp_path: Path):
    found = {}
    for size in SIZES:
        folder = tmp_path / str(size)
        folder.mkdir()
        call("make", folder, size)
        found[size] = json.loads(call("audit", folder, size))
        (folder / "data.duckdb").unlink()
        told = "{cpu:.1f} s CPU, {wall:.1f} s, arrays {arrays:.2f} GB, peak {peak:.2f} GB, {rows} rows".format(
            **found[size]
        )
        print(f"\n{size:,} interactions: {told}", end="")
    print()
    assert all(one["peak"] < MOST_GIGABYTES for one in found.values())
    small, large = (found[size]["cpu"] for size in SIZES[1:])
    assert large < 12 * small, "ten times the log, about ten times the time"
