"""Headers with type marks, as RecBole's atomic files have them: `user_id:token`, `genres:token_seq`."""

import re
from collections.abc import Sequence

TYPE_MARK = re.compile(r":(token|token_seq|float|float_seq)$")


def untyped(header: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """The names without their marks, and the marks by position; none unless every column has one."""
    marks = [TYPE_MARK.search(name.strip()) for name in header]
    found = {i: mark[1] for i, mark in enumerate(marks) if mark}
    if len(found) < len(header):
        return list(header), {}
    return [TYPE_MARK.sub("", name.strip()) for name in header], found


def sequences(marks: dict[int, str]) -> tuple[int, ...]:
    """The positions of columns with several values, split by blanks."""
    return tuple(place for place, mark in marks.items() if mark.endswith("_seq"))
