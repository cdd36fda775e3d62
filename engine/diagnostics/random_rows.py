"""Do the weights bring the log's mean to that of rows that were shown at random?"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from engine.contracts import Finding
from engine.diagnostics.outcome import Outcome
from engine.propensity import Evidence, Fitted
from engine.statistics.ratios import by_columns

Array = NDArray[np.float64]
LEVEL = 0.05
LEAST_USERS = 10


def random_rows(evidence: Evidence, fitted: Fitted, of: Outcome) -> tuple[Finding, ...]:
    """The mean outcome of training pairs, weighted by 1/p, against that of the random rows that were set aside.

    Both estimate the mean over all eligible pairs: sum w y / sum w where p is right, the random rows whatever p is. The
    difference has an interval over users, who may be in both. Rows of the test are not looked at. Nothing where no rows
    were set aside or fewer than 10 effective users stand behind either mean. Not for a propensity that was learned from
    those very rows: it brings the log there by construction. Source: Särndal, Swensson & Wretman (1992), Model assisted
    survey sampling, section 5.6 (ratios and their covariance).

    Args:
        evidence: What it was fitted on, with what was set aside.
        fitted: The propensity.
        of: The outcome of the training pairs.
    """
    aside = evidence.aside
    if aside is None or not len(aside):
        return ()
    shown = aside.feedback.astype(np.float64)
    if of.kind == "positives":
        shown = (aside.feedback >= (evidence.relevance or 0.0)).astype(np.float64)
    weights = 1 / fitted.observed(evidence.train)
    columns = ((of.users, weights, of.values), (aside.users, np.ones(len(aside)), shown))
    tops, bottoms = (np.stack(one, axis=1) for one in zip(*(_sums(*c, of.n_users) for c in columns), strict=True))
    found = by_columns(tops, bottoms)
    effective = float(found.effective.min())
    covariance = found.covariance
    error = float(np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]))
    if not (effective >= LEAST_USERS and error > 0):
        return ()
    difference = float(found.value[0] - found.value[1])
    reach = float(stdtrit(effective - 1, 1 - LEVEL / 2)) * error
    facts = {
        "outcome": of.kind,
        "plain": float(of.values.mean()),
        "weighted": float(found.value[0]),
        "random": float(found.value[1]),
        "rows": len(aside),
        "difference": difference,
        "low": difference - reach,
        "high": difference + reach,
    }
    if abs(difference) <= reach:
        return (Finding("support.random_agree", "note", facts),)
    return (Finding("support.random_differ", "caution", facts),)


def _sums(users: NDArray[np.int32], weights: Array, values: Array, n: int) -> tuple[Array, Array]:
    """Numerators and denominators by user."""
    return (
        np.bincount(users, weights * values, n).astype(np.float64),
        np.bincount(users, weights, n).astype(np.float64),
    )
