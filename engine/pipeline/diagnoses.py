"""Diagnose a dataset, once for each question: the answer is kept beside it."""

from dataclasses import dataclass, replace

from engine.audit.groups import Groups, groupable, groups_of
from engine.config import RunConfig, Spec, SplitConfig, make
from engine.contracts import Dataset, Finding
from engine.data.split import read_log, split
from engine.diagnostics import Diagnosis, Support, portray, support
from engine.diagnostics.kept import key_of, parts_of, possible, read, specs
from engine.diagnostics.outcome import outcome
from engine.diagnostics.random_rows import random_rows
from engine.errors import InputError
from engine.pipeline.plan import evidence, generator
from engine.pipeline.run import Watch
from engine.propensity import PROPENSITIES
from engine.propensity.weighting import fit
from engine.workspace import Workspace
from engine.workspace.made import keep_made
from engine.workspace.records import to_json


def diagnose(
    workspace: Workspace,
    dataset_id: str,
    config: RunConfig | None = None,
    propensities: tuple[str, ...] | None = None,
    watch: Watch | None = None,
) -> Diagnosis:
    """What the log is like, and what each propensity makes of it on the training fold of `config`.

    Asked again with the same settings and propensities, the kept answer is returned.

    Args:
        workspace: Where the dataset is.
        dataset_id: Its id.
        config: The settings of a run; the defaults where there is none.
        propensities: Those to look at; None for all that the log has got what it needs for, of which those that do not
            work on it are told as findings.
        watch: Told how far it is.

    Raises:
        InputError: where the dataset is unknown, or the split or a named propensity does not work.
    """
    config = config or RunConfig()
    with workspace.dataset(dataset_id) as dataset:
        kinds = propensities or possible(dataset.schema)
        wanted = specs(config, kinds)
        for spec in wanted:
            make(PROPENSITIES, spec, "propensity")  # names and parameters that do not exist are told first
        parts = parts_of(config, dataset.schema, kinds)
        key = key_of(parts, config, wanted)
        known = read(workspace, dataset.id, key)
        if known is None:
            asked = _Asked(parts, config, tuple(wanted), strict=propensities is not None)
            known = _compute(dataset, asked, watch or _nobody)
            keep_made(workspace, "diagnosis", dataset.id, key, to_json(known))
        return known


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question. `strict`: whether a propensity that does not work is an error."""

    parts: SplitConfig
    config: RunConfig
    wanted: tuple[Spec, ...]
    strict: bool


def _compute(dataset: Dataset, asked: _Asked, watch: Watch) -> Diagnosis:
    """The parts of the log first, then one step a propensity."""
    steps, seed = len(asked.wanted) + 2, asked.config.seed
    log, groups = read_log(dataset), _groups(dataset)
    watch("diagnosis", 1 / steps)
    portrait = portray(dataset, log, groups)
    folds = split(log, asked.parts, generator(seed, "split"))
    known = evidence(dataset, folds, asked.config.eligible, dataset.schema.relevance, log)
    of = outcome(folds.train, dataset.schema.feedback_kind, dataset.schema.relevance, dataset.schema.n_users)
    supports: dict[str, Support] = {}
    told: list[Finding] = []
    for done, spec in enumerate(asked.wanted, 2):
        watch("diagnosis", done / steps)
        try:
            estimator, weighting = make(PROPENSITIES, spec, "propensity"), asked.config.weighting
            fitted = fit(estimator, weighting, known, generator(seed, "propensity"))
            drawn = generator(seed, "diagnostics")
            supports[spec.kind], findings = support(known, fitted, drawn, folds.valid, of, groups)
            if of is not None and estimator.NEEDS != "randomized":
                findings += random_rows(known, fitted, of)
        except InputError as error:
            if asked.strict:
                raise
            findings = (Finding("support.unfit", "caution", {"reason": str(error)}),)
        told += [replace(f, facts={**f.facts, "propensity": spec.kind}) for f in findings]
    watch("diagnosis", 1.0)
    return replace(portrait, support=supports, findings=(*portrait.findings, *told))


def _groups(dataset: Dataset) -> tuple[Groups, ...]:
    """The groups of every attribute of users that makes at least two."""
    of_users = [a for a in groupable(dataset) if a in dataset.schema.user_attributes and a.n_values > 1]
    return tuple(groups_of(dataset, attribute.name) for attribute in of_users)


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""
