"""What can go wrong, as codes with facts; `engine.words.errors` turns a code into sentences."""

from collections.abc import Callable


class EquipoiseError(Exception):
    """A failure that a person can act on.

    `code` names an entry of `engine.words.errors.MESSAGES`; `facts` fill its placeholders.
    """

    explain: Callable[["EquipoiseError"], str] | None = None
    """Set by `engine/__init__.py`, so that this lowest room needs no words of its own."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        explain = type(self).explain
        if explain is not None:
            return explain(self)
        return f"{self.code} {self.facts}"


class InputError(EquipoiseError):
    """The data, the settings or the names that somebody gave do not work. Exit code 2."""


class RunError(EquipoiseError):
    """A computation that was asked for properly has failed, for example a loss that is not finite."""
