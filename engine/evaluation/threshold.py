"""From which feedback a judged pair is relevant, where nobody has said so."""

import numpy as np

from engine.contracts import Floats

UPPER = 0.75
FEW_VALUES = 20


def usual_threshold(feedback: Floats, span: tuple[float, float]) -> float:
    """The lower end of the upper quarter of the scale: 4 of ratings from 1 to 5, 8 of 1 to 10.

    low + 3/4 (high - low), rounded up to a value that was given; feedback with more than 20 different values, such as
    seconds watched, has no such scale, and its upper quartile is taken. `feedback`: of the training pairs, shape (n,).
    """
    values = np.unique(feedback)
    if len(values) > FEW_VALUES:
        return float(np.quantile(feedback.astype(np.float64), UPPER))
    wanted = span[0] + UPPER * (span[1] - span[0])
    at = min(int(np.searchsorted(values, wanted)), len(values) - 1)
    return float(values[at])
