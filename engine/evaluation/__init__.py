"""How good a system is where its log can tell, and whether a correction helped."""

from engine.evaluation.correction import Correction, compared, correction, findings
from engine.evaluation.influences import Influence, differences, influences
from engine.evaluation.judged import Judged, judged
from engine.evaluation.judged import K as JUDGED_PLACES
from engine.evaluation.threshold import usual_threshold
from engine.evaluation.weights_check import weights_tested

__all__ = [
    "JUDGED_PLACES",
    "Correction",
    "Influence",
    "Judged",
    "compared",
    "correction",
    "differences",
    "findings",
    "influences",
    "judged",
    "usual_threshold",
    "weights_tested",
]
