"""The propensities that the log itself holds."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine import columns as c
from engine.contracts import Pairs
from engine.errors import InputError
from engine.propensity.evidence import Evidence, Fitted, Needs, ObservedOnly, logged

KEY = "logged"


@dataclass(frozen=True, slots=True)
class Logged:
    """p of a pair = what the log says it was observed with (the column `propensity`).

    Right by construction where the system that showed the items drew them and wrote down with which probability;
    pairs that were not observed have none. Source: Bottou, Peters, Quiñonero-Candela, Charles, Chickering, Portugaly,
    Ray, Simard & Snelson (2013), Counterfactual reasoning and learning systems, section 4.
    """

    NEEDS: ClassVar[Needs] = "propensity"

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """There is nothing to fit: the training rows are checked.

        Raises:
            InputError: `propensity.no_column` where the log has none, `propensity.logged_range` where a row's is
                missing or not in (0, 1].
        """
        fitted = _AsLogged()
        fitted.observed(evidence.train)
        return fitted


@dataclass(frozen=True, slots=True)
class _AsLogged(ObservedOnly):
    floor: float = 0.0
    relative: bool = False

    def observed(self, pairs: Pairs) -> NDArray[np.float64]:
        probabilities = logged(pairs, c.PROPENSITY)
        wrong = int((~((probabilities > 0) & (probabilities <= 1))).sum())  # NaN is neither
        if wrong:
            raise InputError("propensity.logged_range", n=wrong, rows=len(pairs))
        return probabilities
