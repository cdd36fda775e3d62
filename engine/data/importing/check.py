"""The dry run: everything that an import would do, in a scratch folder, and nothing kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb
import numpy as np

from engine import columns as c
from engine.data.importing import wordings
from engine.data.importing.build import Built, build
from engine.data.importing.changes import watched
from engine.data.importing.connection import writing
from engine.data.importing.cores import core
from engine.data.importing.discretion import discreet
from engine.data.importing.opening import Source, open_sources
from engine.data.importing.pseudonyms import needed
from engine.data.importing.recipe import Cleaning
from engine.data.importing.records import Shape
from engine.data.importing.rejects import write_rejects
from engine.data.importing.request import ImportRequest
from engine.data.importing.staging import Staged, table_of
from engine.data.importing.write import Imported, Watch, unwatched

CORE = 5
"""The core whose effect is told where none is asked for: the usual one."""
UNKNOWN_WORDS = ("unknown", "unspecified", "not specified", "other", "?", "未知", "不详", "保密")
"""Words that often mean that nobody knows; never taken so unless somebody says it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What an import would give. `problem`: code and sentence of why it would be refused, None where it would not.

    `effects`: what choices that are not in force would touch (`engine.words.cleaning.EFFECTS`), if anything.
    """

    imported: Imported
    problem: tuple[str, str] | None
    effects: Mapping[str, int]


def check(
    request: ImportRequest,
    scratch: Path,
    key: bytes | None = None,
    watch: Watch | None = None,
    rejects: Path | None = None,
) -> Checked:
    """Import without keeping anything: too many rejects or copies are told, not raised.

    `rejects`: a folder that gets `rejects.parquet`, if any record is rejected.

    Raises:
        InputError: `import.*`, when a file, the mapping or a setting does not work at all; `import.changed`.
    """
    secret = needed(key) if request.recipe.privacy.pseudonymise else None
    scratch.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix="check-", dir=scratch))
    try:
        with watched(request):
            return _checked(request, folder, secret, watch or unwatched, rejects)
    finally:
        rmtree(folder, ignore_errors=True)


def _checked(request: ImportRequest, folder: Path, secret: bytes | None, watch: Watch, rejects: Path | None) -> Checked:
    opened = open_sources(request, folder / "copies")
    with (
        discreet(request.recipe.privacy),
        writing(folder / "data.duckdb", [source.path for source in opened]) as con,
    ):
        built = build(con, request, opened, secret, watch)
        effects = _effects(con, request, opened, built)
        if rejects is not None:
            write_rejects(con, rejects)
    problem = None if built.problem is None else (built.problem.code, str(built.problem))
    return Checked(Imported(built.schema, built.ledgers, built.tidied), problem, effects)


def _effects(
    con: duckdb.DuckDBPyConnection, request: ImportRequest, opened: Sequence[Source], built: Built
) -> dict[str, int]:
    cleaning = request.recipe.cleaning
    effects = {
        "copies_drop": built.copies if cleaning.copies == "refuse" and _copies_stay(built, cleaning) else 0,
        "outside_clip": built.outside,
        "unknown": 0 if cleaning.unknown else _unknown(con, request, opened),
        "user_core": 0 if cleaning.user_core else _below(con, built, (CORE, 0)),
        "item_core": 0 if cleaning.item_core else _below(con, built, (0, CORE)),
    }
    return {code: n for code, n in effects.items() if n}


def _copies_stay(built: Built, cleaning: Cleaning) -> bool:
    """Whether dropping copies would change anything: of repeats of a pair only one stays anyway, unless they add up."""
    return built.problem is not None or cleaning.repeats == "sum"


def _unknown(con: duckdb.DuckDBPyConnection, request: ImportRequest, opened: Sequence[Source]) -> int:
    """Cells with a word for "nobody knows" in the files of users and items, which lie in tables by now."""
    count = 0
    for source in opened:
        if source.role in ("users", "items"):
            staged = Staged(table_of(source), source, Shape())
            count += sum(wordings.unknown_in_entities(con, staged, request.recipe.nulls, UNKNOWN_WORDS).values())
    return count


def _below(con: duckdb.DuckDBPyConnection, built: Built, least: tuple[int, int]) -> int:
    """Interactions that a core would leave out."""
    found = con.execute(f"SELECT {c.USER_CODE} AS users, {c.ITEM_CODE} AS items FROM target.interactions").fetchnumpy()
    users, items = np.asarray(found["users"]), np.asarray(found["items"])
    stay = core(users, items, (built.schema.n_users, built.schema.n_items), least)
    return int(len(users) - np.sum(stay[0][users] & stay[1][items]))
