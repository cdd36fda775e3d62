"""What a dataset holds, from its tables as they were written."""

import duckdb

from engine import columns as c
from engine.contracts import Attribute, FeedbackKind, Schema
from engine.data.importing.connection import only_row, scalar
from engine.data.importing.request import ImportRequest
from engine.errors import InputError


def schema_of(
    con: duckdb.DuckDBPyConnection,
    request: ImportRequest,
    columns: tuple[str, ...],
    attributes: tuple[tuple[Attribute, ...], tuple[Attribute, ...]],
) -> Schema:
    """The schema of the tables in `target`; `columns`: those of the interactions.

    Raises:
        InputError: `import.relevance` for one that no feedback reaches.
    """
    low, high, kind = _feedback(con)
    n = scalar(con, "SELECT count(*) FROM target.interactions")
    relevance = None if request.relevance is None else float(request.relevance)
    if n and relevance is not None and relevance > high:
        raise InputError("import.relevance", relevance=relevance, low=low, high=high)
    if relevance is None and kind == "click" and low < high:
        relevance = 1.0  # clicks that list misses as 0 too: only the ones are positives
    # A sum of repeats may leave the range that was stated for each record.
    stated = request.feedback_range or (low, high)
    return Schema(
        name=request.title,
        feedback_kind=kind,
        feedback_range=(min(float(stated[0]), low), max(float(stated[1]), high)),
        relevance=relevance,
        interaction_columns=columns,
        user_attributes=attributes[0],
        item_attributes=attributes[1],
        n_users=scalar(con, "SELECT count(*) FROM target.users"),
        n_items=scalar(con, "SELECT count(*) FROM target.items"),
        n_interactions=n,
        n_randomized=_randomized(con, columns),
        time_range=_time_range(con, columns),
        features=request.recipe.features,
    )


def _feedback(con: duckdb.DuckDBPyConnection) -> tuple[float, float, FeedbackKind]:
    low, high, binary = only_row(
        con, f"SELECT min({c.FEEDBACK}), max({c.FEEDBACK}), bool_and({c.FEEDBACK} IN (0, 1)) FROM target.interactions"
    )
    if low is None:  # nothing is left: said by the ledger
        return 0.0, 0.0, "click"
    return float(low), float(high), "click" if binary or low == high else "rating"


def _randomized(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    counted = f"SELECT count(*) FROM target.interactions WHERE {c.RANDOMIZED}"
    return scalar(con, counted) if c.RANDOMIZED in columns else 0


def _time_range(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> tuple[int, int] | None:
    if c.TIMESTAMP not in columns:
        return None
    low, high = only_row(con, f"SELECT min({c.TIMESTAMP}), max({c.TIMESTAMP}) FROM target.interactions")
    return None if low is None else (int(low), int(high))
