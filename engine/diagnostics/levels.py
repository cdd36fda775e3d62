"""How far a part of a log can be leaned on: four words that every part of a diagnosis uses."""

from typing import Literal

Level = Literal["good", "weak", "poor", "unknown"]
"""`good`: no worry of this kind; `weak`: usable with care; `poor`: conclusions that need it do not hold up;
`unknown`: the log does not say. The thresholds are stated with each part; they are rules of thumb, not tests.
"""


def level(poor: bool, weak: bool) -> Level:
    """`poor` where that holds, else `weak` where that holds, else `good`."""
    return "poor" if poor else "weak" if weak else "good"
