"""The types that the rooms hand to each other.

A `Dataset` goes in, `Predictions` and recommendations (`Lists`) come out; an `AuditTable` is what is said
about them; a `Run` is the record that is kept. `Pairs`, `Split` and `Finding` are the small ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engine.config import Spec

Table: TypeAlias = nw.LazyFrame[Any]
Codes: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float32]

AttributeKind = Literal["category", "number", "multi", "text"]
FeedbackKind = Literal["rating", "click"]
Scale = Literal["difference", "ratio", "index"]
Verdict = Literal["within", "outside", "inconclusive", "suppressed", "refused"]
Estimand = Literal["observed feedback", "weighted", "randomized exposure", "given lists"]
"""What a number is about; `given lists`: a property of the lists alone, whatever anybody prefers."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column that describes users or items. `multi` holds several values joined by `|`;
    `text` is too varied to group by.
    """

    name: str
    kind: AttributeKind
    n_values: int
    n_missing: int
    sensitive: bool = False
    """Kept in a table of its own, for groups alone: no model, propensity or explanation sees it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a dataset holds, known without opening it."""

    name: str
    feedback_kind: FeedbackKind
    feedback_range: tuple[float, float]
    relevance: float | None
    """Feedback at or above this is a positive; None: every interaction is one."""
    interaction_columns: tuple[str, ...]
    user_attributes: tuple[Attribute, ...]
    item_attributes: tuple[Attribute, ...]
    n_users: int
    n_items: int
    n_interactions: int
    n_randomized: int
    time_range: tuple[int, int] | None
    features: tuple[Spec, ...] = ()
    """The recipe of derived attributes and model inputs; empty: the usual inputs."""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, the users' first; None if there is none."""
        return next((a for a in (*self.user_attributes, *self.item_attributes) if a.name == name), None)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A handle on one immutable dataset, bound to one cursor: open it for one script run or job.

    `interactions`: user_code, item_code, feedback and the optional columns of `engine.columns`;
    `users`: user_code, user_id, attributes; `items`: item_code, item_id, attributes.
    `sensitive`: user_code and the attributes that are kept apart; None where there are none.
    `read` opens a Parquet file on the same cursor; `keep` computes a lazy table once; `load` makes
    a table of arrays, since tables of different cursors cannot be joined.
    """

    id: str
    schema: Schema
    interactions: Table
    users: Table
    items: Table
    read: Callable[[Path], Table]
    keep: Callable[[Table], Table]
    load: Callable[[Mapping[str, NDArray[Any]]], Table]
    sensitive: Table | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """User-item pairs with feedback, as arrays of shape (n,), sorted by user and item code."""

    users: Codes
    items: Codes
    feedback: Floats
    weights: Floats
    logged: Mapping[str, Floats] = field(default_factory=dict)
    """What the log tells of how each pair came to be observed: its `propensity` and `position`, where it has them."""

    def __len__(self) -> int:
        return len(self.users)

    def take(self, rows: NDArray[Any]) -> "Pairs":
        """The rows chosen by a mask or by positions."""
        logged = {name: values[rows] for name, values in self.logged.items()}
        return Pairs(self.users[rows], self.items[rows], self.feedback[rows], self.weights[rows], logged)


@dataclass(frozen=True, slots=True)
class Split:
    """Train, validation and test pairs; no (user, item) pair is in two of them."""

    kind: Literal["random", "time", "last", "randomized"]
    train: Pairs
    valid: Pairs
    test: Pairs
    estimand: Estimand = "observed feedback"
    cutoff: int | None = None
    """The global time cut, if any: train before it, test from it on."""
    aside: Pairs | None = None
    """Randomized pairs of some users, kept for propensities: neither trained nor tested on."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Ranked items of each user: row r of `items` is the list of `users[r]`, best first.

    `items` and `scores`: shape (n_users, k); code -1 pads shorter lists; equal scores are ordered by item code.
    """

    users: Codes
    items: Codes
    scores: Floats

    def top(self, k: int) -> "Lists":
        """The first k of each list."""
        return Lists(self.users, self.items[:, :k], self.scores[:, :k])


@dataclass(frozen=True, slots=True)
class Predictions:
    """Scores of the test pairs, shape (n_test,), and each user's best `k_max` candidates."""

    test: Pairs
    scores: Floats
    candidates: Lists


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One number about one group, and its gap to the reference group.

    `value` has the interval [`low`, `high`] at 95%. `gap` is group / reference (`ratio`) or group - reference
    (`difference`), with the interval [`gap_low`, `gap_high`] at 1 - `level`: simultaneous over the declared family
    where `verdict` is set, pointwise elsewhere. An `index` (scale) speaks of all groups of the attribute, or of a group
    and its reference, at once and is 0 where they are served alike: it has no gap, and [`low`, `high`] is at 1 -
    `level`. `detectable`: the ratio (below 1) or difference that this sample would have flagged with 80% power.
    Whatever could not be computed is None, and `reason` has the code.
    """

    metric: str
    parameters: tuple[tuple[str, str | int | float | None], ...]
    estimand: Estimand
    side: Literal["user", "item"]
    attribute: str
    group: str
    reference: str
    n: int | None
    """Users in the group whom the test set can judge, or items on the item side; None where suppressed."""
    value: float | None
    low: float | None = None
    high: float | None = None
    scale: Scale = "ratio"
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    level: float = 0.05
    tolerance: tuple[float, float] = (0.8, 1.25)
    detectable: float | None = None
    verdict: Verdict | None = None
    reason: str = ""
    slice: str = "all"
    n_effective: float | None = None
    """(sum w)^2 / sum w^2 of a weighted metric's weights in the group."""
    chance: float | None = None
    """The 95th percentile of an index when the users' labels are shuffled."""
    adjusted: float | None = None
    """The gap with activity (users) or popularity (items) held equal, with its interval at 1 - `level`."""
    adjusted_low: float | None = None
    adjusted_high: float | None = None
    bound_low: float | None = None
    """The gap at the worst: each user of unknown group is where it moves it most."""
    bound_high: float | None = None
    corrected: float | None = None
    """The gap if the audit's `error_rate` of the labels is wrong, at random."""

    @property
    def is_reference(self) -> bool:
        """Whether this row is the group that the others are compared with."""
        return self.group == self.reference


@dataclass(frozen=True, slots=True)
class Answer:
    """What the audit says to one declared comparison: one verdict over all groups of the attribute.

    `outside` where any comparison is; `within` where all are and none is missing; `inconclusive` otherwise, or the
    verdict of the missing ones where nothing could be compared. `compared` of `asked` comparisons were judged.
    `group` and `gap`: the comparison furthest from equality. `method`: how the simultaneous level was found.
    """

    metric: str
    attribute: str
    verdict: Verdict
    asked: int
    compared: int
    group: str = ""
    reference: str = ""
    gap: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader must know: a code with facts, put into words by `engine.words.findings`."""

    code: str
    severity: Literal["flag", "caution", "note"]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditTable:
    """All rows of one audit, the confirmatory ones first, with the numbers of the whole system."""

    id: str
    run_id: str
    dataset_id: str
    config: Mapping[str, Any]
    rows: tuple[AuditRow, ...]
    overall: Mapping[str, float | None]
    """Without interval, for example `{"ndcg@10": 0.29, "gini@10": 0.8}`."""
    findings: tuple[Finding, ...] = ()
    answers: tuple[Answer, ...] = ()
    method: Mapping[str, Any] = field(default_factory=dict)
    """How the simultaneous intervals came about: `method`, `level` of each comparison, `comparisons`, `resamples`."""

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas frame, one column a field of `AuditRow`."""
        return pd.DataFrame([asdict(row) for row in self.rows], columns=[f.name for f in fields(AuditRow)])


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: its canonical config, what went in, what came out, and where it lies."""

    id: str
    dataset_id: str
    config: Mapping[str, Any]
    metrics: Mapping[str, Mapping[str, float | None]]
    """`{"valid": {...}, "test": {"ndcg@10": ..., ...}}`, and `weighted` where propensities weigh an observed test."""
    estimand: Estimand
    seconds: Mapping[str, float]
    manifest: Mapping[str, Any]
    path: Path
    audit: str = ""
    """The audit that was made with the run."""
    audits: tuple[str, ...] = ()
    beside: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    """The test metrics of scorers that a model has to beat: `popularity`, `bias`, `random`."""
    intervals: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    """At 95% over users, of metrics: `test`, `weighted`, and of the paired differences to the scorers of `beside`:
    `test less bias` and so on. A metric without an interval is absent."""
    findings: tuple[Finding, ...] = ()
    """What training found: whether a correction helped or made things worse."""
