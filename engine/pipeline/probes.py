"""Probe a finished run: what can be read off it of its users, what its model reads of them; kept with it."""

from collections.abc import Iterator

from engine.audit.flip import Flip, refusal
from engine.audit.groups import Groups, groupable, groups_of
from engine.audit.kept import hidden_by_audits
from engine.audit.leakage import Leakage, leakage, traces
from engine.audit.probe import Probe, kept_probe, probe_key, with_seeds
from engine.audit.withheld import Hidden
from engine.contracts import Dataset, Floats, Pairs, Run
from engine.errors import InputError
from engine.models.load import load_scorer
from engine.models.training import prepare_device
from engine.pipeline.run import Watch
from engine.workspace import Workspace
from engine.workspace.arrays import read_fold, read_lists
from engine.workspace.made import keep_made
from engine.workspace.records import to_json

__all__ = ["kept_probe", "probe_run"]
MODEL_FILE = "model.safetensors"


def probe_run(workspace: Workspace, run_id: str, watch: Watch | None = None) -> Probe:
    """Leakage of every attribute of users, the attribute flip, and the spread over seeds that are here.

    Asked again, the kept answer is returned; the spread over seeds is read anew.

    Raises:
        InputError: `workspace.unknown`.
        RunError: `training.model` where the kept model is damaged.
    """
    run = workspace.run(run_id)
    known = kept_probe(workspace, run.id)
    if known is not None:
        return known
    hidden = hidden_by_audits(workspace, [run])
    with workspace.dataset(run.dataset_id) as dataset:
        found = _compute(probe_key(run, hidden), run, dataset, hidden, watch or _nobody)
    keep_made(workspace, "probe", run.id, found.id, to_json(found))
    return with_seeds(workspace, run, found)


def _compute(key: str, run: Run, dataset: Dataset, hidden: Hidden, watch: Watch) -> Probe:
    watch("probing", 0.0)
    prepare_device()
    train, lists = read_fold(run.path / "split.parquet", "train"), read_lists(run.path / "recommendations.parquet")
    schema = dataset.schema
    seen = traces(lists, train, _vectors(run, dataset, train), schema.n_users, schema.n_items)
    every, rows = list(_groups(dataset, hidden)), list[Leakage]()
    for place, groups in enumerate(every):
        rows += leakage(groups, seen)
        watch("probing", (place + 1) / len(every))
    return Probe(key, run.id, seen.n_lists, len(seen.users), tuple(rows), _flips(run))


def _groups(dataset: Dataset, hidden: Hidden) -> Iterator[Groups]:
    """The groups of each attribute of users that makes any."""
    for attribute in groupable(dataset):
        try:
            groups = groups_of(dataset, attribute.name)
        except InputError:
            continue
        if groups.side == "user":
            yield groups.without(hidden.get(attribute.name, frozenset()))


def _vectors(run: Run, dataset: Dataset, train: Pairs) -> Floats | None:
    """The model's vectors of users; None for lists from elsewhere and models without any."""
    file, schema = run.path / MODEL_FILE, dataset.schema
    if "model" not in run.config or not file.exists():
        return None
    found = load_scorer(run.config["model"], file, schema.n_users, schema.n_items, train).user_vectors()
    if found is None:
        return None
    vectors: Floats = found.numpy()
    return vectors


def _flips(run: Run) -> tuple[Flip, ...]:
    """No scorer has an input for attributes: all of them read ids alone, so there is nothing to change."""
    return (refusal("reads_no_attributes" if "model" in run.config else "no_model"),)


def _nobody(stage: str, share: float) -> None:
    """Nobody watches."""
