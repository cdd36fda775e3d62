"""A hand-made comparison of runs with every kind of row in it."""

from collections.abc import Callable

import pytest

from engine.audit import RunComparison
from engine.audit.comparison import Cost, GainRow, GroupRow, Number, OverallRow, Pattern


def make_comparison(*runs: str) -> RunComparison:
    """The first run is the baseline; all others have the same numbers."""
    others = runs[1:]
    value, change = Number(0.27, 0.25, 0.29), Number(0.031, 0.012, 0.047)
    shown = {"parameters": (("k", 10),), "estimand": "observed feedback", "side": "user", "attribute": "gender"}
    ratio, moved = Number(0.63, 0.55, 0.72), Number(1.21, 1.05, 1.4)
    nothing = (Number(),) * len(runs)
    groups = (
        GroupRow("ndcg", group="M", reference="F", n=500, values=(value,) * len(runs), gaps=(ratio,) * len(runs),
                 changes=(change,) * len(others), gap_changes=(moved,) * len(others), **shown),
        GroupRow("ndcg", group="<b>x&y</b>", reference="F", n=None, values=nothing, gaps=nothing, changes=nothing[1:],
                 gap_changes=nothing[1:], reason="few_users", **shown),
    )  # fmt: skip
    gains = [GainRow(run, "ndcg", "", "", 900, 0.2, 0.1, 0.7, Number(0.031, 0.012, 0.047)) for run in others]
    gains += [GainRow(run, "ndcg", "gender", "<b>x&y</b>", None, reason="few_users") for run in others]
    patterns = [Pattern(run, "ndcg", "gender", "levelling_down", "F", "M", 1.6, 1.3, moved) for run in others]
    overall = (
        OverallRow("ndcg@10", 900, (value,) * len(runs), (change,) * len(others)),
        OverallRow("mae", None, nothing, nothing[1:]),
    )
    costs = tuple(Cost(run, {"training": 12.5, "audit": 0.3}, 1234567) for run in runs)
    return RunComparison("d" * 16, runs, 10, 0.05, 1000, overall, groups, tuple(gains), tuple(patterns), costs)


@pytest.fixture
def comparison() -> Callable[..., RunComparison]:
    return make_comparison
