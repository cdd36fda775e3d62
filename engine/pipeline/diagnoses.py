"""Diagnose a dataset, once for each question: the answer is kept beside it."""

from collections.abc import Sequence
from dataclasses import replace

from engine.audit.groups import Groups, groupable, groups_of
from engine.config import RunConfig, Spec, SplitConfig, make
from engine.contracts import Dataset, Finding
from engine.data.split import read_log, resolve_split, split
from engine.diagnostics import Diagnosis, Support, portray, support
from engine.diagnostics.kept import key_of, read, specs
from engine.pipeline.plan import evidence, generator
from engine.pipeline.run import Watch
from engine.propensity import PROPENSITIES
from engine.workspace import Workspace
from engine.workspace.made import keep_made
from engine.workspace.records import to_json


def diagnose(
    workspace: Workspace,
    dataset_id: str,
    config: RunConfig | None = None,
    propensities: tuple[str, ...] = tuple(PROPENSITIES),
    watch: Watch | None = None,
) -> Diagnosis:
    """What the log is like, and what each propensity makes of it on the training fold of `config`.

    Asked again with the same split, seed and propensities, the kept answer is returned.

    Raises:
        InputError: where the dataset is unknown, or the split or a propensity does not work.
    """
    config = config or RunConfig()
    wanted = specs(config, propensities)
    with workspace.dataset(dataset_id) as dataset:
        parts = resolve_split(config.split, dataset.schema)
        key = key_of(parts, config.seed, wanted)
        known = read(workspace, dataset.id, key)
        if known is None:
            known = _compute(dataset, parts, config.seed, wanted, watch or _nobody)
            keep_made(workspace, "diagnosis", dataset.id, key, to_json(known))
        return known


def _compute(dataset: Dataset, parts: SplitConfig, seed: int, wanted: Sequence[Spec], watch: Watch) -> Diagnosis:
    """The parts of the log first, then one step a propensity."""
    steps = len(wanted) + 2
    log, groups = read_log(dataset), _groups(dataset)
    watch("diagnosis", 1 / steps)
    portrait = portray(dataset, log, groups)
    known = evidence(dataset, split(log, parts, generator(seed, "split")))
    supports: dict[str, Support] = {}
    told: list[Finding] = []
    for done, spec in enumerate(wanted, 2):
        watch("diagnosis", done / steps)
        fitted = make(PROPENSITIES, spec, "propensity").fit(known, generator(seed, "propensity"))
        supports[spec.kind], findings = support(known, fitted, generator(seed, "diagnostics"), groups)
        told += [replace(f, facts={**f.facts, "propensity": spec.kind}) for f in findings]
    watch("diagnosis", 1.0)
    return replace(portrait, support=supports, findings=(*portrait.findings, *told))


def _groups(dataset: Dataset) -> tuple[Groups, ...]:
    """The groups of every attribute of users that makes at least two."""
    of_users = [a for a in groupable(dataset) if a in dataset.schema.user_attributes and a.n_values > 1]
    return tuple(groups_of(dataset, attribute.name) for attribute in of_users)


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""
