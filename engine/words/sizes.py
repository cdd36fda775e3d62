"""Sizes of groups as they may be told: of users in steps, of items exactly."""

from engine.words import _


def told(n: int | None, step: int = 1) -> str:
    """The step that n is in, `300 to 309`, or with steps of one itself; `withheld` where it is suppressed."""
    if n is None:
        return _("withheld")
    least = n // step * step
    return f"{n:,}" if step == 1 else _("{low:,} to {high:,}").format(low=least, high=least + step - 1)
