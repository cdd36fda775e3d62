"""What is kept about a job, and the words of its states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Kind = Literal[
    "run", "import", "check", "sample", "audit", "diagnose", "explain", "probe", "compare", "report", "search"
]
State = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
Lane = Literal["training", "quick"]
Curve = tuple[tuple[int, float], ...]

KINDS: tuple[Kind, ...] = get_args(Kind)
LIVE: tuple[State, ...] = ("queued", "running")
LANES: dict[Kind, Lane] = {kind: "training" if kind in ("run", "search") else "quick" for kind in KINDS}
"""An import or a report does not wait behind hours of training: each lane has slots of its own."""


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked. Ids sort by the time of asking; `key` is the same for the same question."""

    id: str
    kind: Kind
    arguments: tuple[str, ...]
    """The command line without `--json` and `--status`."""
    key: str
    created: float
    """Seconds since 1970 (UTC)."""
    dataset: str = ""
    """The dataset that it is about, where there is one already."""
    about: str = ""
    """What it is about in a few words, for lists of jobs."""


@dataclass(frozen=True, slots=True)
class Status:
    """How it goes.

    `share`: of all the work, 0 to 1; 0 where that is not known. `loss`, `valid`: (epoch, value) so far.
    `message`: why it failed, in the words of the command line. `result`: its JSON answer.
    `reason`: how it ended, as a code of `engine.words.jobs.REASONS`; empty while it lives and where it is done.
    `notes`: what a person should know of the way there, as codes of `engine.words.jobs.NOTES`.
    `asked`, `began`, `ended`: of this attempt, seconds since 1970; `began` is when it had a slot.
    `since`, `since_share`: when its present stage was first told, and the share then: a training that goes on from a
    checkpoint has most of its share from before.
    """

    state: State = "queued"
    stage: str = ""
    share: float = 0.0
    loss: Curve = ()
    valid: Curve = ()
    message: str = ""
    result: Mapping[str, Any] | None = None
    asked: float = 0.0
    began: float | None = None
    ended: float | None = None
    since: float | None = None
    since_share: float = 0.0
    attempt: int = 1
    reason: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """SHA-256 of the files that an import or a check reads: by them it is found when their dataset is deleted."""
    beat: float | None = None
    """When its process last gave a sign of life, seconds since 1970; None before the first (`beat.py`)."""

    @property
    def live(self) -> bool:
        """Whether it waits or works."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Process:
    """The process that works on a job; when it was created tells it from a later one with the same number.

    `since_boot`: seconds from the start of the system, which no change of the clock moves; `boot` names that start.
    `namespace`: in which numbering of processes `pid` holds: containers have their own. `oom`: how many processes of
    its control group the system had killed for lack of memory when it began, by the file `counter`.
    """

    pid: int
    since_boot: float
    boot: str = ""
    namespace: str = ""
    counter: str = ""
    oom: int = 0
