"""Exposure by rank and its Lorenz curves, kept beside a run: under which key, and how they are read again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.audit.drawn import Places, exposure_curves, places
from engine.audit.family import judged_by, resolve
from engine.audit.inquiry import Inquiry, inquiry
from engine.audit.material import material
from engine.audit.system import System
from engine.config import AuditConfig, digest, parse
from engine.contracts import AuditTable, Dataset
from engine.errors import InputError
from engine.metrics.exposure_lorenz import Lorenz
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

EXPOSED_VERSION = 2
"""Raised when the same lists would be told otherwise."""
MOST_GROUPS = 20
"""Groups of an attribute whose places are kept: a table of more could not be read."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A Lorenz curve of exposure: points (share of the units, the least exposed first; share of exposure), and Gini."""

    points: tuple[tuple[float, float], ...]
    gini: float | None


@dataclass(frozen=True, slots=True)
class Exposed:
    """Who stands at which of the first k places, by attribute of items, and how exposure is spread.

    `curves`: by `items` and, where providers are known, `providers`; none with fewer than 10 lists, items or providers.
    """

    id: str
    run_id: str
    k: int
    places: Mapping[str, tuple[Places, ...]]
    curves: Mapping[str, Curve]


def exposed(dataset: Dataset, system: System, config: AuditConfig) -> Exposed:
    """The exposure of the groups that an audit with this config shows.

    Raises:
        InputError: as `engine.audit.audit`.
    """
    config = resolve(config, dataset, system)
    system = judged_by(config, system)
    of = inquiry(dataset, system, material(dataset, system, config.categories), config, only=())
    shown = {name: places(of, name) for name in _few(of)}
    curves = {name: _curve(curve) for name, curve in exposure_curves(of).items()}
    key = exposed_key(system.run_id, config)
    return Exposed(key, system.run_id, of.parameters.k, {n: p for n, p in shown.items() if p}, curves)


def kept_exposed(workspace: Workspace, table: AuditTable) -> Exposed | None:
    """The exposure of an audit's groups if it was asked for before; computes nothing.

    None also where what is kept is damaged or of another version.
    """
    try:
        key = exposed_key(table.run_id, parse(AuditConfig, dict(table.config)))
        value = made(workspace, "exposure", table.run_id, key)
        return None if value is None else from_json(Exposed, value, "exposure")
    except InputError:
        return None


def exposed_key(run_id: str, config: AuditConfig) -> str:
    """The digest of a question: the run, and what of a resolved config makes the groups of items."""
    asked = replace(config, tolerance=(0.8, 1.25), level=0.05, error_rate=0.0)
    return digest(EXPOSED_VERSION, run_id, asked)


def _few(of: Inquiry) -> list[str]:
    """The attributes of items with few enough groups to read a table of them."""
    return [n for n, g in of.groups.items() if g.groups.side == "item" and len(g.groups.labels) <= MOST_GROUPS]


def _curve(found: Lorenz) -> Curve:
    points = zip(found.units.tolist(), found.exposure.tolist(), strict=True)
    return Curve(tuple((float(x), float(y)) for x, y in points), None if found.gini is None else float(found.gini))
