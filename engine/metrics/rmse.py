"""Root mean squared error of predicted feedback."""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.errors_by_user import Per, square_units
from engine.metrics.material import Material

KEY = "rmse"


@dataclass(frozen=True, slots=True)
class RMSE(OfUsers):
    """Root of the mean of (s - f)^2 over test pairs, in units of the feedback, at least 0.

    A group's value is the root of the mean square of the group, not a mean of roots. `per="user"`: the mean over
    users of each user's mean square; `per="pair"`: the mean over all pairs of the group, with users as clusters.
    Undefined for scores that are not on the feedback's scale. Users without test pairs are left out.
    Source: Herlocker et al. (2004), Evaluating collaborative filtering recommender systems.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "scale"})
    BETTER = "less"
    TRANSFORM = "sqrt"
    per: Per = "user"

    def units(self, material: Material) -> Table:
        """user_code, numerator and denominator of the mean square; its root is taken of the group's ratio."""
        return square_units(material, self.per)
