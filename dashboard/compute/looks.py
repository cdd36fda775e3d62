"""A closer look at an audit: computed in the page's own thread, where the log is small enough, and cached."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from dashboard.compute.opened import workspace
from engine.audit import drawn
from engine.audit.distribution import Distribution, distribution
from engine.audit.reliability import Reliability, reliability
from engine.config import AuditConfig, Cohort
from engine.contracts import AuditRow, AuditTable
from engine.errors import InputError
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.audit.crossing import Crossing
    from engine.metrics.exposure_lorenz import Lorenz

T = TypeVar("T")
MOST_EXPLORED = 500_000
"""Interactions of a log that a page looks closer at in its own thread: three tenths of a second at this size."""

LOOKS: dict[str, Callable[..., object]] = {
    "spread": distribution,
    "promised": reliability,
    "places": drawn.places,
    "exposure": drawn.exposure_curves,
    "leanings": drawn.leanings,
}
"""What is asked of an inquiry, by name."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An error as it is cached: what raises is asked again on every drawing, and an error itself can't be copied."""

    code: str
    facts: Mapping[str, object]


def explored(
    of: AuditTable, metric: str, grouping: str, k: int | None = None, cohort: Cohort | None = None
) -> tuple[AuditRow, ...]:
    """The rows of one metric by one grouping at another list length, without verdicts; cached, errors too.

    Raises:
        InputError: as `engine.pipeline.exploring.explore_run`.
    """
    return _told(_explored(str(workspace().root), of.run_id, of.id, metric, grouping, k, cohort))


def crossing(of: AuditTable, metric: str, attributes: tuple[str, ...]) -> "Crossing":
    """A user metric in the cells of two or three attributes; cached, errors too.

    Raises:
        InputError: as `engine.pipeline.exploring.crossing_of`.
    """
    return _told(_crossing(str(workspace().root), of.run_id, of.id, metric, attributes))


def spread(of: AuditTable, metric: str, attribute: str, cohort: Cohort | None = None) -> Distribution | None:
    """How a user metric is spread within groups; None where it is undefined. Cached."""
    return _look(of, (metric,), cohort, "spread", metric, attribute)  # type: ignore[no-any-return]


def promised(of: AuditTable, attribute: str) -> tuple[Reliability, ...]:
    """What was predicted against what was found, by group; empty without predictions of feedback. Cached."""
    return _look(of, (), None, "promised", attribute)  # type: ignore[no-any-return]


def places(of: AuditTable, attribute: str) -> tuple[drawn.Places, ...]:
    """Which share of each place of the lists groups of items have; cached."""
    return _look(of, (), None, "places", attribute)  # type: ignore[no-any-return]


def exposure(of: AuditTable) -> "Mapping[str, Lorenz]":
    """How exposure is spread over items and providers; cached."""
    return _look(of, (), None, "exposure")  # type: ignore[no-any-return]


def leanings(of: AuditTable, attribute: str, categories: str) -> tuple[drawn.Leaning, ...]:
    """How far lists strengthen what groups of users lean to; cached."""
    return _look(of, (), None, "leanings", attribute, categories)  # type: ignore[no-any-return]


def _look(of: AuditTable, only: tuple[str, ...], cohort: Cohort | None, kind: str, *asked: str) -> Any:
    """What is asked of an inquiry. InputError: as `engine.pipeline.exploring.looking`."""
    return _told(_looked(str(workspace().root), of.run_id, of.id, only, cohort, kind, asked))


def _told(found: "T | Refused") -> T:
    if isinstance(found, Refused):
        raise InputError(found.code, **found.facts)
    return found


def _or_refused(ask: Callable[[], T]) -> "T | Refused":
    try:
        return ask()
    except InputError as error:
        return Refused(error.code, error.facts)


def _config(space: Workspace, run_id: str, audit_id: str, cohort: Cohort | None) -> AuditConfig:
    """The settings of a kept audit, with a cohort that may have been saved after it."""
    config: AuditConfig = _exploring().config_of(space.audit(run_id, audit_id))
    if cohort is None or cohort.name in [one.name for one in config.cohorts]:
        return config
    return replace(config, cohorts=(*config.cohorts, cohort))


def _exploring() -> Any:
    """Loaded when it is asked for: it needs torch, which costs seconds."""
    return import_module("engine.pipeline.exploring")


@st.cache_data(max_entries=256, show_spinner=False)
def _explored(
    root: str, run_id: str, audit_id: str, metric: str, grouping: str, k: int | None, cohort: Cohort | None
) -> tuple[AuditRow, ...] | Refused:
    space = Workspace(Path(root))

    def ask() -> tuple[AuditRow, ...]:
        config = _config(space, run_id, audit_id, cohort)
        config = config if k is None else replace(config, k=k)
        rows: list[AuditRow] = _exploring().explore_run(space, run_id, config, metric, (grouping,))
        return tuple(row for row in rows if row.attribute == grouping)

    return _or_refused(ask)


@st.cache_data(max_entries=64, show_spinner=False)
def _crossing(root: str, run_id: str, audit_id: str, metric: str, attributes: tuple[str, ...]) -> "Crossing | Refused":
    space = Workspace(Path(root))

    def ask() -> "Crossing":
        config = _config(space, run_id, audit_id, None)
        return _exploring().crossing_of(space, run_id, config, metric, attributes)  # type: ignore[no-any-return]

    return _or_refused(ask)


@st.cache_data(max_entries=256, show_spinner=False)
def _looked(
    root: str,
    run_id: str,
    audit_id: str,
    only: tuple[str, ...],
    cohort: Cohort | None,
    kind: str,
    asked: tuple[str, ...],
) -> Any:
    space = Workspace(Path(root))

    def ask() -> object:
        with _exploring().looking(space, run_id, _config(space, run_id, audit_id, cohort), only) as of:
            return LOOKS[kind](of, *asked)

    return _or_refused(ask)
