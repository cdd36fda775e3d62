"""Users and items: one row an id, dense codes in the order of the ids, attributes of an inferred kind.

Within a file the last record of an id counts, whole. Several files of a side are joined by id and column by column: in
each attribute the last file that has a value for the id wins; ids with different values in several files are counted.
Columns of one name (case is not told apart) are one attribute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from engine import columns as c
from engine.config import Spec
from engine.contracts import Attribute
from engine.data.features import apart
from engine.data.importing import text
from engine.data.importing.attributes import infer
from engine.data.importing.connection import scalar
from engine.data.importing.cores import Flags
from engine.data.importing.derived import derive
from engine.data.importing.identities import USERS, Side
from engine.data.importing.recipe import Decimal, Privacy, Recipe
from engine.data.importing.spelling import Column, normalise
from engine.data.importing.staging import Fault, Staged
from engine.data.importing.tidied import Spelling
from engine.errors import InputError

FAULTS: list[Fault] = [("", "missing")]
GOOD = "fault IS NULL AND latest"
ALONE, FEW = 0.5, 20
"""An attribute with more different values than this share of the people who have one tells them apart; of so few
people nothing is told by it."""


@dataclass(frozen=True, slots=True)
class Described:
    """All files of one side: attribute -> its column in `side.described`, decimal mark, and what was respelled."""

    side: Side
    files: tuple[Staged, ...]
    decimal: Decimal
    attributes: Mapping[str, str]
    spellings: tuple[Spelling, ...]


def describe(con: duckdb.DuckDBPyConnection, files: Sequence[Staged], side: Side, recipe: Recipe) -> Described:
    """Create `side.described`: `file`, `line`, `raw`, attributes `a0`, `a1`, …, `fault`, `latest`."""
    attributes = _united(files)
    columns = "".join(f"{column} VARCHAR, " for column in attributes.values())
    con.execute(
        f"CREATE TABLE {side.described} (file USMALLINT, line BIGINT, raw VARCHAR, {columns}"
        f"fault SMALLINT, latest BOOLEAN)"
    )
    for staged in files:
        _append(con, staged, side, attributes, recipe)
    decimal = recipe.reading(side.role).decimal
    spellings: list[Spelling] = []
    if recipe.normalise:
        for name, column in attributes.items():
            spellings += normalise(con, Column(side.described, column, name, GOOD, decimal))
    return Described(side, tuple(files), decimal, attributes, tuple(spellings))


def _append(
    con: duckdb.DuckDBPyConnection, staged: Staged, side: Side, attributes: Mapping[str, str], recipe: Recipe
) -> None:
    nulls, unknown = recipe.nulls, recipe.cleaning.unknown
    there = {name.casefold(): position for name, position in attribute_positions(staged).items()}
    cells = "".join(
        f"{_known(text.cell(text.column(there[name.casefold()]), nulls), unknown)} AS {column}, "
        if name.casefold() in there else f"NULL AS {column}, "
        for name, column in attributes.items()
    )  # fmt: skip
    raw = text.cell(text.column(staged.source.columns.known[side.id]), nulls)
    con.execute(
        f"INSERT INTO {side.described} WITH cells AS (SELECT line, {raw} AS raw, {cells}FROM {staged.table}) "
        f"SELECT {staged.source.part}, *, CASE WHEN raw IS NULL THEN 0 END, "
        f"line = max(line) OVER (PARTITION BY raw) FROM cells"
    )


def _united(files: Sequence[Staged]) -> dict[str, str]:
    names: dict[str, str] = {}
    for staged in files:
        for name in attribute_positions(staged):
            names.setdefault(name.casefold(), name)
    return {name: f"a{i}" for i, name in enumerate(names.values())}


def attribute_positions(staged: Staged) -> dict[str, int]:
    """Attribute names and their positions, in the file's order."""
    ids = (c.USER, c.ITEM)
    known = {name: i for name, i in staged.source.columns.known.items() if name not in ids}
    both = {**staged.source.columns.others, **known}
    return dict(sorted(both.items(), key=lambda pair: pair[1]))


def _known(cell: str, unknown: Sequence[str]) -> str:
    """NULL for the words that say that nobody knows, without regard to case."""
    if not unknown:
        return cell
    words = ", ".join(f"lower({text.literal(word)})" for word in unknown)
    return f"CASE WHEN lower({cell}) IN ({words}) THEN NULL ELSE {cell} END"


def conflicts(con: duckdb.DuckDBPyConnection, described: Described) -> dict[str, int]:
    """Attribute -> ids whose files have different values, for those that have any."""
    if len(described.files) < 2:
        return {}
    found = {
        name: scalar(
            con,
            f"SELECT count(*) FROM (SELECT raw FROM {described.side.described} WHERE {GOOD} GROUP BY raw "
            f"HAVING count(DISTINCT {column}) > 1)",
        )
        for name, column in described.attributes.items()
    }
    return {name: n for name, n in found.items() if n}


def place_final_codes(con: duckdb.DuckDBPyConnection, side: Side, stay: Flags) -> None:
    """The table `final_<role>`: `raw`, `id` and the final `code` of everyone who stays."""
    con.register("staying", pa.table({"code": pa.array(stay.nonzero()[0], pa.int32())}))
    con.execute(
        f"CREATE TABLE final_{side.role} AS SELECT raw, id, "
        f"CAST(row_number() OVER (ORDER BY code) - 1 AS INTEGER) AS code FROM {side.ids} SEMI JOIN staying USING (code)"
    )
    con.unregister("staying")


def write_entities(
    con: duckdb.DuckDBPyConnection, described: Described, features: Sequence[Spec], privacy: Privacy
) -> tuple[Attribute, ...]:
    """Write the table `users` or `items` into `target`: everyone who stays; attributes that are made of others last.

    Attributes of users named in `privacy.sensitive`, and those made of them, go into a table `sensitive` of their own.
    Where ids become pseudonyms, attributes of users that tell nearly everyone apart are left out (`_telling`).

    Raises:
        InputError: `import.sensitive_unknown` for one that users do not have.
    """
    side, table = described.side, f"every_{described.side.role}"
    _merge(con, described, table)
    made = derive(con, table, described.attributes, features, described.decimal)
    kept = [infer(con, table, column, name, described.decimal) for name, column in described.attributes.items()]
    kept += [_label(infer(con, table, column, name)) for name, column in made.items()]
    columns = {**described.attributes, **made}
    sensitive = privacy.sensitive
    separate = set(apart(features, sensitive)) & columns.keys() if side == USERS else set()
    if side == USERS and set(sensitive) - columns.keys():
        raise InputError("import.sensitive_unknown", names=sorted(set(sensitive) - columns.keys()), known=[*columns])
    if side == USERS and privacy.pseudonymise:
        n = scalar(con, f"SELECT count(*) FROM {table}")
        kept = [attribute for attribute in kept if not _telling(attribute, n)]
    attributes = [replace(attribute, sensitive=attribute.name in separate) for attribute in kept]
    cells = {a.name: _stored(columns[a.name], a, described.decimal) for a in attributes}
    _write(con, side.role, f"code AS {side.code}, id AS {side.id}", table, _those(cells, attributes, False))
    if separate:
        _write(con, "sensitive", f"code AS {side.code}", table, _those(cells, attributes, True))
    return tuple(attributes)


def _telling(attribute: Attribute, n: int) -> bool:
    """Whether an attribute of n users says who somebody is: texts, and numbers that hardly two people share.

    A pseudonym beside an address of e-mail, a name or a telephone number would be none.
    """
    present = n - attribute.n_missing
    return attribute.kind == "text" or present > FEW and attribute.n_values > ALONE * present


def _merge(con: duckdb.DuckDBPyConnection, described: Described, table: str) -> None:
    """One row an id; in each attribute the value of the last file that has one."""
    side = described.side
    values = "".join(
        f", arg_max({a}, file) FILTER (WHERE {a} IS NOT NULL) AS {a}" for a in described.attributes.values()
    )
    merged = f"SELECT raw{values} FROM {side.described} WHERE {GOOD} GROUP BY raw"
    columns = "".join(f", m.{a}" for a in described.attributes.values())
    con.execute(
        f"CREATE TABLE {table} AS SELECT f.code, f.id{columns} FROM final_{side.role} f "
        f"LEFT JOIN ({merged}) m ON m.raw = f.raw"
    )


def _those(cells: Mapping[str, str], attributes: Sequence[Attribute], sensitive: bool) -> dict[str, str]:
    return {a.name: cells[a.name] for a in attributes if a.sensitive == sensitive}


def _write(con: duckdb.DuckDBPyConnection, name: str, ids: str, table: str, cells: Mapping[str, str]) -> None:
    shown = "".join(f", {cell} AS {text.name(attribute)}" for attribute, cell in cells.items())
    con.execute(f"CREATE TABLE target.{name} AS SELECT {ids}{shown} FROM {table} ORDER BY code")


def _label(attribute: Attribute) -> Attribute:
    """Bands and regions are labels, also where they look like numbers: a postal code's first two digits."""
    return replace(attribute, kind="category") if attribute.kind == "number" else attribute


def _stored(column: str, attribute: Attribute, decimal: Decimal) -> str:
    return text.number(column, decimal) if attribute.kind == "number" else column
