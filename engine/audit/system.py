"""What is audited."""

from dataclasses import dataclass
from typing import Literal

from engine.contracts import Estimand, Floats, Lists, Pairs


@dataclass(frozen=True, slots=True)
class System:
    """What is audited: one system's lists, and the scores of test pairs where they mean feedback."""

    run_id: str
    lists: Lists
    test: Pairs
    scores: Floats | None
    train: Pairs
    relevance: float | None
    estimand: Estimand
    origin: Literal["trained", "uploaded"] = "trained"
    """Whether the lists come from a run here or from somebody's own system, which people have seen."""
