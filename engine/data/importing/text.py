"""SQL expressions that turn the text of a cell into a value: trimmed, null words removed, never guessed."""

from engine.data.importing.recipe import NULL_WORDS

SPACES = (32, 9, 10, 13, 160, 8203, 65279)
"""Stripped at both ends: blanks, line ends, no-break space, zero-width space, byte-order mark."""

MILLISECONDS = 1e11
"""Epoch numbers beyond this are milliseconds: as seconds it is the year 5138, as milliseconds 1973."""


def name(identifier: str) -> str:
    """A quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted string."""
    return "'" + text.replace("'", "''") + "'"


def cell(position: int) -> str:
    """The trimmed text of a staged column; NULL for the null words.

    Trimming costs more than all the rest of an import, so only cells that begin or end in a space are.
    """
    column, points = f"c{position}", ", ".join(map(str, SPACES))
    spaced = f"unicode({column}) IN ({points}) OR unicode(right({column}, 1)) IN ({points})"
    trimmed = f"trim({column}, {' || '.join(f'chr({point})' for point in SPACES)})"
    return f"CASE WHEN {spaced} THEN {_without_null_words(trimmed)} ELSE {_without_null_words(column)} END"


def _without_null_words(value: str) -> str:
    words = ", ".join(literal(word) for word in NULL_WORDS)
    return f"CASE WHEN {value} IN ({words}) THEN NULL ELSE {value} END"


def number(text: str) -> str:
    """DOUBLE or NULL. DuckDB alone would read `1_000` as a thousand."""
    return f"CASE WHEN contains({text}, '_') THEN NULL ELSE TRY_CAST({text} AS DOUBLE) END"


def seconds(text: str) -> str:
    """Seconds since 1970 in UTC, from epoch seconds, epoch milliseconds or ISO 8601; NULL for anything else."""
    n = number(text)
    return (
        f"CASE WHEN ({n}) IS NOT NULL THEN CASE WHEN abs({n}) > {MILLISECONDS} THEN ({n}) / 1000 ELSE {n} END "
        f"WHEN regexp_matches({text}, '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]') "
        f"THEN epoch(TRY_CAST({text} AS TIMESTAMPTZ)) END"
    )


def truth(text: str) -> str:
    """BOOLEAN or NULL, from 0/1/true/false."""
    word = f"lower({text})"
    return f"CASE WHEN {word} IN ('1', 'true', '1.0') THEN true WHEN {word} IN ('0', 'false', '0.0') THEN false END"
