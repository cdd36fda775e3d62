"""An explanation as the rows of the figures: names and values in words."""

from engine.charts.beeswarm import Swarm
from engine.charts.numbers import number
from engine.charts.waterfall import Bar
from engine.explain.explanation import ExplainedPair, Explanation, Fidelity, Summary
from engine.explain.ground import FAITHFUL
from engine.words import _, attributes, explanations

CLOSE = 0.9
"""R² on held-out users from which the surrogate is said to follow closely; below `FAITHFUL` it tells little."""
CLEAR = 0.3
"""The rank correlation of value and contribution from which a feature is said to have a direction."""


def bars(explanation: Explanation, pair: ExplainedPair) -> tuple[list[Bar], Bar]:
    """The contributions to one score, and the bar of what no feature tells."""
    kinds = {feature.key: feature.kind for feature in explanation.features}
    found = [
        Bar(explanations.feature(part.feature), explanations.value(kinds[part.feature], part.value), part.phi)
        for part in pair.contributions
    ]
    return found, Bar(explanations.rest(), "", pair.rest)


def swarms(explanation: Explanation) -> list[Swarm]:
    """The contributions of every feature to many scores, the most important first."""
    return [
        Swarm(explanations.feature(part.feature), part.importance, part.phi, part.shade, _highest(part))
        for part in explanation.summaries
    ]


def method(explanation: Explanation) -> list[str]:
    """How the numbers of this explanation were made, in words."""
    judged = explanation.fidelity
    return explanations.method(
        fitted=explanation.n_fitted,
        users=judged.n_users,
        background=explanation.n_background,
        r2=number(judged.r2, 2),
        rank=number(judged.rank_correlation, 2),
        error=f"{explanation.largest_error:.1g}",
    )


def faithfulness(judged: Fidelity) -> str:
    """The key of how well the surrogate follows the model: `closely`, `partly`, `little` or `undefined`."""
    if judged.r2 is None:
        return "undefined"
    if judged.r2 < FAITHFUL:
        return "little"
    return "closely" if judged.r2 >= CLOSE else "partly"


def direction(part: Summary) -> str:
    """The key of where a feature's value pushes the score: `up`, `down`, `none` or `unordered`."""
    if part.direction is None:
        return "unordered"
    if abs(part.direction) < CLEAR:
        return "none"
    return "up" if part.direction > 0 else "down"


def _highest(part: Summary) -> str:
    """The value of a category that raises the score most; empty where none can be shown."""
    if not part.levels:
        return ""
    highest = max(part.levels, key=lambda level: level.phi)
    return _("highest: {group}").format(group=attributes.group(highest.label))
