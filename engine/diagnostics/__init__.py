"""What the log can and cannot support, and what a set-up assumes about it.

quality, activity, writers, popularity, feedback, times     the log as it is, a file a part
overlap, weights, effective                                 what propensities make of it
balance, calibration, sweep, sensitivity (hidden, outcome)  whether a correction with them holds
support.py                                                  these of one propensity, with a verdict
random_rows.py                                              weighted means against rows shown at random
adjusted.py                                                 means by group, popularity or activity held equal
diagnosis.py                                                all of that in one record that is kept
kept.py, stated.py                                          what was kept, read again without any model
assumptions.py, evidence.py, graph.py                       what numbers lean on, and how that hangs together
"""

from engine.diagnostics.diagnosis import Diagnosis, Part, parts, portray
from engine.diagnostics.quality import Quality, quality
from engine.diagnostics.support import Support, support

__all__ = ["Diagnosis", "Part", "Quality", "Support", "parts", "portray", "quality", "support"]
