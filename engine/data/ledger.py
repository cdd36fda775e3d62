"""What became of the records of an uploaded file: loaded, rejected with a reason, or left out by a choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was not loaded: its 1-based line (record number in Parquet), column and reason code."""

    line: int
    column: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The records of the uploaded file `source`: read = loaded + rejected + duplicates + blank + removed."""

    file: Literal["interactions", "users", "items"]
    read: int
    loaded: int
    rejected: int
    duplicates: int
    blank: int
    reasons: Mapping[str, int]
    """Rejected records by reason code."""
    examples: tuple[Reject, ...]
    """The first rejects, at most 100."""
    removed: int = 0
    """Good records that a recorded choice left out, for example below a core."""
    source: str = ""

    @property
    def balances(self) -> bool:
        """Whether every record read is accounted for."""
        return self.read == self.loaded + self.rejected + self.duplicates + self.blank + self.removed
