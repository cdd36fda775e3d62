"""What is said of files whose ids become pseudonyms: nothing that may be an id of theirs.

Messages are kept, in the status of a job and in what it printed; a file without a header has an id in its first line.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.data.importing.recipe import Privacy
from engine.errors import InputError

HIDDEN = "…"
REVEALING: dict[str, tuple[str, ...]] = {
    "import.no_header": ("first",),
    "import.delimiter": ("header",),
    "import.delimiter_fits": ("header",),
    "import.missing_column": ("columns",),
    "import.too_many_rejects": ("text",),
    "recommendations.fault": ("text",),
    "recommendations.unknown": ("id",),
    "recommendations.repeated": ("user", "value"),
}
"""Facts of errors in which cells of a file stand, as they are or as pseudonyms, which nobody finds in the file."""


@contextmanager
def discreet(privacy: Privacy) -> Iterator[None]:
    """Where ids become pseudonyms, errors raised inside say nothing that stood in a file."""
    try:
        yield
    except InputError as error:
        if not privacy.pseudonymise or not _tells(error):
            raise
        facts = {name: HIDDEN if name in REVEALING.get(error.code, ()) else fact for name, fact in error.facts.items()}
        if error.code == "import.engine":  # what a library says may quote a line; its kind is before the colon
            facts["problem"] = str(facts["problem"]).partition(":")[0]
        raise InputError(error.code, **facts) from error.__cause__


def _tells(error: InputError) -> bool:
    """Whether it has such facts; columns among which one has a usual name are a header, and can be named."""
    if error.code == "import.missing_column":
        return error.facts["guess"] == "COLUMN"
    return error.code in REVEALING or error.code == "import.engine"
