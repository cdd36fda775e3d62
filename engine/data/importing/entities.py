"""Users and items: one row an id, dense codes in the order of the ids, attributes of an inferred kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from engine import columns as c
from engine.config import Spec
from engine.contracts import Attribute
from engine.data.importing import text
from engine.data.importing.attributes import infer
from engine.data.importing.derived import derive
from engine.data.importing.recipe import Role
from engine.data.importing.staging import Fault, Staged


@dataclass(frozen=True, slots=True)
class Side:
    """The names of one side."""

    role: Role
    id: str
    code: str


USERS = Side("users", c.USER, c.USER_CODE)
ITEMS = Side("items", c.ITEM, c.ITEM_CODE)


def check_entities(con: duckdb.DuckDBPyConnection, staged: Staged, side: Side) -> list[Fault]:
    """Create `checked_users` or `checked_items`: `line`, id, attributes `a0`, `a1`, …, `fault`, `latest`."""
    cells = [f"{text.cell(staged.source.columns.known[side.id])} AS id"]
    cells += [f"{text.cell(position)} AS a{i}" for i, position in enumerate(_attributes(staged).values())]
    con.execute(
        f"CREATE TEMP TABLE checked_{side.role} AS "
        f"WITH cells AS (SELECT line, {', '.join(cells)} FROM {staged.table}) "
        f"SELECT *, CASE WHEN id IS NULL THEN 0 END AS fault, "
        f"row_number() OVER (PARTITION BY id ORDER BY line DESC) = 1 AS latest FROM cells"
    )
    return [(side.id, "missing")]


def write_entities(
    con: duckdb.DuckDBPyConnection, staged: Staged | None, side: Side, features: Sequence[Spec] = ()
) -> tuple[Attribute, ...]:
    """Write the table `users` or `items` into `target`: everyone who interacts or is described.

    Attributes that `features` derives stand after those of the file.
    """
    names = [] if staged is None else list(_attributes(staged))
    good = f"SELECT * FROM checked_{side.role} WHERE fault IS NULL AND latest"
    described = f"({good if staged else 'SELECT NULL AS id LIMIT 0'})"
    interacting = f"SELECT {side.id} AS id FROM checked_interactions WHERE fault IS NULL"
    con.execute(
        f"CREATE TEMP TABLE every_{side.role} AS "
        f"SELECT ids.id, {''.join(f'd.a{i}, ' for i in range(len(names)))} d.id IS NOT NULL AS described "
        f"FROM ({interacting} UNION SELECT id FROM {described}) ids "
        f"LEFT JOIN {described} d ON d.id = ids.id"
    )
    columns = {attribute: f"a{i}" for i, attribute in enumerate(names)}
    made = derive(con, f"every_{side.role}", columns, features)
    kept = [infer(con, f"every_{side.role}", column, attribute) for attribute, column in columns.items()]
    kept += [_derived(infer(con, f"every_{side.role}", column, attribute)) for attribute, column in made.items()]
    both = {**columns, **made}
    shown = "".join(f", {_stored(both[kind.name], kind)} AS {text.name(kind.name)}" for kind in kept)
    code = f"CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS {side.code}"
    con.execute(
        f"CREATE TABLE target.{side.role} AS SELECT {code}, "
        f"id AS {side.id}{shown} FROM every_{side.role} ORDER BY {side.code}"
    )
    return tuple(kept)


def _attributes(staged: Staged) -> dict[str, int]:
    """Attribute names and their positions, in the file's order."""
    ids = (c.USER, c.ITEM)
    known = {name: i for name, i in staged.source.columns.known.items() if name not in ids}
    both = {**staged.source.columns.others, **known}
    return dict(sorted(both.items(), key=lambda pair: pair[1]))


def _derived(attribute: Attribute) -> Attribute:
    """Bands and regions are labels, also where they look like numbers: a postal code's first two digits."""
    return replace(attribute, kind="category") if attribute.kind == "number" else attribute


def _stored(column: str, attribute: Attribute) -> str:
    return text.number(column) if attribute.kind == "number" else column
