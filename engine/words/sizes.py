"""Sizes of groups as they may be told: of users in steps, of items exactly."""

from engine.words import _, mark

JOINED = mark("what is withheld of them would follow from the columns' own groups by subtraction.")
"""Why nothing is shown of groups that join several columns; follows a colon."""


def told(n: int | None, step: int = 1) -> str:
    """The step that n is in, `300 to 309`, or with steps of one itself; `withheld` where it is suppressed."""
    if n is None:
        return _("withheld")
    least = n // step * step
    return f"{n:,}" if step == 1 else _("{low:,} to {high:,}").format(low=least, high=least + step - 1)
