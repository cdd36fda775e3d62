"""SQL expressions that turn the text of a cell into a value: trimmed, null words removed, never guessed."""

from collections.abc import Sequence

from engine.data.importing.recipe import NULL_WORDS, Decimal

SPACES = (32, 9, 10, 13, 160, 8203, 65279)
"""Stripped at both ends: blanks, line ends, no-break space, zero-width space, byte-order mark."""


def name(identifier: str) -> str:
    """A quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted string."""
    return "'" + text.replace("'", "''") + "'"


def column(position: int) -> str:
    """The name of a staged column."""
    return f"c{position}"


def cell(column: str, nulls: Sequence[str] = NULL_WORDS) -> str:
    """The trimmed text of a staged column; NULL for the words that mean no value, the empty text among them.

    Trimming costs more than all the rest of an import, so only cells that begin or end in a space are.
    """
    return f"CASE WHEN {_spaced(column)} THEN {_without(_trim(column), nulls)} ELSE {_without(column, nulls)} END"


def hashed(columns: Sequence[str]) -> str:
    """One hash of several cells; an empty cell and one that is not there are the same, whichever reader took them."""
    cells = ", ".join(f"coalesce({column}, '')" for column in columns)
    return f"hash({cells})"


def trimmed(column: str) -> str:
    """The trimmed text, also where it is a word for no value; the empty text for NULL."""
    value = f"coalesce({column}, '')"
    return f"CASE WHEN {_spaced(column)} THEN {_trim(column)} ELSE {value} END"


def _spaced(column: str) -> str:
    points = ", ".join(map(str, SPACES))
    return f"unicode({column}) IN ({points}) OR unicode(right({column}, 1)) IN ({points})"


def _trim(column: str) -> str:
    return f"trim({column}, {' || '.join(f'chr({point})' for point in SPACES)})"


def _without(value: str, nulls: Sequence[str]) -> str:
    """NULL for the words; a look at the length spares most cells the comparison with all of them."""
    words = dict.fromkeys(("", *nulls))
    longest = max(len(word.encode()) for word in words)
    listed = ", ".join(literal(word) for word in words)
    return f"CASE WHEN strlen({value}) <= {longest} AND {value} IN ({listed}) THEN NULL ELSE {value} END"


def number(text: str, decimal: Decimal = ".") -> str:
    """DOUBLE or NULL: digits, one decimal mark, an exponent, and the words for infinite and undefined.

    DuckDB alone would read `1_000` as a thousand, `+-1` as -1 and `1e-400` as 0. There are no thousands marks: with
    the decimal mark `,` a point makes a cell none, and the other way round.
    """
    plain = f"replace({text}, ',', '.')" if decimal == "," else text
    wrong = [
        f"contains({text}, '_')",
        f"contains({text}, '+-')",
        *([f"contains({text}, '.')"] if decimal == "," else []),
    ]
    value = f"TRY_CAST({plain} AS DOUBLE)"
    return (
        f"CASE WHEN {' OR '.join(wrong)} THEN NULL "
        f"WHEN {value} = 0 AND regexp_matches({text}, '^[^eE]*[1-9]') THEN NULL ELSE {value} END"
    )


def plain_number(column: str, value: str, nulls: Sequence[str] = NULL_WORDS) -> str:
    """Whether a cell, untrimmed, certainly is the number `value` that DuckDB makes of it: almost all are.

    No word for no value is a positive number, unless one of them has a digit. All others are for `cell` and `number`.
    """
    if any(letter.isdigit() for word in nulls for letter in word):
        return "false"
    zero = f"{value} = 0 AND strlen({column}) = 1"
    positive = f"{value} > 0 AND isfinite({value}) AND NOT contains({column}, '_')"
    return f"coalesce(({positive}) OR ({zero}), false)"


def truth(text: str) -> str:
    """BOOLEAN or NULL, from 0/1/true/false."""
    word = f"lower({text})"
    return f"CASE WHEN {word} IN ('1', 'true', '1.0') THEN true WHEN {word} IN ('0', 'false', '0.0') THEN false END"
