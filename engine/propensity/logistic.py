"""Logistic regression of being observed on what is known of user and item."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from engine.contracts import Codes
from engine.errors import InputError
from engine.propensity.evidence import Everywhere, Evidence, Fitted, Needs

KEY = "logistic"
MOST_CELLS = 40_000_000
"""Rows times products that are fitted at once: 160 MB."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """logit p(u, i) = (1, x_u)' W (1, z_i): an intercept, both sides' covariates and all their products.

    x_u: the user's attributes and log activity; z_i: the item's attributes and log popularity; the
    ridge penalty on W but its intercept is 1 / (2 strength). Fitted on at most `most` observed pairs,
    a share r1, and `negatives` times as many drawn from the eligible pairs that were not observed, a
    share r0; drawing shifts the intercept by log(r1 / r0) (case-control sampling), which is undone. p
    is bounded from below by `floor` times the share of eligible pairs that were observed, so that
    sparse logs are clipped no more than dense ones. Source: Schnabel et al. (2016), section 5; King &
    Zeng (2001), Logistic regression in rare events data, section 4.1.
    """

    NEEDS: ClassVar[Needs] = ""
    strength: Annotated[float, Field(gt=0)] = 1.0
    negatives: Annotated[float, Field(gt=0, le=100)] = 3.0
    most: Annotated[int, Field(ge=100)] = 20_000
    floor: Annotated[float, Field(gt=0, le=1)] = 0.001

    def fit(self, evidence: Evidence, rng: np.random.Generator) -> Fitted:
        """Fit on the training fold; the draws come from `rng`.

        Raises:
            InputError: `propensity.no_unobserved` where no eligible pair that was not observed could be drawn.
        """
        n_items, eligible = evidence.n_items, evidence.eligible
        users = _covariates(evidence.users.matrix, evidence.train.users, evidence.n_users)
        items = _covariates(evidence.items.matrix, evidence.train.items, n_items)
        seen = evidence.train.users.astype(np.int64) * n_items + evidence.train.items
        cells = users.shape[1] * items.shape[1] * (1 + self.negatives)
        cases = rng.choice(seen, min(self.most, int(MOST_CELLS / cells) + 1, len(seen)), replace=False)
        who, what = eligible.draw(rng, int(self.negatives * len(cases)))
        drawn = who.astype(np.int64) * n_items + what
        controls = drawn[~np.isin(drawn, seen)]
        if not len(controls):
            raise InputError("propensity.no_unobserved")
        keys = np.concatenate([cases, controls])
        observed = np.arange(len(keys)) < len(cases)
        design = _products(users[keys // n_items], items[keys % n_items])
        with threadpool_limits(1, user_api="blas"):  # sums that depend on threads would move the last digits
            model = LogisticRegression(C=self.strength, max_iter=500).fit(design, observed)
        weights = np.concatenate([[0.0], model.coef_[0]]).reshape(users.shape[1], items.shape[1])
        unseen = eligible.n - int(eligible.contains(evidence.train.users, evidence.train.items).sum())
        weights[0, 0] = model.intercept_[0] + np.log(len(controls) / unseen * len(seen) / len(cases))
        return _Bilinear(users @ weights, items.astype(np.float64), self.floor * len(seen) / eligible.n)


@dataclass(frozen=True, slots=True)
class _Bilinear(Everywhere):
    """logit p(u, i) = users[u] . items[i]."""

    users: NDArray[np.float64]
    items: NDArray[np.float64]
    floor: float
    relative: bool = False

    def of(self, users: Codes, items: Codes) -> NDArray[np.float64]:
        logits = np.einsum("nd,nd->n", self.users[users], self.items[items])
        probabilities: NDArray[np.float64] = np.clip(1 / (1 + np.exp(-logits)), self.floor, 1.0)
        return probabilities


def _covariates(features: NDArray[np.float32], codes: Codes, n: int) -> NDArray[np.float32]:
    """(1, the features, the standardised log of 1 + the training count) of each user or item."""
    logs = np.log1p(np.bincount(codes, minlength=n)).astype(np.float32)
    standardised = (logs - logs.mean()) / max(float(logs.std()), 1e-6)
    return np.column_stack([np.ones(n, dtype=np.float32), features, standardised])


def _products(users: NDArray[np.float32], items: NDArray[np.float32]) -> NDArray[np.float32]:
    """All products of both sides' covariates but the constant one, shape (n, du * di - 1)."""
    return (users[:, :, None] * items[:, None, :]).reshape(len(users), -1)[:, 1:]
