"""Rejects as a table: reasons in words, and no cell that a spreadsheet would calculate."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.workspace.rejects import COLUMNS, safe, write_csv

FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1+2", "＠x")


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_made_harmless(cell: str):
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.2", "-1e-5", "-.5", "5", "", "a=b", 7, None, "-"[:0]])
def test_numbers_and_other_text_stay(cell: object):
    assert safe(cell) == cell


@pytest.mark.parametrize("cell", ["-inf", "-nan", "-", "+1_000", "-1,5", "--5"])
def test_what_only_looks_like_a_number_is_none(cell: str):
    assert safe(cell) == f"'{cell}"


def test_all_rows_are_written_in_their_order(tmp_path: Path):
    n = 25_001
    table = {
        "file": ["interactions"] * n,
        "source": ["=evil.csv"] * n,
        "line": list(range(n)),
        "column": ["feedback"] * n,
        "reason": ["missing"] * n,
        "text": ['=HYPERLINK("x"),"y"\nz'] * n,
    }
    pq.write_table(pa.table(table), tmp_path / "rejects.parquet")
    out = io.StringIO(newline="")
    assert write_csv(tmp_path / "rejects.parquet", out, COLUMNS, lambda code: f"in words: {code}") == n
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0] == list(COLUMNS) and [row[2] for row in rows[1:]] == [str(i) for i in range(n)]
    assert rows[1] == ["interactions", "'=evil.csv", "0", "feedback", "in words: missing", "'" + table["text"][0]]
