"""Diagnoses that were made before: under which key they are kept, and how they are read again.

Reading needs neither models nor training, so that a page can show a kept diagnosis at once.
"""

from collections.abc import Sequence

from engine.audit import RESULTS_VERSION
from engine.config import RunConfig, Spec, SplitConfig, digest, make, parse, plain
from engine.contracts import Run, Schema
from engine.data.split import resolve_split
from engine.diagnostics.diagnosis import Diagnosis
from engine.errors import InputError
from engine.propensity import PROPENSITIES, lacking
from engine.workspace import Workspace
from engine.workspace.made import made
from engine.workspace.records import from_json

DIAGNOSIS_VERSION = 5
"""Raised when the parts of a diagnosis or their thresholds change."""
SETTINGS = ("split", "seed", "propensity", "eligible", "weighting")
"""The settings of a run that its log's diagnosis depends on."""


def kept_diagnosis(workspace: Workspace, dataset_id: str, config: RunConfig) -> Diagnosis | None:
    """The diagnosis of all propensities with the settings of `config` if it was asked before; computes nothing.

    Raises:
        InputError: where the dataset is unknown.
    """
    record = workspace.dataset_record(dataset_id)  # a page asks on each rerun: the dataset itself stays closed
    kinds = possible(record.schema)
    key = key_of(parts_of(config, record.schema, kinds), config, specs(config, kinds))
    return read(workspace, record.id, key)


def settings(run: Run) -> RunConfig:
    """What the diagnosis of a run's log depends on; the defaults for uploaded lists."""
    if "model" not in run.config:
        return RunConfig()
    told = {name: run.config[name] for name in SETTINGS if name in run.config}
    if not told["split"].get("aside"):  # it leaves the training fold as it is, and a propensity may need it
        told["split"] = {name: value for name, value in told["split"].items() if name != "aside"}
    return parse(RunConfig, told)


def possible(schema: Schema) -> tuple[str, ...]:
    """The propensities that a log has got what it needs for, in the order of the table."""
    return tuple(kind for kind in PROPENSITIES if lacking(kind, schema) is None)


def parts_of(config: RunConfig, schema: Schema, kinds: Sequence[str]) -> SplitConfig:
    """The resolved split; a part of a randomized slice is set aside where a propensity needs it."""
    return resolve_split(config.split, schema, any(PROPENSITIES[kind].NEEDS == "randomized" for kind in kinds))


def specs(config: RunConfig, kinds: Sequence[str]) -> list[Spec]:
    """Each propensity with the config's parameters where it names that one, else with its own defaults."""
    return [config.propensity if config.propensity.kind == kind else Spec(kind) for kind in kinds]


def key_of(parts: SplitConfig, config: RunConfig, fitted: Sequence[Spec]) -> str:
    """The digest of a question: the resolved split, the seed, which pairs are eligible, what is done to propensities,
    and the propensities with all their parameters.
    """
    named = [[spec.kind, plain(make(PROPENSITIES, spec, "propensity"))] for spec in fitted]
    others = [plain(config.eligible), plain(config.weighting)]
    return digest(RESULTS_VERSION, DIAGNOSIS_VERSION, plain(parts), config.seed, others, named)


def read(workspace: Workspace, dataset_id: str, key: str) -> Diagnosis | None:
    """The diagnosis kept under a key; None where there is none that this version reads."""
    try:
        value = made(workspace, "diagnosis", dataset_id, key)
        return None if value is None else from_json(Diagnosis, value, "diagnosis")
    except InputError:
        return None
