"""Mean absolute error of predicted feedback."""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.errors_by_user import Per, absolute_units
from engine.metrics.material import Material

KEY = "mae"


@dataclass(frozen=True, slots=True)
class MAE(OfUsers):
    """mean of |s - f| over test pairs, in units of the feedback, at least 0.

    `per="user"`: the mean of each user's mean, every user counts the same; `per="pair"`: the mean
    over pairs, with users as clusters. Undefined for scores that are not on the feedback's scale.
    Source: Herlocker et al. (2004), Evaluating collaborative filtering recommender systems.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "scale"})
    BETTER = "less"
    per: Per = "user"

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator."""
        return absolute_units(material, self.per)
