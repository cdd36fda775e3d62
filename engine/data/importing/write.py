"""The import as a whole: files in, one immutable DuckDB file and its ledgers out."""

from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import duckdb

from engine import columns as c
from engine.contracts import Attribute, FeedbackKind, Ledger, Schema
from engine.data.features import check_recipe
from engine.data.importing.connection import only_row, scalar, writing
from engine.data.importing.entities import ITEMS, USERS, check_entities, write_entities
from engine.data.importing.interactions import CHECKED, check_interactions
from engine.data.importing.opening import Source, open_sources
from engine.data.importing.recipe import Role
from engine.data.importing.request import ImportRequest
from engine.data.importing.staging import Fault, Staged, close_ledger, stage
from engine.errors import InputError


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, and what became of every record."""

    schema: Schema
    ledgers: tuple[Ledger, ...]


def write_dataset(request: ImportRequest, target: Path) -> Imported:
    """Write the dataset's DuckDB file to `target`, which must not exist. On any error nothing is left there.

    The same bytes and settings give the same tables: codes follow the order of the ids and rows the
    order of the codes.

    Raises:
        InputError: `import.*`, when a file, the mapping or a setting does not work.
    """
    _check_settings(request)
    copies = target.with_name(target.name + ".copies")
    try:
        opened = open_sources(request, copies)
        with writing(target, [source.path for source in opened]) as con:
            staged = {source.role: stage(con, source) for source in opened}
            return _write(con, request, staged)
    finally:
        rmtree(copies, ignore_errors=True)


def _check_settings(request: ImportRequest) -> None:
    if request.feedback_range is None:
        return
    low, high = request.feedback_range
    if not low < high:
        raise InputError("import.range", low=low, high=high)
    if request.relevance is not None and not low <= request.relevance <= high:
        raise InputError("import.relevance", relevance=request.relevance, low=low, high=high)


def _write(con: duckdb.DuckDBPyConnection, request: ImportRequest, staged: dict[Role, Staged]) -> Imported:
    interactions = staged["interactions"]
    faults: dict[Role, list[Fault]] = {}
    faults["interactions"] = check_interactions(con, interactions, request.feedback_range)
    for side in (USERS, ITEMS):
        if side.role in staged:
            faults[side.role] = check_entities(con, staged[side.role], side)
    features = request.recipe.features
    attributes = [write_entities(con, staged.get(side.role), side, features) for side in (USERS, ITEMS)]
    _check_names(*attributes)
    check_recipe(features, attributes[0], attributes[1], c.TIMESTAMP in interactions.source.columns.known)
    columns = _write_interactions(con, interactions.source)
    ledgers = [close_ledger(con, staged[r], f"checked_{r}", faults[r], _loaded(con, r)) for r in faults]
    return Imported(_schema(con, request, columns, attributes), tuple(ledgers))


def _check_names(users: tuple[Attribute, ...], items: tuple[Attribute, ...]) -> None:
    """An attribute is asked for by its name alone, so a name may stand on one side only."""
    both = sorted({a.name for a in users} & {a.name for a in items})
    if both:
        raise InputError("import.attribute_both", attributes=both)


def _loaded(con: duckdb.DuckDBPyConnection, role: Role) -> int:
    """Records of a file that made it into the dataset, counted in the tables that were written."""
    written = "target.interactions" if role == "interactions" else f"every_{role} WHERE described"
    return scalar(con, f"SELECT count(*) FROM {written}")


def _write_interactions(con: duckdb.DuckDBPyConnection, source: Source) -> tuple[str, ...]:
    """One row a pair, in the order of the codes; gives the columns' canonical names."""
    optional = [n for n in c.INTERACTION_COLUMNS[3:] if n in source.columns.known]
    con.execute(
        f"CREATE TABLE target.interactions AS SELECT {c.USER_CODE}, {c.ITEM_CODE}, {c.FEEDBACK}"
        f"{''.join(f', {n}' for n in optional)} FROM {CHECKED} "
        f"JOIN target.users USING ({c.USER}) JOIN target.items USING ({c.ITEM}) "
        f"WHERE fault IS NULL AND latest ORDER BY {c.USER_CODE}, {c.ITEM_CODE}"
    )
    return (c.USER_CODE, c.ITEM_CODE, c.FEEDBACK, *optional)


def _schema(
    con: duckdb.DuckDBPyConnection,
    request: ImportRequest,
    columns: tuple[str, ...],
    attributes: list[tuple[Attribute, ...]],
) -> Schema:
    low, high, kind = _feedback(con)
    stated = request.feedback_range or (low, high)
    relevance = None if request.relevance is None else float(request.relevance)
    if relevance is not None and relevance > high:
        raise InputError("import.relevance", relevance=relevance, low=low, high=high)
    if relevance is None and kind == "click" and low < high:
        relevance = 1.0  # clicks that list misses as 0 too: only the ones are positives
    return Schema(
        name=request.title,
        feedback_kind=kind,
        feedback_range=(float(stated[0]), float(stated[1])),
        relevance=relevance,
        interaction_columns=columns,
        user_attributes=attributes[0],
        item_attributes=attributes[1],
        n_users=scalar(con, "SELECT count(*) FROM target.users"),
        n_items=scalar(con, "SELECT count(*) FROM target.items"),
        n_interactions=scalar(con, "SELECT count(*) FROM target.interactions"),
        n_randomized=_randomized(con, columns),
        time_range=_time_range(con, columns),
        features=request.recipe.features,
    )


def _feedback(con: duckdb.DuckDBPyConnection) -> tuple[float, float, FeedbackKind]:
    low, high, binary = only_row(
        con, f"SELECT min({c.FEEDBACK}), max({c.FEEDBACK}), bool_and({c.FEEDBACK} IN (0, 1)) FROM target.interactions"
    )
    return float(low), float(high), "click" if binary or low == high else "rating"


def _randomized(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    counted = f"SELECT count(*) FROM target.interactions WHERE {c.RANDOMIZED}"
    return scalar(con, counted) if c.RANDOMIZED in columns else 0


def _time_range(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> tuple[int, int] | None:
    if c.TIMESTAMP not in columns:
        return None
    ends = f"SELECT {{}}({c.TIMESTAMP}) FROM target.interactions"
    return scalar(con, ends.format("min")), scalar(con, ends.format("max"))
