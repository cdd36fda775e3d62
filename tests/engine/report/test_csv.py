"""The table of all rows: read back equal, and harmless in a spreadsheet."""

import io
from dataclasses import replace

import pandas as pd
import pytest

from engine.contracts import AuditRow
from engine.report import export_csv
from engine.report.csv_export import BOM, COLUMNS, safe


def read(text):
    return pd.read_csv(io.StringIO(text.removeprefix(BOM)), keep_default_na=False, na_values=[""])


def test_every_row_of_every_run_comes_back(builders):
    audited = [(builders.run(i * 16), builders.audit(i * 16)) for i in "ab"]
    text = export_csv(audited)
    frame = read(text)
    assert text.startswith(BOM) and text.endswith("\r\n") and list(frame.columns) == list(COLUMNS)
    assert len(frame) == sum(len(table.rows) for _run, table in audited)
    assert set(frame["run"]) == {"a" * 16, "b" * 16}
    rows = [row for _run, table in audited for row in table.rows]
    for line, row in zip(frame.itertuples(), rows, strict=True):
        for name in ("metric", "side", "attribute", "reference", "n", "value", "gap", "gap_low", "gap_high", "verdict"):
            known = getattr(row, name)
            assert pd.isna(getattr(line, name)) if known is None else getattr(line, name) == known
        assert (line.k, line.tolerance_low, line.tolerance_high) == (10, 0.8, 1.25)


def test_a_byte_order_mark_is_no_part_of_the_first_column(builders, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(export_csv([(builders.run(), builders.audit())]), encoding="utf-8")
    assert pd.read_csv(file).columns[0] == "run"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_texts_that_begin_like_a_formula_are_made_harmless(builders, row, name):
    table = replace(builders.audit(), rows=(row(name, attribute=name, reference=name),))
    frame = read(export_csv([(builders.run(), table)]))
    assert frame["group"][0].startswith("'") and frame["attribute"][0].startswith("'")
    assert safe(name) == f"'{name}" and safe("a" + name) == "a" + name


def test_numbers_are_numbers_even_below_zero(builders, row):
    table = replace(builders.audit(), rows=(row("M", scale="difference", gap=-0.5),))
    assert read(export_csv([(builders.run(), table)]))["gap"][0] == -0.5
    assert safe(-0.5) == -0.5


def test_quotes_commas_and_line_ends_survive(builders, row):
    name = 'a "b", c\nd'
    table = replace(builders.audit(), rows=(row(name),))
    assert read(export_csv([(builders.run(), table)]))["group"][0] == name


def test_every_field_of_a_row_is_there():
    fields = set(AuditRow.__dataclass_fields__) - {"tolerance"}
    assert fields <= set(COLUMNS)
