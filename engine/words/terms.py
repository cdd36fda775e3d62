"""The shape of an entry in the words of a room."""

from dataclasses import dataclass

from engine.words import _


@dataclass(frozen=True, slots=True)
class Term:
    """The words of one key: shown name, definition in a sentence or two, what to beware of, formula, example."""

    name_source: str
    definition_source: str
    caveat_source: str = ""
    formula: str = ""
    example_source: str = ""

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return _(self.name_source)

    @property
    def definition(self) -> str:
        """The definition in the language in use."""
        return _(self.definition_source)

    @property
    def caveat(self) -> str:
        """The caveat in the language in use; empty where there is none."""
        return _(self.caveat_source) if self.caveat_source else ""

    @property
    def example(self) -> str:
        """One worked example with numbers, in the language in use; empty where there is none."""
        return _(self.example_source) if self.example_source else ""


@dataclass(frozen=True, slots=True)
class Message:
    """`what` happened (with the facts' placeholders) and what to do `next`."""

    what: str
    next: str
