"""How training went, epoch by epoch, as it is kept with a run."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import Field

from engine.contracts import Run
from engine.workspace.files import read_json
from engine.workspace.records import from_json

Line = dict[str, Any]
"""`{"epoch": 3, "loss": 0.61, "valid": None}`: `valid` is None where the epoch was not validated."""
Finite = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class _Epoch:
    epoch: int
    loss: Finite
    valid: Finite | None


def read_history(run: Run) -> list[Line]:
    """The epochs of a run, in order; empty where nothing was trained epoch by epoch.

    Raises:
        InputError: `workspace.damaged`, `workspace.stale` where the file is not what training writes.
    """
    file = run.path / "history.json"
    lines = read_json(file) if file.exists() else []
    return [asdict(line) for line in from_json(tuple[_Epoch, ...], lines, file.name)]
