"""The metrics with their parameters, as one audit asks for them."""

from dataclasses import dataclass, fields
from typing import TypeVar

from engine.config import AuditConfig
from engine.metrics import (
    ITEM_METRICS,
    TABLES,
    USER_METRICS,
    OfItems,
    OfUsers,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an audit decides about metrics: list length, gain, candidates, and how a pair is accepted."""

    k: int
    gain: str = "binary"
    candidates: str = "catalogue"
    decision: str = "list"

    @classmethod
    def of(cls, config: AuditConfig, on_scale: bool) -> "Parameters":
        """Those of a resolved config; scores that predict feedback accept at the relevance threshold."""
        threshold = on_scale and config.relevance is not None
        return cls(config.k or 1, config.gain, config.candidates, "threshold" if threshold else "list")


def made(kind: type[T], parameters: Parameters) -> T:
    """A metric with those of the parameters that it has."""
    own = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    given = {f.name: getattr(parameters, f.name) for f in fields(parameters) if f.name in own}
    return kind(**given)


def user_metrics(parameters: Parameters) -> dict[str, OfUsers]:
    """The user metrics by key."""
    return {key: made(kind, parameters) for key, kind in USER_METRICS.items()}


def item_metrics(parameters: Parameters) -> dict[str, OfItems]:
    """The item metrics by key."""
    return {key: made(kind, parameters) for key, kind in ITEM_METRICS.items()}


def label(metric: object) -> str:
    """A metric's key with what distinguishes it: `ndcg@10`, `mae`, `mae_by_pair`."""
    key = next(key for table in TABLES for key, kind in table.items() if type(metric) is kind)
    parameters = {f.name: getattr(metric, f.name) for f in fields(metric)}  # type: ignore[arg-type]
    if "k" in parameters:
        return f"{key}@{parameters['k']}"
    return key if parameters.get("per", "user") == "user" else f"{key}_by_pair"
