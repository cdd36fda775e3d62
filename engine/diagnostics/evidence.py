"""What a diagnosis has to say about an assumption: a hint, where there is one. A hint decides nothing."""

from collections.abc import Callable

from engine.diagnostics.diagnosis import Diagnosis
from engine.diagnostics.support import CALIBRATED

SELECTIVE = 0.2
"""Total variation between observed and eligible propensities from which observation is called selective."""
USUAL_PROPENSITY = "logistic"
"""The propensity that looks at observation where a set-up names none: it knows the attributes."""


def evidence(code: str, diagnosis: Diagnosis, propensity: str = USUAL_PROPENSITY) -> str | None:
    """The code of a hint (`engine.words.assumptions.HINTS`); None where the diagnosis does not speak to it.

    `propensity`: the one that the set-up uses, `none` where it uses none.
    """
    speaks = EVIDENCE.get(code)
    return speaks(diagnosis, USUAL_PROPENSITY if propensity == "none" else propensity) if speaks else None


def _observation(diagnosis: Diagnosis, propensity: str) -> str | None:
    """By the propensity's overlap; where it has none, by that of the usual one."""
    looked_at = (diagnosis.support.get(kind) for kind in (propensity, USUAL_PROPENSITY))
    found = next((of.overlap for of in looked_at if of is not None and of.overlap is not None), None)
    if found is None:
        return None
    return "observation_selective" if found.distance > SELECTIVE else "observation_even"


def _positivity(diagnosis: Diagnosis, propensity: str) -> str | None:
    found = diagnosis.support.get(propensity)
    if found is None:
        return None
    if found.overlap is None:
        return "overlap_poor" if found.weights.verdict == "poor" else "overlap_unseen"
    levels = (found.overlap.verdict, found.weights.verdict)
    return f"overlap_{'poor' if 'poor' in levels else 'weak' if 'weak' in levels else 'good'}"


def _right(diagnosis: Diagnosis, propensity: str) -> str | None:
    """What speaks against it first: covariates that stay apart, held-out pairs that are elsewhere; then the sum."""
    found = diagnosis.support.get(propensity)
    if found is None:
        return None
    if found.balance and found.balance.verdict == "poor":
        return "covariates_apart"
    if found.calibration and found.calibration.verdict == "poor":
        return "held_out_elsewhere"
    if found.weights.total is None:
        return "relative_only"
    return "weights_add_up" if CALIBRATED[0] <= found.weights.total <= CALIBRATED[1] else "weights_do_not_add_up"


def _hidden(diagnosis: Diagnosis, propensity: str) -> str | None:
    """How strong a hidden cause would have to be; nothing where there is no conclusion to undo."""
    found = diagnosis.support.get(propensity)
    if found is None or found.sensitivity is None:
        return None
    hints = {"good": "hidden_must_be_strong", "weak": "hidden_may_be_moderate", "poor": "hidden_may_be_slight"}
    return hints.get(found.sensitivity.verdict)


def _activity(diagnosis: Diagnosis, propensity: str) -> str | None:
    unequal = any(of.verdict in ("weak", "poor") for of in diagnosis.writers)
    return "activity_unequal" if unequal or (diagnosis.activity.top_share or 0.0) > SELECTIVE else None


def _concentration(diagnosis: Diagnosis, propensity: str) -> str | None:
    return "interactions_concentrated" if diagnosis.popularity.verdict in ("weak", "poor") else None


def _sessions(diagnosis: Diagnosis, propensity: str) -> str | None:
    if diagnosis.times is None:
        return "no_timestamps"
    return "one_session" if (diagnosis.times.one_day_share or 0.0) > 0.5 else None


def _change(diagnosis: Diagnosis, propensity: str) -> str | None:
    if diagnosis.times is None:
        return "no_timestamps"
    return "time_concentrated" if diagnosis.times.busiest > 0.25 else _sessions(diagnosis, propensity)


def _missing(diagnosis: Diagnosis, propensity: str) -> str | None:
    return "values_missing" if any(f.code == "quality.missing" for f in diagnosis.findings) else None


EVIDENCE: dict[str, Callable[[Diagnosis, str], str | None]] = {
    "missing_at_random": _observation,
    "observed_test": _observation,
    "unobserved_less_wanted": _concentration,
    "popularity_is_taste": _concentration,
    "positivity": _positivity,
    "propensity_right": _right,
    "no_hidden_cause": _hidden,
    "hidden_cause_bounded": _hidden,
    "exposure_by_popularity": _activity,
    "exposure_by_attributes": _right,
    "time_is_irrelevant": _sessions,
    "stable_taste": _change,
    "no_future_of_others": _sessions,
    "groups_recorded": _missing,
}
