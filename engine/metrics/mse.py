"""Mean squared error of predicted feedback."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.contracts import Table
from engine.metrics.errors_by_user import Per, error_units
from engine.metrics.material import Material

KEY = "mse"


@dataclass(frozen=True, slots=True)
class MSE:
    """mean of (s - f)^2 over test pairs, in squared units of the feedback; `per` as for the MAE."""

    SIDE: ClassVar[Literal["user"]] = "user"
    USES_FEEDBACK: ClassVar[bool] = True
    per: Per = "user"

    def units(self, material: Material) -> Table | None:
        """user_code, numerator, denominator; None where undefined."""
        return error_units(material, 2, self.per)
