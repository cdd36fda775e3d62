"""Mean squared error of predicted feedback."""

from dataclasses import dataclass

from engine.contracts import Table
from engine.metrics.base import OfUsers
from engine.metrics.errors_by_user import Per, square_units
from engine.metrics.material import Material

KEY = "mse"


@dataclass(frozen=True, slots=True)
class MSE(OfUsers):
    """mean of (s - f)^2 over test pairs, in squared units of the feedback, at least 0; `per` as for the MAE.

    Source: Herlocker et al. (2004), Evaluating collaborative filtering recommender systems.
    """

    COUNTS = "pair"
    NEEDS = frozenset({"test", "scale"})
    BETTER = "less"
    per: Per = "user"

    def units(self, material: Material) -> Table:
        """user_code, numerator, denominator."""
        return square_units(material, self.per)
