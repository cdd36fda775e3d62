"""Every change that the workspace makes on the disk, an operation a function: the one place where disks can fail.

Tests put a hook into `HOOKS` that raises at the k-th operation (`tests/engine/workspace/faults.py`). A disk that is
full, and a quota of the system that is used up, are told as `disk.full` whoever asked for the operation.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import InputError

Hook = Callable[[str, Path], None]
"""(name of the operation, its path), called before it is done; raises OSError where it is to fail."""
HOOKS: list[Hook] = []
FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("no space left on device", "disk quota exceeded")
"""What libraries say that pass on the system's words without its number."""


def is_full(error: BaseException) -> bool:
    """Whether an error of a system call or of a library says that the disk is full, or one that it came from.

    A message of ours can be cut short behind a long path, before the words that tell.
    """
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    if any(words in str(error).lower() for words in FULL_WORDS):
        return True
    return error.__cause__ is not None and is_full(error.__cause__)


@contextmanager
def operation(name: str, path: Path) -> Iterator[None]:
    """One operation on `path`; libraries that write by themselves are put inside it.

    Raises:
        InputError: `disk.full`.
    """
    try:
        for hook in HOOKS:
            hook(name, path)
        yield
    except Exception as error:
        if is_full(error) and getattr(error, "code", "") != "disk.full":
            raise InputError("disk.full", folder=path.parent) from error
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with operation("write", path), open(path, "wb", opener=for_owner) as stream:  # noqa: PTH123 - Path has no opener
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def for_owner(path: str, flags: int) -> int:
    """Open a file so that only its owner can read it, where it is made anew."""
    return os.open(path, flags, 0o600)


def sync(path: Path) -> None:
    """Wait until the disk has a file's content, or a folder's names."""
    with operation("sync", path):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_tree(folder: Path) -> None:
    """Close all below a folder to others and wait for it: every file, then the folders, the innermost first."""
    for place, _folders, files in os.walk(folder, topdown=False):
        for path in (*(Path(place) / name for name in sorted(files)), Path(place)):
            protect(path)
            sync(path)


def move(path: Path, target: Path) -> None:
    """Give a file or folder another place at once; a file that is there is replaced."""
    with operation("move", path):
        path.rename(target)


def make(folder: Path) -> None:
    """Make a folder, and those above it, for their owner alone; unless they are there."""
    if not folder.is_dir():
        make(folder.parent)
        with operation("make", folder):
            folder.mkdir(exist_ok=True, mode=0o700)


def remove(file: Path) -> None:
    """Remove a file, where there is one."""
    with operation("remove", file):
        file.unlink(missing_ok=True)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it; what somebody else removes meanwhile is gone as well."""
    with operation("remove", folder):
        shutil.rmtree(folder, onerror=_unless_gone)


def _unless_gone(_function: object, _path: str, info: tuple[object, BaseException, object]) -> None:
    if not isinstance(info[1], FileNotFoundError):
        raise info[1]


def private() -> None:
    """From now on, whatever this process writes is its owner's alone."""
    os.umask(0o077)


def protect(path: Path) -> None:
    """Only the owner may read a file, or enter a folder."""
    with operation("protect", path):
        path.chmod(0o700 if path.is_dir() else 0o600)
