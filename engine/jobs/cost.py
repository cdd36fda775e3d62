"""How long a run may take, judged by the runs that are here already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from engine.contracts import Run
from engine.workspace import DatasetRecord
from engine.workspace.files import read_json


@dataclass(frozen=True, slots=True)
class Past:
    """A finished run: its scorer and objective, its size, and what it took."""

    model: str
    objective: str
    interactions: int
    epochs: int
    training: float
    """Seconds of training."""
    rest: float
    """Seconds of everything else."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`typical`: seconds if training stops as early as those runs did; `most`: if it goes through all epochs."""

    typical: float
    most: float
    judged_by: int


def past(runs: Iterable[Run], records: Sequence[DatasetRecord]) -> list[Past]:
    """What can be learned from finished runs; uploaded recommendations teach nothing."""
    sizes = {record.id: record.schema.n_interactions for record in records}
    return [
        Past(
            run.config["model"]["kind"],
            run.config["objective"]["kind"],
            sizes[run.dataset_id],
            len(read_json(run.path / "history.json")) if (run.path / "history.json").exists() else 0,
            run.seconds.get("training", 0.0),
            sum(run.seconds.get(part, 0.0) for part in ("preparation", "prediction", "audit")),
        )
        for run in runs
        if "model" in run.config and run.dataset_id in sizes
    ]


def estimate(
    known: Sequence[Past], model: str, objective: str, interactions: int, epochs: int, trainings: int = 1
) -> Cost | None:
    """Seconds, proportional to interactions and epochs; None where no run of that scorer and objective is here.

    `trainings`: how many times something is trained, each taken to cost what the run's own training does: the trials
    of a search, the run, its uncorrected twin. The rate is the median over those runs of training seconds /
    (interactions x epochs).
    """
    alike = [p for p in known if (p.model, p.objective) == (model, objective) and p.interactions]
    if not alike:
        return None
    rest = median(p.rest / p.interactions for p in alike) * interactions
    trained = [p for p in alike if p.epochs]
    if not trained:
        return Cost(rest, rest, len(alike))
    rate = median(p.training / (p.interactions * p.epochs) for p in trained)
    usual = min(epochs, median(p.epochs for p in trained))
    each = rate * interactions * trainings
    return Cost(rest + each * usual, rest + each * epochs, len(alike))
