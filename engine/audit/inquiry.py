"""What is asked about one system, and what every question about it shares."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.audit.asked import Parameters, user_metrics
from engine.audit.groupings import Source
from engine.audit.shown import Mask, counted_by, names_of, shown_groups
from engine.audit.system import System
from engine.audit.units import Grouped, Units, units_of
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset
from engine.metrics import Material


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one system: its tables, the resolved config, its groups as far as they are shown."""

    dataset: Dataset
    system: System
    material: Material
    config: AuditConfig
    parameters: Parameters
    units: Mapping[str, Units | None]
    """Of each user metric; None where the system lacks what it needs."""
    counted: Mapping[str, Mask]
    """The users whose number is published for each user metric (`shown.counted_by`)."""
    groups: Mapping[str, Grouped]

    @property
    def family(self) -> dict[tuple[str, str], Comparison]:
        """The declared comparisons by metric and attribute."""
        return {(one.metric, one.attribute): one for one in self.config.family}


def inquiry(dataset: Dataset, system: System, material: Material, config: AuditConfig) -> Inquiry:
    """Everything that the questions of a resolved config share."""
    parameters = Parameters.of(config, system.on_scale and system.scores is not None)
    metrics = user_metrics(parameters)
    units = {key: units_of(metric, material) for key, metric in metrics.items()}
    tested = system.tested(dataset.schema.n_users)
    served = np.zeros(dataset.schema.n_users, dtype=bool)
    served[system.lists.users] = True
    counted = {key: counted_by(metrics[key], of[1] != 0, tested, served) for key, of in units.items() if of is not None}
    source = Source(dataset, system.train, config.cohorts)
    shown = shown_groups(source, names_of(source, config), [*tested, *counted.values()])
    groups = {name: Grouped.of(of) for name, of in shown.items()}
    return Inquiry(dataset, system, material, config, parameters, units, counted, groups)
