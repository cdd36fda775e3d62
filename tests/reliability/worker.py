"""A process that imports files one after the other and tells what each cost: `python -m tests.reliability.worker`.

Reads paths from stdin, answers a line of JSON each: the error's code ("" where it was taken), seconds, and by how many
megabytes the process grew over what it had before.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from engine.data.importing import ImportRequest, write_dataset
from engine.data.importing.recipe import Recipe
from engine.errors import InputError

STATUS = Path("/proc/self/status")


def main() -> None:
    """Answer until stdin ends."""
    for line in sys.stdin:
        before, start = _reset(), time.monotonic()
        code, loaded = _import(Path(line.strip()))
        answer = {"code": code, "loaded": loaded, "seconds": time.monotonic() - start, "grew_mb": _peak() - before}
        print(json.dumps(answer), flush=True)


def _import(path: Path) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            imported = write_dataset(ImportRequest(path, recipe=Recipe(rejects=1.0)), Path(folder) / "data.duckdb")
        except InputError as error:
            return error.code, 0
        return "", imported.ledgers[0].loaded


def _reset() -> float:
    """Forget the peak so far; the memory in use now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _field("VmRSS")


def _peak() -> float:
    return _field("VmHWM")


def _field(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
