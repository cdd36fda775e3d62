"""Files that are written to while they are imported: whatever then fails, fails because of that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.data.importing.request import ImportRequest
from engine.errors import InputError


@contextmanager
def watched(request: ImportRequest) -> Iterator[Callable[[], None]]:
    """Around an import; gives a call that raises unless all files are as they were when it began.

    Raises:
        InputError: `import.changed`, in place of any other failure too.
    """
    before = _stamps(request)

    def still() -> None:
        if before and _stamps(request) != before:
            raise InputError("import.changed", file=request.title)

    try:
        yield still
    except Exception:
        still()
        raise


def _stamps(request: ImportRequest) -> list[tuple[int, int, int]]:
    """What changes when a file does: its number, its bytes and when it was last written."""
    try:
        found = [path.stat() for paths in request.files().values() for path in paths]
    except OSError:
        return []  # opening it will say so
    return [(one.st_ino, one.st_size, one.st_mtime_ns) for one in found]
