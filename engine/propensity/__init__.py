"""How likely was a pair to be observed? One file an estimator, in the order in which forms show them."""

from engine.contracts import Schema
from engine.propensity import logged, logistic, naive_bayes, poisson_factorization, popularity, position, user_item
from engine.propensity.evidence import Estimator, Evidence, Fitted, Needs
from engine.propensity.logged import Logged
from engine.propensity.logistic import Logistic
from engine.propensity.naive_bayes import NaiveBayes
from engine.propensity.poisson_factorization import PoissonFactorization
from engine.propensity.popularity import Popularity
from engine.propensity.position import Position
from engine.propensity.user_item import UserItem

Propensity = Popularity | UserItem | Logistic | NaiveBayes | PoissonFactorization | Position | Logged
PROPENSITIES: dict[str, type[Propensity]] = {
    popularity.KEY: Popularity,
    user_item.KEY: UserItem,
    logistic.KEY: Logistic,
    naive_bayes.KEY: NaiveBayes,
    poisson_factorization.KEY: PoissonFactorization,
    position.KEY: Position,
    logged.KEY: Logged,
}
LACKING: dict[Needs, str] = {
    "randomized": "needs_randomized",
    "propensity": "needs_logged",
    "position": "needs_position",
}
"""The reason against an estimator (`engine.words.combinations.REASONS`) where a log has not got what it needs."""


def lacking(kind: str, schema: Schema) -> str | None:
    """The code of the reason why a log can't give this propensity; None where it has what that needs."""
    needs = PROPENSITIES[kind].NEEDS
    has = needs == "" or (schema.n_randomized > 0 if needs == "randomized" else needs in schema.interaction_columns)
    return None if has else LACKING[needs]


__all__ = ["PROPENSITIES", "Estimator", "Evidence", "Fitted", "Propensity", "lacking"]
