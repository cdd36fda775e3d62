"""The import as a whole: files in, one immutable DuckDB file, its ledgers and its rejects out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from engine.contracts import Schema
from engine.data.importing.build import build
from engine.data.importing.connection import writing
from engine.data.importing.discretion import discreet
from engine.data.importing.opening import Source, open_sources
from engine.data.importing.pseudonyms import needed
from engine.data.importing.rejects import FILE, write_rejects
from engine.data.importing.request import ImportRequest
from engine.data.importing.tidied import Tidied
from engine.data.ledger import Ledger

Watch = Callable[[str, float], None]
"""Told of each step by its key, with the share of the whole that is done."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, what became of every record, and what was done to values."""

    schema: Schema
    ledgers: tuple[Ledger, ...]
    tidied: Tidied = Tidied()


def write_dataset(
    request: ImportRequest, target: Path, key: bytes | None = None, watch: Watch | None = None
) -> Imported:
    """Open the files of a request, and `write_opened`.

    Raises:
        InputError: `import.*`, when a file, the mapping or a setting does not work.
    """
    copies = target.with_name(target.name + ".copies")
    try:
        return write_opened(request, open_sources(request, copies), target, key, watch)
    finally:
        rmtree(copies, ignore_errors=True)


def write_opened(
    request: ImportRequest,
    opened: Sequence[Source],
    target: Path,
    key: bytes | None = None,
    watch: Watch | None = None,
) -> Imported:
    """Write the dataset's DuckDB file to `target`, which must not exist. On any error nothing is left there.

    The same bytes and settings give the same tables: codes follow the order of the ids and rows the
    order of the codes. Beside it `rejects.parquet` has every record that was rejected, if any was. `key`: the
    workspace's, for pseudonyms.

    Raises:
        InputError: `import.*`.
    """
    secret = needed(key) if request.recipe.privacy.pseudonymise else None
    try:
        with discreet(request.recipe.privacy), writing(target, [source.path for source in opened]) as con:
            built = build(con, request, opened, secret, watch or unwatched)
            if built.problem is not None:
                raise built.problem
            write_rejects(con, target.parent)
            return Imported(built.schema, built.ledgers, built.tidied)
    except BaseException:
        if not target.exists():
            (target.parent / FILE).unlink(missing_ok=True)
        raise


def unwatched(step: str, share: float) -> None:
    """Nobody watches."""
