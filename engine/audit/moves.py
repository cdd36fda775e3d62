"""Whether the gap between two groups became narrower, wider or reversed between two runs."""

import math
from typing import Literal

from engine.audit.comparison import Number

Move = Literal["reversed", "narrower", "wider", "unclear", "no_interval", "undefined"]


def move(before: float | None, after: float | None, change: Number, distance: Number) -> Move:
    """What an interval tells of a gap that was `before` and is `after`.

    `change`: after / before; `distance`: |log after| - |log before|. Codes, the first that fits:
    - `undefined`: no change could be computed; `no_interval`: no interval of it;
    - `reversed`: `before` and `after` are on different sides of 1, and the interval of `change` does not hold 1:
      the group that was behind is ahead, so neither narrower nor wider would be the word;
    - `narrower`, `wider`: the interval of `distance` lies below or above 0;
    - `unclear`: none of these.
    """
    if change.value is None or distance.value is None or not before or not after:
        return "undefined"
    if change.low is None or change.high is None or distance.low is None or distance.high is None:
        return "no_interval"
    if math.log(before) * math.log(after) < 0 and not change.low <= 1 <= change.high:
        return "reversed"
    if distance.high < 0:
        return "narrower"
    return "wider" if distance.low > 0 else "unclear"
