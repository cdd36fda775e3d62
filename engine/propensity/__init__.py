"""How likely was a pair to be observed? One file an estimator, in the order in which forms show them."""

from engine.propensity import logistic, popularity
from engine.propensity.evidence import Evidence, Fitted
from engine.propensity.logistic import Logistic
from engine.propensity.popularity import Popularity

Propensity = Popularity | Logistic
PROPENSITIES: dict[str, type[Popularity] | type[Logistic]] = {popularity.KEY: Popularity, logistic.KEY: Logistic}

__all__ = ["PROPENSITIES", "Evidence", "Fitted", "Propensity"]
