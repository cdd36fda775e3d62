"""The explanation of a whole model as plain data; a single user's explanation never stands in a report."""

from dataclasses import asdict
from typing import Any

from engine.charts.beeswarm import MOST_ROWS
from engine.explain import Explanation, Summary, shown
from engine.words import explanations, findings


def explained(explanation: Explanation) -> dict[str, Any]:
    """The section of an explanation: how far it can be trusted, then what each feature contributes.

    Raises:
        ValueError: for an explanation of one user, which names a person.
    """
    if explanation.user is not None:
        raise ValueError("a report explains the model, never a single user's list")
    term = explanations.FAITHFULNESS[shown.faithfulness(explanation.fidelity)]
    return {
        "faithfulness": {"name": term.name, "definition": term.definition},
        "fidelity": asdict(explanation.fidelity),
        "unexplained": explanation.unexplained,
        "spread": explanation.spread,
        "n_explained": explanation.n_explained,
        "features": [_feature(part) for part in explanation.summaries],
        "swarms": [asdict(swarm) for swarm in shown.swarms(explanation)[:MOST_ROWS]],
        "findings": [
            {"code": one.code, "severity": one.severity, "facts": dict(one.facts), "text": findings.say(one)}
            for one in findings.by_severity(explanation.findings)
        ],
        "method": shown.method(explanation),
        "caveats": explanations.caveats(),
    }


def _feature(part: Summary) -> dict[str, Any]:
    return {
        "key": part.feature,
        "name": explanations.feature(part.feature),
        "definition": explanations.definition(part.feature),
        "importance": part.importance,
        "direction": part.direction,
        "direction_text": explanations.direction(shown.direction(part)),
        "levels": [[level.label, level.phi] for level in part.levels],
    }
