"""Every code that the import can raise or count has words, and no words are left over."""

import re
from pathlib import Path

import engine
from engine.data.importing.fields import interaction_fields
from engine.data.importing.recommendations import FAULTS
from engine.words.cleaning import CLEANING_MESSAGES
from engine.words.imports import IMPORT_MESSAGES, REASONS

ROOM = Path(engine.__file__).parent
SOURCES = [
    *(ROOM / "data/importing").rglob("*.py"),
    ROOM / "data/samples.py",
    ROOM / "workspace/bringing.py",
    ROOM / "cli/import_request.py",
    ROOM / "cli/output.py",
]
TEXT = "".join(path.read_text() for path in SOURCES)


def test_messages():
    raised = set(re.findall(r'"((?:import|recommendations|sample|cli)\.[a-z_]+)"', TEXT))
    known = {**IMPORT_MESSAGES, **CLEANING_MESSAGES}
    mine = {code for code in known if code.split(".")[0] in ("import", "recommendations", "sample", "cli")}
    assert raised == mine


def test_reasons():
    counted = {reason for field in interaction_fields((1, 5)).values() for _, reason in field.faults}
    shape = {"too_many_columns", "too_few_columns", "stray_quote", "too_long", "header_again"}
    assert shape <= set(re.findall(r'"([a-z_]+)"', TEXT))
    assert counted | shape | set(FAULTS) == set(REASONS)
