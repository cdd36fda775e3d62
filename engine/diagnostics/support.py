"""Can this log support a correction with these propensities? Numbers and a verdict."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.contracts import Finding
from engine.diagnostics.overlap import Overlap, overlap
from engine.diagnostics.weights import Weights, weights
from engine.propensity import Evidence, Fitted

ELIGIBLE_SAMPLE = 200_000
LEAST_COVERAGE = 0.95
LEAST_EFFECTIVE = 100
LEAST_SHARE = 0.01
WEAK_SHARE = 0.2
CALIBRATED = (0.5, 2.0)
"""Between these, sum w / |D| is near enough to the 1 that right propensities give."""


@dataclass(frozen=True, slots=True)
class Support:
    """`supports`: a correction has enough to go on; `weak`: few rows carry most of the weight;
    `refuse`: support coverage below 95%, or an effective sample below 100 or 1% of the rows.
    """

    verdict: Literal["supports", "weak", "refuse"]
    weights: Weights
    overlap: Overlap
    relative: bool


def support(evidence: Evidence, fitted: Fitted, rng: np.random.Generator) -> tuple[Support, tuple[Finding, ...]]:
    """Judge what a propensity fitted on the training fold implies; `rng` draws the eligible pairs compared."""
    observed = fitted.of(evidence.train.users, evidence.train.items)
    users = rng.integers(0, evidence.n_users, ELIGIBLE_SAMPLE).astype(np.int32)
    items = rng.integers(0, evidence.n_items, ELIGIBLE_SAMPLE).astype(np.int32)
    compared = overlap(observed, fitted.of(users, items))
    n_eligible = None if fitted.relative else evidence.n_users * evidence.n_items
    tail = weights(observed, n_eligible, fitted.floor)
    refused = (
        1 - compared.below_floor < LEAST_COVERAGE
        or tail.effective < LEAST_EFFECTIVE
        or tail.effective_share < LEAST_SHARE
    )
    verdict: Literal["supports", "weak", "refuse"] = (
        "refuse" if refused else "weak" if tail.effective_share < WEAK_SHARE else "supports"
    )
    severity: dict[str, Literal["note", "caution", "flag"]] = {"supports": "note", "weak": "caution", "refuse": "flag"}
    facts = {
        "effective": tail.effective,
        "share": tail.effective_share,
        "top_share": tail.top_share,
        "coverage": 1 - compared.below_floor,
        "clipped": tail.clipped_share,
    }
    findings = [Finding(f"support.{verdict}", severity[verdict], facts)]
    if tail.total is not None and not CALIBRATED[0] <= tail.total <= CALIBRATED[1]:
        findings.append(Finding("support.total", "caution", {"total": tail.total, "clipped": tail.clipped_share}))
    return Support(verdict, tail, compared, fitted.relative), tuple(findings)
