"""Signed error of predicted feedback: is a group over- or underestimated?"""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.errors_by_user import Per, signed_units
from engine.metrics.material import Material

KEY = "signed_error"


@dataclass(frozen=True, slots=True)
class SignedError(OfUsers):
    """mean of s - f over test pairs, in units of the feedback: of either sign, below 0 underestimated.

    `per="user"`: the mean of each user's mean; `per="pair"`: the mean over pairs, with users as clusters. Errors of
    both signs cancel, so 0 does not mean that predictions are exact. Gaps are differences: a signed number has no
    ratio. Undefined for scores that are not on the feedback's scale. Users without test pairs are left out.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "scale"})
    BETTER = "neither"
    SCALE = "difference"
    per: Per = "user"

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator."""
        return signed_units(material, self.per)
