"""What is asked about one system, and what every question about it shares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from engine.audit.asked import Parameters, user_metrics
from engine.audit.effective import weights_of
from engine.audit.groupings import Source
from engine.audit.shown import Mask, names_of, shown_groups
from engine.audit.system import System
from engine.audit.units import Grouped, Units, units_of
from engine.config import AuditConfig, Comparison
from engine.contracts import Dataset
from engine.metrics import Material, missing


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about one system: its tables, the resolved config, its groups as far as they are shown."""

    dataset: Dataset
    system: System
    material: Material
    config: AuditConfig
    parameters: Parameters
    counted: Mapping[str, Mask]
    """The users of whom numbers are published, by what a metric `COUNTS`: the same for all systems of a test set."""
    weights: Mapping[str, Units]
    """Of each weighted user metric: sums of the weights of each user's relevant pairs, and of their squares."""
    groups: Mapping[str, Grouped]
    only: Collection[str] | None = None
    """The metrics that are asked; None: all of them."""

    def asks(self, metric: str) -> bool:
        """Whether a metric is asked."""
        return self.only is None or metric in self.only

    def units(self, metric: str) -> Units | None:
        """A user metric's units, made anew: of millions of users, those of all metrics at once would fill memory.

        None where the system lacks what it needs.
        """
        return units_of(user_metrics(self.parameters)[metric], self.material)

    @property
    def family(self) -> dict[tuple[str, str], Comparison]:
        """The declared comparisons by metric and attribute."""
        return {(one.metric, one.attribute): one for one in self.config.family}


def inquiry(
    dataset: Dataset,
    system: System,
    material: Material,
    config: AuditConfig,
    only: Collection[str] | None = None,
) -> Inquiry:
    """Everything that the questions of a resolved config share. `only`: the metrics that are asked, None for all."""
    parameters = Parameters.of(config, system.on_scale and system.scores is not None)
    metrics = user_metrics(parameters)
    n_users = dataset.schema.n_users
    counted: dict[str, Mask] = {"everyone": np.ones(n_users, dtype=bool)}
    counted |= {name: who for name, who in system.tested(n_users).items()}  # noqa: C416  # its keys are literals
    source = Source(dataset, system.train, config.cohorts)
    shown = shown_groups(source, names_of(source, config), list(counted.values()))
    groups = {name: Grouped.of(of) for name, of in shown.items()}
    weights = {
        key: weights_of(metric, material)
        for key, metric in metrics.items()
        if metric.WEIGHTED and (only is None or key in only) and not missing(metric.needs, material)
    }
    return Inquiry(dataset, system, material, config, parameters, counted, weights, groups, only)
