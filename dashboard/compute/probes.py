"""Probes of runs that are kept."""

from importlib import import_module
from typing import TYPE_CHECKING

from dashboard.compute.opened import workspace

if TYPE_CHECKING:
    from engine.audit.probe import Probe


def probe(run_id: str) -> "Probe | None":
    """The kept probe of a run, with what its other seeds say at this moment; computes nothing."""
    return import_module("engine.audit.probe").kept_probe(workspace(), run_id)  # type: ignore[no-any-return]
