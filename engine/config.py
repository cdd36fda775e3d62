"""Settings as frozen, hashable dataclasses: usable as cache keys and hashed into ids.

A config names components by `Spec(kind, params)` and knows none of them; the rooms' tables give
them meaning and defaults (`engine.pipeline` resolves). `AUTO` is resolved from the dataset.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import sha256
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from engine.errors import InputError
from engine.known_settings import meant

Scalar: TypeAlias = str | int | float | bool | None
AUTO = "auto"
STRICT = ConfigDict(extra="forbid")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spec:
    """A component by name: `Spec.of("mf", dim=64)`; parameters that are absent take its defaults."""

    kind: str
    params: tuple[tuple[str, Scalar], ...] = ()

    @classmethod
    def of(cls, kind: str, **params: Scalar) -> "Spec":
        """Build a spec from keyword parameters."""
        return cls(kind, tuple(sorted(params.items())))


@dataclass(frozen=True, slots=True)
class SplitConfig:
    """How held-out interactions are chosen. Shares are of a user's rows (`random`) or of all rows.

    `aside`: the share of the users in the randomized slice whose rows there are kept for propensities and never
    tested on; `auto`: a tenth where a propensity needs them (`naive_bayes`), else none.
    """

    __pydantic_config__ = STRICT
    kind: Literal["auto", "random", "time", "last", "randomized"] = "auto"
    valid: float = 0.1
    test: float = 0.1
    aside: Annotated[float, Field(ge=0, lt=1)] | Literal["auto"] = "auto"

    def __post_init__(self) -> None:
        if not (0 < self.valid < 1 and 0 < self.test < 1 and self.valid + self.test < 1):
            raise InputError("config.split_shares", valid=self.valid, test=self.test)


@dataclass(frozen=True, slots=True)
class EligibleConfig:
    """Which pairs could have been observed. `windows`: `none` (any item could meet any user), `log` (an item from its
    first interaction on, a user from the first to the last), `stated` (an item from the time in the item attribute
    `available_from` to that in `available_until`). `filters`: conditions `attribute=value` on users or items, all of
    which a pair must meet; several values are joined by `|`.
    """

    __pydantic_config__ = STRICT
    windows: Literal["none", "log", "stated"] = "none"
    available_from: str | None = None
    available_until: str | None = None
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeightingConfig:
    """What is done to propensities before they weigh. `clip`: weights 1/p are cut at so many times their mean over the
    training pairs; None: they are not. `calibrate`: `isotonic` makes a monotone function of p a probability.
    """

    __pydantic_config__ = STRICT
    clip: Annotated[float, Field(gt=1, allow_inf_nan=False)] | None = None
    calibrate: Literal["none", "isotonic"] = "none"


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The training loop's settings. `None` leaves the choice to the objective's own default."""

    __pydantic_config__ = STRICT
    epochs: int = 150
    batch_size: int = 2048
    learning_rate: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] | None = None
    patience: int = 10

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_size < 1 or self.patience < 1:
            raise InputError("config.training_positive")
        if self.learning_rate is not None and not self.learning_rate > 0:
            raise InputError("config.training_positive")


@dataclass(frozen=True, slots=True)
class EvaluationConfig:
    """What counts as a hit. `relevance`: feedback at or above it is relevant; None: every row is. `k`: the list length
    of headline metrics, `k_max`: candidates kept for each user.
    """

    __pydantic_config__ = STRICT
    k: int = 10
    k_max: int = 100
    relevance: float | Literal["auto"] | None = "auto"

    def __post_init__(self) -> None:
        if not 1 <= self.k <= self.k_max:
            raise InputError("config.k", k=self.k, k_max=self.k_max)


@dataclass(frozen=True, slots=True)
class TwinConfig:
    """What a search found for the uncorrected twin; `auto` and None: as the run. `model`: of the run's kind."""

    __pydantic_config__ = STRICT
    model: Spec = Spec(AUTO)
    learning_rate: Annotated[float, Field(gt=0)] | None = None


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Everything that a run's numbers depend on, besides its input.

    `validation`: the propensity by which validation is weighted; `auto`: that of training, if any. `twin`: train the
    same set-up without its correction beside it, to tell whether that made things worse. `tune`: search for the
    hyper-parameters first, and for the twin's; the settings that it finds are then the run's.
    """

    __pydantic_config__ = STRICT
    seed: Annotated[int, Field(ge=0)] = 0
    split: SplitConfig = field(default_factory=SplitConfig)
    model: Spec = Spec("mf")
    objective: Spec = Spec(AUTO)
    propensity: Spec = Spec(AUTO)
    validation: Spec = Spec(AUTO)
    eligible: EligibleConfig = field(default_factory=EligibleConfig)
    weighting: WeightingConfig = field(default_factory=WeightingConfig)
    preprocessing: tuple[Spec, ...] = ()
    inprocessing: tuple[Spec, ...] = ()
    postprocessing: tuple[Spec, ...] = ()
    training: TrainingConfig = field(default_factory=TrainingConfig)
    evaluation: EvaluationConfig = field(default_factory=EvaluationConfig)
    twin: bool = True
    twin_settings: TwinConfig = field(default_factory=TwinConfig)
    tune: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One declared question: this metric, between the groups of this attribute.

    `attribute`: a column, `activity_level` or `popularity_level`, a cohort's name, or up to three columns joined by
    `*`. `against`: each group is compared with `reference` (the largest group if None), or with the best served one,
    which the data choose, so that all pairs are counted. `tolerance`: the band that is called `within`; None: that of
    the audit for a ratio, which a difference can't have. For an index the upper end alone counts.
    """

    __pydantic_config__ = STRICT
    metric: str
    attribute: str
    reference: str | None = None
    against: Literal["reference", "best"] = "reference"
    scale: Literal["ratio", "difference", "index"] = "ratio"
    tolerance: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        neutral = 1.0 if self.scale == "ratio" else 0.0
        if self.tolerance is not None:
            low, high = self.tolerance
            positive = self.scale != "ratio" or low > 0
            if not (positive and low <= neutral < high) or (self.scale != "index" and low == neutral):
                raise InputError("config.tolerance_of", metric=self.metric, low=low, high=high, neutral=neutral)
        elif self.scale != "ratio":
            raise InputError("config.tolerance_missing", metric=self.metric, scale=self.scale)
        if self.against == "best" and self.reference is not None:
            raise InputError("config.best_reference", metric=self.metric, reference=self.reference)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A saved group of users or items: a name, and one label of up to three attributes; all of them must hold."""

    __pydantic_config__ = STRICT
    name: str
    conditions: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        attributes = {attribute for attribute, _label in self.conditions}
        if not self.name.strip() or "*" in self.name or not 1 <= len(self.conditions) <= 3:
            raise InputError("config.cohort", name=self.name)
        if len(attributes) < len(self.conditions):
            raise InputError("config.cohort", name=self.name)


@dataclass(frozen=True, slots=True)
class AuditConfig:
    """The audit's own settings: one run may have many audits.

    `family`: the confirmatory comparisons, which alone get verdicts; empty: the default family. `tolerance`: the band
    of ratios that is called `within`. `level`: the error rate over the whole family. `k`: the list length; None: that
    of the run. `groupings`: attributes, intersections (`gender*age`) and cohorts that are shown beside the dataset's
    own. `relevance`: feedback from which a test pair is relevant; "run": as in the run; None: every pair. `candidates`:
    what a list is drawn from: the catalogue, or "slice": the user's test pairs in the order of their scores. `gain`:
    what a relevant item is worth in NDCG. `categories`: the item attribute of calibration and diversity; None: the
    first to group by. `error_rate`: the share of wrong labels for which gaps are corrected beside the plain ones.
    """

    __pydantic_config__ = STRICT
    k: int | None = None
    family: tuple[Comparison, ...] = ()
    tolerance: tuple[float, float] = (0.8, 1.25)
    level: float = 0.05
    groupings: tuple[str, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    relevance: float | Literal["run"] | None = "run"
    candidates: Literal["catalogue", "slice"] = "catalogue"
    gain: Literal["binary", "linear", "exponential"] = "binary"
    categories: str | None = None
    error_rate: float = 0.05

    def __post_init__(self) -> None:
        low, high = self.tolerance
        if not 0 < low < 1 < high:
            raise InputError("config.tolerance", low=low, high=high)
        if not 0 < self.level < 0.5:
            raise InputError("config.level", level=self.level)
        if self.k is not None and self.k < 1:
            raise InputError("config.k", k=self.k, k_max="-")
        if not 0 <= self.error_rate < 0.5:
            raise InputError("config.error_rate", rate=self.error_rate)


def plain(value: Any) -> Any:
    """The config as JSON-ready values; a `Spec`'s parameters become an object."""
    if isinstance(value, Spec):
        return {"kind": value.kind, "params": dict(value.params)}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def canonical_json(value: Any) -> str:
    """One text for one meaning: sorted keys, no spaces, no NaN."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def digest(*parts: Any) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the canonical JSON of `parts`."""
    return sha256(canonical_json(list(parts)).encode()).hexdigest()[:16]


def parse(kind: type[T], settings: Mapping[str, Any], setting: str = "") -> T:
    """Validate plain settings (TOML, JSON, `--set`) into a config; `setting` is where they stand.

    Raises:
        InputError: `config.invalid`, naming the first setting that is wrong, `config.unknown` for a name not there.
    """
    try:
        return TypeAdapter(kind).validate_python(_specs(dict(settings)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (setting, *first["loc"]) if part != "")
        if first["type"] == "unexpected_keyword_argument":
            raise InputError("config.unknown", setting=where, known=meant(kind, first["loc"])) from None
        raise InputError("config.invalid", setting=where, problem=first["msg"]) from None


def make(table: Mapping[str, type[T]], spec: Spec, setting: str) -> T:
    """The component that a spec names, with its own defaults for parameters that are absent.

    Raises:
        InputError: `config.component`, `config.parameter` for names not there, `config.invalid` for a value.
    """
    if spec.kind not in table:
        raise InputError("config.component", setting=setting, name=spec.kind, known=list(table))
    kind, given = table[spec.kind], dict(spec.params)
    known = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise InputError("config.parameter", setting=setting, name=spec.kind, parameter=unknown[0], known=known)
    return parse(kind, given, f"{setting}.params")


def _specs(value: Any) -> Any:
    """Turn `{"kind": …, "params": {…}}` objects into the tuple form that `Spec` keeps."""
    if isinstance(value, Mapping):
        if "kind" in value and isinstance(value.get("params"), Mapping):
            return {**value, "params": tuple(sorted(value["params"].items()))}
        return {key: _specs(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_specs(part) for part in value]
    return value
