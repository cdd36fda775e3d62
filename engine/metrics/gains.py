"""What a relevant item is worth."""

import narwhals as nw

from engine import columns as c
from engine.contracts import Table
from engine.metrics.material import GAIN, Gain


def weighted_gain(positives: Table, gain: Gain) -> Table:
    """The relevant pairs with a column `gain`: 1, the feedback f, or 2^f - 1 (f at most 30)."""
    feedback = nw.col(c.FEEDBACK).cast(nw.Float64)
    worth = {
        "binary": nw.lit(1.0),
        "linear": feedback,
        "exponential": nw.lit(2.0) ** feedback.clip(upper_bound=30) - 1,
    }
    return positives.with_columns(worth[gain].alias(GAIN))
