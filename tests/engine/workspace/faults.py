"""A disk that fails at the k-th operation of the workspace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.workspace import storage


@contextmanager
def failing(k: int, number: int) -> Iterator[list[tuple[str, Path]]]:
    """Operations are counted from 0; the k-th raises an OSError of that number, later ones work again."""
    seen: list[tuple[str, Path]] = []

    def hook(name: str, path: Path) -> None:
        seen.append((name, path))
        if len(seen) == k + 1:
            raise OSError(number, "made to fail", str(path))

    storage.HOOKS.append(hook)
    try:
        yield seen
    finally:
        storage.HOOKS.remove(hook)


def every_fault(number: int, prepare: Callable[[], None], act: Callable[[], object]) -> Iterator[Exception | None]:
    """Do `act` with its first operation failing, then with its second, until one goes through; what was raised each.

    `prepare` puts everything back before each try. The last value is None: that try met no fault.
    """
    k = 0
    while True:
        prepare()
        raised = None
        with failing(k, number) as seen:
            try:
                act()
            except Exception as error:
                raised = error
        yield raised
        if len(seen) <= k:
            return
        k += 1
