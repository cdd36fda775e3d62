"""Which scorer, objective and propensity have a meaning together, and why others have none."""

from engine.config import AUTO
from engine.contracts import FeedbackKind, Schema
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES, lacking

NONE = "none"
DEFAULT_OBJECTIVE = "bpr"
DEFAULT_PROPENSITY: dict[FeedbackKind, str] = {"rating": "logistic", "click": "popularity"}
"""Of a log of clicks alone, what was exposed is not known: attributes would tell who clicked, not who saw."""
OF_CLICKS = {"naive": "naive_clicks"}
"""What an objective's name means where there is nothing but clicks."""


def scale_of(schema: Schema) -> FeedbackKind:
    """`click` where every row is a click; clicks beside misses, 1 and 0, are predicted like ratings."""
    low, high = schema.feedback_range
    return "rating" if schema.feedback_kind == "rating" or low < high else "click"


def reason_against(model: str, objective: str, propensity: str, schema: Schema) -> str | None:
    """The code of the reason why a combination has no meaning on a log; None where it has one.

    The codes are those of `engine.words.combinations`.
    """
    feedback = scale_of(schema)
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
    if propensity == NONE:
        return "needs_propensity" if kind.USES_PROPENSITY else None
    return lacking(propensity, schema) if kind.USES_PROPENSITY else "propensity_unused"


def resolve_objective(model: str, objective: str, feedback: FeedbackKind) -> str:
    """`auto` becomes none for closed-form scorers, else the default; `naive` is another risk for clicks alone."""
    if objective == AUTO:
        return NONE if MODELS[model].CLOSED_FORM else DEFAULT_OBJECTIVE
    return OF_CLICKS.get(objective, objective) if feedback == "click" else objective


def resolve_propensity(objective: str, propensity: str, feedback: FeedbackKind) -> str:
    """`auto` becomes the default where the objective uses propensities, else none."""
    if propensity != AUTO:
        return propensity
    uses = objective in OBJECTIVES and OBJECTIVES[objective].USES_PROPENSITY
    return DEFAULT_PROPENSITY[feedback] if uses else NONE


def table(schema: Schema) -> list[tuple[str, str, str, str | None]]:
    """Every combination on a log, with the reason against it or None."""
    return [
        (model, objective, propensity, reason_against(model, objective, propensity, schema))
        for model in MODELS
        for objective in (NONE, *OBJECTIVES)
        for propensity in (NONE, *PROPENSITIES)
    ]
