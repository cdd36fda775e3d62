"""The E-value: how strong a hidden common cause would have to be to explain a ratio away.

Source: VanderWeele & Ding (2017), Sensitivity analysis in observational research: introducing the E-value, Annals of
Internal Medicine 167.
"""

import math


def e_value(ratio: float) -> float:
    """E = RR + sqrt(RR (RR - 1)) of a risk ratio RR >= 1; below 1, that of 1 / RR.

    A hidden cause that is linked to both sides by risk ratios below E each cannot have made RR out of 1. At least 1;
    infinite for a ratio of 0, which no finite cause makes.

    Raises:
        ValueError: where the ratio is negative or no number.
    """
    if not ratio >= 0:
        raise ValueError(f"{ratio} is no risk ratio")
    if ratio == 0 or math.isinf(ratio):
        return math.inf
    above = max(ratio, 1 / ratio)
    return above + math.sqrt(above * (above - 1))


def e_value_of_limit(low: float, high: float) -> float:
    """The E-value of the end of an interval [low, high] of a risk ratio that is nearer to 1; 1 where it holds 1."""
    if low <= 1 <= high:
        return 1.0
    return e_value(low if low > 1 else high)
