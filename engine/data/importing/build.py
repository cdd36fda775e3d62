"""From opened files to the tables of a dataset, step by step; `write` keeps them, `check` only looks."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from engine import columns as c
from engine.contracts import Attribute, Schema
from engine.data.features import check_recipe
from engine.data.importing import wordings
from engine.data.importing.connection import scalar
from engine.data.importing.dates import order_shown
from engine.data.importing.entities import Described, conflicts, describe, place_final_codes, write_entities
from engine.data.importing.identities import ITEMS, USERS
from engine.data.importing.interactions import CODED, Log, code_log, code_records, create_coded, stage_log
from engine.data.importing.ledgers import (
    copies_of,
    entity_ledger,
    log_ledger,
    too_many_copies,
    too_many_rejects,
    unbalanced,
)
from engine.data.importing.noticed import encodings, sheets, unused
from engine.data.importing.opening import Source
from engine.data.importing.pairs import Fates, described_flags, who_stays, write_pairs
from engine.data.importing.recipe import Recipe
from engine.data.importing.rejects import create_rejects, note_rejects
from engine.data.importing.request import ImportRequest
from engine.data.importing.schema import schema_of
from engine.data.importing.staging import Fault, Staged, stage
from engine.data.importing.tidied import MOST_SPELLINGS, Tidied
from engine.data.ledger import Ledger
from engine.errors import InputError

SIDES = (USERS, ITEMS)
REJECTS_USUAL = 0.01
"""A larger share of rejects is only there by choice, and is said."""
STEPS = {"reading": 0.0, "describing": 0.25, "coding": 0.35, "settling": 0.65, "writing": 0.9}
"""Steps of an import, and the share of it that is done when each begins."""


@dataclass(frozen=True, slots=True)
class Built:
    """What is in the tables now; `problem`: why it must not be kept. `copies`: identical records, dropped
    or not; `outside`: records rejected because their feedback is outside the stated range.
    """

    schema: Schema
    ledgers: tuple[Ledger, ...]
    tidied: Tidied
    copies: int
    outside: int
    problem: InputError | None


@dataclass(frozen=True, slots=True)
class _Read:
    """All files, staged and judged: the log with the faults of its files, the descriptions of both sides."""

    log: Log
    faults: tuple[list[Fault], ...]
    times: Mapping[str, str]
    described: tuple[Described, Described]


def build(
    con: duckdb.DuckDBPyConnection,
    request: ImportRequest,
    sources: Sequence[Source],
    key: bytes | None,
    watch: Callable[[str, float], None],
) -> Built:
    """Write the tables of the dataset into `target`.

    Raises:
        InputError: `import.*`, when a file, the mapping or a setting does not work at all.
    """
    create_rejects(con)
    read = _read(con, request, sources, key, watch)
    _note(con, read, secret=key is not None)
    recipe = request.recipe
    watch("settling", STEPS["settling"])
    n = tuple(scalar(con, f"SELECT count(*) FROM {side.ids}") for side in SIDES)
    described = (described_flags(con, USERS, n[0]), described_flags(con, ITEMS, n[1]))
    staying = who_stays(con, read.log.columns, recipe.cleaning, described)
    for side, flags in zip(SIDES, (staying.users, staying.items), strict=True):
        place_final_codes(con, side, flags)
    fates = write_pairs(con, read.log.columns, recipe.cleaning, staying, len(read.log.files))
    watch("writing", STEPS["writing"])
    attributes = _write_sides(con, read, recipe)
    ledgers, copies, problem = _close(con, read, fates, recipe)
    if problem is None and not fates.loaded.sum():
        problem = InputError("import.nothing_left", file=request.title)
    schema = schema_of(con, request, (c.USER_CODE, c.ITEM_CODE, *read.log.columns), attributes)
    tidied = replace(
        _tidied(con, read, ledgers, copies, recipe), left_out=_left_out(read, attributes),
        unused=unused(sources), encodings=encodings(sources), sheets=sheets(sources),
    )  # fmt: skip
    return Built(schema, ledgers, tidied, copies, _outside(con, read), problem)


def _read(
    con: duckdb.DuckDBPyConnection,
    request: ImportRequest,
    sources: Sequence[Source],
    key: bytes | None,
    watch: Callable[[str, float], None],
) -> _Read:
    recipe = request.recipe
    watch("reading", STEPS["reading"])
    log = stage_log(con, [source for source in sources if source.role == "interactions"])
    watch("describing", STEPS["describing"])
    described = tuple(
        describe(con, [stage(con, source) for source in sources if source.role == side.role], side, recipe)
        for side in SIDES
    )
    for side in SIDES:
        code_log(con, log, side, recipe.nulls, key)
    watch("coding", STEPS["coding"])
    create_coded(con, log)
    faults, times = [], {}
    for staged in log.files:
        found = code_records(con, staged, log, request, staged.source.reading.times)
        order = order_shown(con, staged, found)
        if order is not None:
            times[staged.source.name] = order
            con.execute(f"DELETE FROM {CODED} WHERE file = {staged.source.part}")
            found = code_records(con, staged, log, request, order)
        faults.append(found)
    return _Read(log, tuple(faults), times, (described[0], described[1]))


def _note(con: duckdb.DuckDBPyConnection, read: _Read, *, secret: bool) -> None:
    for staged, faults in zip(read.log.files, read.faults, strict=True):
        note_rejects(con, staged, CODED, faults, secret=secret)
    for described in read.described:
        for staged in described.files:
            note_rejects(con, staged, described.side.described, [(described.side.id, "missing")], secret=secret)


def _outside(con: duckdb.DuckDBPyConnection, read: _Read) -> int:
    count = 0
    for staged, faults in zip(read.log.files, read.faults, strict=True):
        if (c.FEEDBACK, "out_of_range") in faults:
            fault = faults.index((c.FEEDBACK, "out_of_range"))
            count += scalar(con, f"SELECT count(*) FROM {CODED} WHERE file = {staged.source.part} AND fault = {fault}")
    return count


def _write_sides(
    con: duckdb.DuckDBPyConnection, read: _Read, recipe: Recipe
) -> tuple[tuple[Attribute, ...], tuple[Attribute, ...]]:
    users, items = (write_entities(con, described, recipe.features, recipe.privacy) for described in read.described)
    both = sorted({a.name for a in users} & {a.name for a in items})
    if both:  # an attribute is asked for by its name alone
        raise InputError("import.attribute_both", attributes=both)
    check_recipe(recipe.features, users, items, c.TIMESTAMP in read.log.columns)
    return users, items


def _left_out(read: _Read, attributes: tuple[tuple[Attribute, ...], ...]) -> tuple[str, ...]:
    """Attributes of the files that the dataset does not have: they would have told who is who."""
    return tuple(
        name
        for described, kept in zip(read.described, attributes, strict=True)
        for name in described.attributes
        if name not in {attribute.name for attribute in kept}
    )


def _close(
    con: duckdb.DuckDBPyConnection, read: _Read, fates: Fates, recipe: Recipe
) -> tuple[tuple[Ledger, ...], int, InputError | None]:
    """All ledgers, the identical records, and the first problem: too many rejects before too many copies."""
    counted: list[tuple[Staged, Ledger, int]] = [
        (staged, log_ledger(con, staged, fates), int(fates.copies[staged.source.part])) for staged in read.log.files
    ]
    for described in read.described:
        for staged in described.files:
            ledger = entity_ledger(con, staged, described)
            counted.append((staged, ledger, copies_of(con, staged) if ledger.duplicates else 0))
    problem = None
    for staged, ledger, copies in counted:
        problem = problem or too_many_rejects(con, staged, ledger, recipe.rejects)
        problem = problem or too_many_copies(con, staged, ledger, copies, recipe) or unbalanced(ledger)
    return tuple(ledger for _, ledger, _ in counted), sum(copies for _, _, copies in counted), problem


def _tidied(
    con: duckdb.DuckDBPyConnection, read: _Read, ledgers: Sequence[Ledger], copies: int, recipe: Recipe
) -> Tidied:
    nulls: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for staged, faults in zip(read.log.files, read.faults, strict=True):
        nulls += wordings.nulls_in_log(con, staged, faults, recipe.nulls)
    for described in read.described:
        for staged in described.files:
            nulls += wordings.nulls_in_entities(con, staged, recipe.nulls)
            unknown += wordings.unknown_in_entities(con, staged, recipe.nulls, recipe.cleaning.unknown)
    spellings = sorted(
        (spelling for described in read.described for spelling in described.spellings),
        key=lambda spelling: (-spelling.n, spelling.attribute, spelling.was),
    )
    return Tidied(
        nulls=dict(sorted(nulls.items())),
        spellings=tuple(spellings[:MOST_SPELLINGS]),
        spellings_left_out=max(0, len(spellings) - MOST_SPELLINGS),
        unknown=dict(sorted(unknown.items())),
        conflicts={name: n for described in read.described for name, n in conflicts(con, described).items()},
        choices=_choices(con, ledgers, copies, recipe),
        times=dict(read.times),
    )


def _choices(con: duckdb.DuckDBPyConnection, ledgers: Sequence[Ledger], copies: int, recipe: Recipe) -> dict[str, int]:
    """Records that each choice in force has touched, if any."""
    cleaning = recipe.cleaning
    logs = [ledger for ledger in ledgers if ledger.file == "interactions"]
    accepted = [ledger.rejected for ledger in ledgers if ledger.rejected > REJECTS_USUAL * (ledger.read - ledger.blank)]
    counts = {
        f"repeats_{cleaning.repeats}": sum(ledger.duplicates for ledger in logs),
        "copies_drop": copies if cleaning.copies == "drop" else 0,
        "outside_clip": scalar(con, f"SELECT count(*) FROM {CODED} WHERE clipped"),
        "cores": sum(ledger.removed for ledger in ledgers),
        "rejects_accepted": sum(accepted) if recipe.rejects > REJECTS_USUAL else 0,
    }
    return {code: n for code, n in counts.items() if n}
