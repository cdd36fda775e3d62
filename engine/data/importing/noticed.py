"""What an import passes over or judges by itself, though a person may want it otherwise: told, never asked."""

from collections.abc import Sequence

from engine.data.importing.guesses import guess
from engine.data.importing.mapping import OPTIONAL
from engine.data.importing.opening import Source


def unused(sources: Sequence[Source]) -> dict[str, str]:
    """Canonical name that no file of its role has -> the column that most likely bears it.

    Feedback in a column called `rating` would be 1.0 throughout unless somebody maps it.
    """
    found: dict[str, str] = {}
    for source in sources:
        kept = {name for one in sources if one.role == source.role for name in one.columns.known}
        for canonical in OPTIONAL[source.role]:
            free = [name for name in source.columns.others if name not in found.values()]
            column = None if canonical in kept else guess(canonical, free)
            if column is not None:
                found.setdefault(canonical, column)
    return found


def encodings(sources: Sequence[Source]) -> dict[str, str]:
    """File -> encoding, where that is a judgement."""
    return {source.name: source.reading.encoding or "" for source in sources if source.judged}


def sheets(sources: Sequence[Source]) -> dict[str, tuple[str, ...]]:
    """Spreadsheet -> its sheets that are not read, where none was chosen."""
    return {source.name: source.sheets for source in sources if source.sheets}
