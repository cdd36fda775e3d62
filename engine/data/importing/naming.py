"""What a dataset may be called: one rule, whether a person names it, a file does, or it is renamed."""

from engine.errors import InputError

MOST_NAME = 200


def named(text: str) -> str:
    """A name that somebody gives, with single blanks.

    Raises:
        InputError: `workspace.name` unless it has 1 to `MOST_NAME` characters that can be shown.
    """
    shown = " ".join(text.split())
    if not 0 < len(shown) <= MOST_NAME or not shown.isprintable():
        raise InputError("workspace.name", most=MOST_NAME)
    return shown


def named_after(file: str) -> str:
    """The name that follows from a file's: what a name may not have becomes blanks, and what is too much goes."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in file).split())
    return shown[:MOST_NAME].rstrip() or "-"
