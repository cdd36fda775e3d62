"""How good a system is where its log can tell, and whether a correction helped."""

from engine.evaluation.correction import Correction, compared, correction, findings
from engine.evaluation.judged import Judged, judged
from engine.evaluation.judged import K as JUDGED_PLACES
from engine.evaluation.threshold import usual_threshold

__all__ = ["JUDGED_PLACES", "Correction", "Judged", "compared", "correction", "findings", "judged", "usual_threshold"]
