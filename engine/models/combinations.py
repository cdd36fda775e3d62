"""Which scorer, objective and propensity have a meaning together, and why others have none."""

from engine.contracts import FeedbackKind
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES

NONE = "none"
DEFAULT_OBJECTIVE: dict[FeedbackKind, str] = {"rating": "bpr", "click": "bpr"}
DEFAULT_PROPENSITY = "logistic"


def reason_against(model: str, objective: str, propensity: str, feedback: FeedbackKind) -> str | None:
    """The code of the reason why a combination has no meaning; None where it has one.

    The codes are those of `engine.words.combinations`.
    """
    if feedback not in MODELS[model].FEEDBACK:
        return "clicks_have_no_scale"
    if MODELS[model].CLOSED_FORM:
        if objective != NONE:
            return "closed_form_objective"
        return None if propensity == NONE else "closed_form_propensity"
    if objective == NONE:
        return "needs_objective"
    kind = OBJECTIVES[objective]
    if feedback not in kind.FEEDBACK:
        return "clicks_have_no_scale"
    if kind.USES_PROPENSITY and propensity == NONE:
        return "needs_propensity"
    return "propensity_unused" if not kind.USES_PROPENSITY and propensity != NONE else None


def resolve_objective(model: str, objective: str, feedback: FeedbackKind) -> str:
    """`auto` becomes none for closed-form scorers, else the default for the kind of feedback."""
    if objective != "auto":
        return objective
    return NONE if MODELS[model].CLOSED_FORM else DEFAULT_OBJECTIVE[feedback]


def resolve_propensity(objective: str, propensity: str) -> str:
    """`auto` becomes `logistic` where the objective uses propensities, else none."""
    if propensity != "auto":
        return propensity
    uses = objective != NONE and OBJECTIVES[objective].USES_PROPENSITY
    return DEFAULT_PROPENSITY if uses else NONE


def table(feedback: FeedbackKind) -> list[tuple[str, str, str, str | None]]:
    """Every combination for a kind of feedback, with the reason against it or None."""
    return [
        (model, objective, propensity, reason_against(model, objective, propensity, feedback))
        for model in MODELS
        for objective in (NONE, *OBJECTIVES)
        for propensity in (NONE, *PROPENSITIES)
    ]
