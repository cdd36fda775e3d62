"""Can this log support a correction with these propensities? Numbers and a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

from engine.audit.groups import Groups
from engine.contracts import Finding
from engine.diagnostics.effective import Effective, effective_by_group
from engine.diagnostics.overlap import Overlap, overlap
from engine.diagnostics.weights import Weights, weights
from engine.propensity import Evidence, Fitted

ELIGIBLE_SAMPLE = 200_000
CALIBRATED = (0.5, 2.0)
"""Between these, sum w / |D| is near enough to the 1 that right propensities give."""


@dataclass(frozen=True, slots=True)
class Support:
    """`supports`: a correction has enough to go on; `weak`: few rows carry most of the weight;
    `refuse`: support coverage below 95%, or an effective sample below 100 or 1% of the rows.
    `groups`: the effective sample by group of users.
    """

    verdict: Literal["supports", "weak", "refuse"]
    weights: Weights
    overlap: Overlap
    relative: bool
    groups: tuple[Effective, ...] = ()


def support(
    evidence: Evidence, fitted: Fitted, rng: np.random.Generator, groups: Sequence[Groups] = ()
) -> tuple[Support, tuple[Finding, ...]]:
    """Judge what a propensity fitted on the training fold implies; `rng` draws the eligible pairs compared.

    `groups`: the attributes of users by whose groups the effective sample is split.
    """
    observed = fitted.observed(evidence.train)
    compared = overlap(observed, fitted.of(*evidence.eligible.draw(rng, ELIGIBLE_SAMPLE)))
    n_eligible = None if fitted.relative else evidence.eligible.n
    tail = weights(observed, n_eligible, fitted.floor)
    refused = "poor" in (compared.verdict, tail.verdict)
    verdict: Literal["supports", "weak", "refuse"] = (
        "refuse" if refused else "weak" if tail.verdict == "weak" else "supports"
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
    by_group = [effective_by_group(of, evidence.train.users, observed) for of in groups]
    return Support(verdict, tail, compared, fitted.relative, tuple(chain.from_iterable(by_group))), tuple(findings)
