"""The words of one assumption: what is assumed, what breaks without it, how it could be checked, and who says so."""

from dataclasses import dataclass

from engine.words import _


@dataclass(frozen=True, slots=True)
class Assumption:
    """The words of one assumption; `source` names a paper or book, empty where it is a matter of plain sense."""

    name_source: str
    statement_source: str
    breaks_source: str
    check_source: str
    source: str = ""

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return _(self.name_source)

    @property
    def statement(self) -> str:
        """What is assumed, in a sentence."""
        return _(self.statement_source)

    @property
    def breaks(self) -> str:
        """What goes wrong where it does not hold."""
        return _(self.breaks_source)

    @property
    def check(self) -> str:
        """How it could be checked, or what speaks to it."""
        return _(self.check_source)


SCHNABEL = "Schnabel, Swaminathan, Singh, Chandak & Joachims (2016), Recommendations as treatments"
SAITO = "Saito, Yaginuma, Nishino, Sakata & Nakata (2020), Unbiased recommender learning"
MARLIN = "Marlin & Zemel (2009), Collaborative prediction and ranking with non-random missing data"
