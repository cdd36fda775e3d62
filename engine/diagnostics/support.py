"""Can this log support a correction with these propensities? Numbers and a verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

from engine.audit.groups import Groups
from engine.contracts import Finding, Pairs
from engine.diagnostics.balance import Balance, balance
from engine.diagnostics.calibration import Calibration, calibration
from engine.diagnostics.effective import Effective, effective_by_group
from engine.diagnostics.outcome import Outcome
from engine.diagnostics.overlap import Overlap, overlap
from engine.diagnostics.sensitivity import Sensitivity, sensitivity
from engine.diagnostics.sweep import Sweep, sweep
from engine.diagnostics.weights import Weights, weights
from engine.propensity import Evidence, Fitted

Verdict = Literal["supports", "weak", "refuse"]
SEVERITY: dict[Verdict, Literal["note", "caution", "flag"]] = {"supports": "note", "weak": "caution", "refuse": "flag"}
ELIGIBLE_SAMPLE = 200_000
CALIBRATED = (0.5, 2.0)
"""Between these, sum w / |D| is near enough to the 1 that right propensities give."""


@dataclass(frozen=True, slots=True)
class Support:
    """`supports`: a correction has enough to go on; `weak`: weak overlap, or few rows carry most of the weight;
    `refuse`: support coverage below 95%, or an effective sample below 100 or 1% of the rows.

    `overlap`: None where unobserved pairs have no propensity. `groups`: the effective sample by group of users.
    `balance`: what the weights do to the covariates. `calibration`: None where p is relative or known of observed pairs
    only. `sweep`: None where all outcomes are the same. `sensitivity`: None there, where p is relative, and under 10
    users. The last four are judged on their own and do not change the verdict.
    """

    verdict: Verdict
    weights: Weights
    overlap: Overlap | None
    relative: bool
    groups: tuple[Effective, ...] = ()
    balance: Balance | None = None
    calibration: Calibration | None = None
    sweep: Sweep | None = None
    sensitivity: Sensitivity | None = None
    curve: tuple[tuple[int, float], ...] = ()
    """Each position with how likely it is examined, of the propensity that is that."""


def support(
    evidence: Evidence,
    fitted: Fitted,
    rng: np.random.Generator,
    held_out: Pairs,
    of: Outcome | None,
    groups: Sequence[Groups] = (),
) -> tuple[Support, tuple[Finding, ...]]:
    """Judge what a propensity fitted on the training fold implies; `rng` draws the eligible pairs compared.

    Args:
        evidence: What it was fitted on.
        fitted: The propensity.
        rng: For the draws.
        held_out: The validation fold, by which propensities are checked.
        of: The outcome of the training pairs; None where all are the same.
        groups: The attributes of users by whose groups the effective sample and the outcome are split.
    """
    observed = fitted.observed(evidence.train)
    compared = None
    if fitted.everywhere:
        compared = overlap(observed, fitted.of(*evidence.eligible.draw(rng, ELIGIBLE_SAMPLE)))
    tail = weights(observed, None if fitted.relative else evidence.eligible.n, fitted.floor)
    by_group = [effective_by_group(one, evidence.train.users, observed) for one in groups]
    found = Support(
        verdict=_verdict(compared, tail),
        weights=tail,
        overlap=compared,
        relative=fitted.relative,
        groups=tuple(chain.from_iterable(by_group)),
        balance=balance(evidence, observed),
        calibration=calibration(evidence, fitted, held_out, rng),
        sweep=None if of is None else sweep(of, observed),
        sensitivity=None if of is None or fitted.relative else sensitivity(of, observed, groups),
        curve=fitted.curve,
    )
    return found, tuple(_findings(found))


def _verdict(compared: Overlap | None, tail: Weights) -> Verdict:
    levels = (tail.verdict, *([compared.verdict] if compared else []))
    return "refuse" if "poor" in levels else "weak" if "weak" in levels else "supports"


def _findings(of: Support) -> Iterator[Finding]:
    """The verdict first, then what else is the matter."""
    tail = of.weights
    facts = {
        "effective": tail.effective,
        "share": tail.effective_share,
        "top_share": tail.top_share,
        "coverage": None if of.overlap is None else 1 - of.overlap.below_floor,
        "clipped": tail.clipped_share,
    }
    yield Finding(_code(of), SEVERITY[of.verdict], facts)
    if of.overlap is None:
        yield Finding("support.unseen", "note", {})
    if tail.total is not None and not CALIBRATED[0] <= tail.total <= CALIBRATED[1]:
        yield Finding("support.total", "caution", {"total": tail.total, "clipped": tail.clipped_share})
    if of.balance and of.balance.verdict == "poor":
        facts = {"apart": of.balance.apart_after, "n": of.balance.n, "largest": of.balance.largest}
        yield Finding("support.balance", "caution", facts)
    if of.calibration and of.calibration.verdict == "poor":
        facts = {"error": of.calibration.error, "chance": of.calibration.chance}
        yield Finding("support.calibration", "caution", facts)
    if of.sweep and of.sweep.verdict == "poor":
        yield Finding("support.sweep", "caution", {"moved": of.sweep.moved})
    if of.sensitivity and of.sensitivity.verdict == "poor":
        yield Finding("support.sensitivity", "caution", {"flips": of.sensitivity.overall.flips})


def _code(of: Support) -> str:
    """The finding that says the verdict with its reason."""
    if of.verdict == "refuse" and of.overlap is None:
        return "support.refuse_worth"
    if of.verdict == "weak" and of.weights.verdict != "weak":
        return "support.weak_overlap"
    return f"support.{of.verdict}"
