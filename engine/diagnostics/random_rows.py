"""Do the weights bring the log's mean to that of rows that were shown at random?"""

import numpy as np
from scipy.special import stdtrit

from engine.contracts import Finding
from engine.diagnostics.outcome import Outcome, summed
from engine.propensity import Evidence, Fitted
from engine.statistics.ratios import by_columns

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
    tops = summed(of.users, weights * of.values, of.n_users), summed(aside.users, shown, of.n_users)
    bottoms = summed(of.users, weights, of.n_users), summed(aside.users, np.ones(len(aside)), of.n_users)
    found = by_columns(np.stack(tops, axis=1), np.stack(bottoms, axis=1))
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
