"""What became of every uploaded record, for programs and for people."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from engine.cli.output import columns
from engine.cli.tidied import lines, tidied_of
from engine.data.importing import Checked
from engine.data.ledger import Ledger
from engine.words import _, cleaning
from engine.words.imports import reason
from engine.words.workspace import REJECT_COLUMNS
from engine.workspace import DatasetRecord
from engine.workspace.records import to_json
from engine.workspace.rejects import write_csv

SETTINGS: dict[str, str] = {
    "copies_drop": "cleaning.copies=drop",
    "outside_clip": "cleaning.outside=clip",
    "unknown": 'cleaning.unknown=["unknown","未知"]',
    "user_core": "cleaning.user_core=5",
    "item_core": "cleaning.item_core=5",
}
"""By which setting each choice of `engine.words.cleaning.EFFECTS` comes into force."""


def answer_of(record: DatasetRecord) -> dict[str, Any]:
    """A dataset that was imported, as JSON."""
    return {
        "dataset": record.id,
        "name": record.schema.name,
        "created": record.created,
        "ledger": to_json(record.ledgers),
        "tidied": to_json(tidied_of(record)),
    }


def imported(record: DatasetRecord) -> str:
    """A dataset that was imported, for people."""
    done = _("Dataset {id} ({name})").format(id=record.id, name=record.schema.name)
    return "\n".join([done, table(record.ledgers), *lines(tidied_of(record))])


def table(ledgers: Sequence[Ledger]) -> str:
    """A line for each file."""
    numbers = ("read", "loaded", "rejected", "duplicates", "blank", "removed")
    head = (_("file"), _("read"), _("loaded"), _("rejected"), _("duplicates"), _("blank"), _("left out"), _("reasons"))
    rows = [
        (
            part.source or part.file,
            *(f"{getattr(part, name):,}" for name in numbers),
            ", ".join(f"{reason(code)}: {n:,}" for code, n in part.reasons.items()),
        )
        for part in ledgers
    ]
    return columns([head, *rows])


def rejects_as_csv(file: Path, out: Path) -> int:
    """Write the rejects of a Parquet file as CSV for people; without that file only the names of the columns."""
    head = tuple(_(name) for name in REJECT_COLUMNS)
    with out.open("w", encoding="utf-8-sig", newline="") as stream:  # without a mark Excel reads another encoding
        return write_csv(file, stream, head, reason)


def checked(found: Checked) -> str:
    """What an import would give, for people: the ledgers, what would be tidied, what is not chosen, the problem."""
    told = [table(found.imported.ledgers), *lines(found.imported.tidied)]
    told += [f"○ {cleaning.effect(code, n)} {_by(code)}" for code, n in found.effects.items()]
    return "\n".join([*told, *([f"! {found.problem[1]}"] if found.problem else [])])


def _by(code: str) -> str:
    return _("The setting: --set {setting}").format(setting=quote(SETTINGS[code]))
