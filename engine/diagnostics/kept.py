"""Diagnoses that were made before: under which key they are kept, and how they are read again.

Reading needs neither models nor training, so that a page can show a kept diagnosis at once.
"""

from collections.abc import Sequence

from engine.audit import RESULTS_VERSION
from engine.config import RunConfig, Spec, SplitConfig, digest, make, parse, plain
from engine.contracts import Run
from engine.data.split import resolve_split
from engine.diagnostics.diagnosis import Diagnosis
from engine.errors import InputError
from engine.propensity import PROPENSITIES
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

DIAGNOSIS_VERSION = 2
"""Raised when the parts of a diagnosis or their thresholds change."""


def kept_diagnosis(workspace: Workspace, dataset_id: str, config: RunConfig) -> Diagnosis | None:
    """The diagnosis of all propensities with the settings of `config` if it was asked before; computes nothing.

    Raises:
        InputError: where the dataset is unknown.
    """
    record = workspace.dataset_record(dataset_id)  # a page asks on each rerun: the dataset itself stays closed
    key = key_of(resolve_split(config.split, record.schema), config.seed, specs(config, tuple(PROPENSITIES)))
    return read(workspace, record.id, key)


def settings(run: Run) -> RunConfig:
    """What the diagnosis of a run's log depends on: split, seed and propensity; the defaults for uploaded lists."""
    if "model" not in run.config:
        return RunConfig()
    return parse(RunConfig, {name: run.config[name] for name in ("split", "seed", "propensity")})


def specs(config: RunConfig, kinds: Sequence[str]) -> list[Spec]:
    """Each propensity with the config's parameters where it names that one, else with its own defaults."""
    return [config.propensity if config.propensity.kind == kind else Spec(kind) for kind in kinds]


def key_of(parts: SplitConfig, seed: int, fitted: Sequence[Spec]) -> str:
    """The digest of a question: the resolved split, the seed, and the propensities with all their parameters."""
    named = [[spec.kind, plain(make(PROPENSITIES, spec, "propensity"))] for spec in fitted]
    return digest(RESULTS_VERSION, DIAGNOSIS_VERSION, plain(parts), seed, named)


def read(workspace: Workspace, dataset_id: str, key: str) -> Diagnosis | None:
    """The diagnosis kept under a key; None where there is none that this version reads."""
    try:
        value = made(workspace, "diagnosis", dataset_id, key)
        return None if value is None else from_json(Diagnosis, value, "diagnosis")
    except InputError:
        return None
