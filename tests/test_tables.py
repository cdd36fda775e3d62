"""docs/codes.md and docs/metrics.md say what the code says (`make tables`)."""

import re
from pathlib import Path

from engine.metrics import TABLES
from engine.words import errors, findings, verdicts
from tests import codes_table, metrics_table

ROOT = Path(__file__).parents[1]


def test_the_table_of_codes_is_that_of_the_words():
    assert codes_table.PAGE.read_text(encoding="utf-8") == codes_table.page(), "make tables"


def test_no_code_is_missing():
    page = codes_table.page()
    for code in (*verdicts.TERMS, *verdicts.REASONS, *findings.SENTENCES, *errors.MESSAGES):
        assert f"| `{code}` | " in page, code


def test_the_table_of_metrics_is_that_of_the_metrics():
    assert metrics_table.PAGE.read_text(encoding="utf-8") == metrics_table.page(), "make tables"


def test_every_metric_states_its_range_and_its_source():
    kinds = {key: kind for table in TABLES for key, kind in table.items()}
    assert {key for _title, table in metrics_table.TABLES for key in table} == set(kinds)
    assert [key for key, kind in kinds.items() if not metrics_table.span(kind)] == []
    assert [key for key, kind in kinds.items() if metrics_table.source(kind) == metrics_table.ITSELF] == [
        "signed_error"
    ]


def test_the_flow_of_the_audit_names_every_file_of_its_room():
    room = ROOT / "engine" / "audit"
    named = set(re.findall(r"`(\w+\.py)`", (room / "README.md").read_text(encoding="utf-8")))
    assert named == {file.name for file in room.glob("*.py")} - {"__init__.py"}


def test_every_decision_is_in_the_list_and_every_link_leads_somewhere():
    folder = ROOT / "docs" / "decisions"
    linked = set(re.findall(r"\((\d{4}[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert linked == {file.name for file in folder.glob("0*.md")}
