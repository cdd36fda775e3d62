"""Audit a finished run again with other settings, or recommendations that somebody's own system made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Literal

import numpy as np

from engine.audit import RESULTS_VERSION, System
from engine.audit import audit as make_audit
from engine.audit.groups import LEAST_USERS
from engine.config import AuditConfig, digest
from engine.contracts import AuditTable, Dataset, Run, Split
from engine.data.importing.recommendations import read_recommendations
from engine.data.split import Log, read_log
from engine.errors import InputError
from engine.mitigation import scene
from engine.models.training import prepare_device
from engine.pipeline.lists import final_lists, strategies_of
from engine.pipeline.manifest import manifest
from engine.pipeline.run import on_feedback_scale
from engine.workspace import Workspace
from engine.workspace.arrays import read_fold, read_lists, read_scores, write_lists, write_split

USUAL_K = 10
"""The list length at which uploaded lists are judged unless another is asked for."""


def audit_run(workspace: Workspace, run_id: str, config: AuditConfig | None = None) -> AuditTable:
    """Audit a finished run; the same settings give the audit that is there already.

    Raises:
        InputError: where the run is unknown or the config names what does not exist; `audit.relevance_near`.
    """
    made = workspace.run(run_id)
    with workspace.dataset(made.dataset_id) as dataset:
        config = config or AuditConfig()
        system = system_of(made, config.k, dataset)
        check_relevance(workspace, made, system, config)
        return workspace.add_audit(make_audit(dataset, system, config))


def check_relevance(workspace: Workspace, made: Run, system: System, config: AuditConfig) -> None:
    """Refuse a relevance that differs from one by which the run was audited before for 1 to 9 users only.

    Raises:
        InputError: `audit.relevance_near`: the difference of the two audits would be about those few.
    """
    wanted = system.relevance if config.relevance == "run" else config.relevance
    for known in {table.config.get("relevance") for table in workspace.audits(made.id)} - {wanted}:
        low, high = sorted(-np.inf if of is None else of for of in (wanted, known))
        between = (system.test.feedback >= low) & (system.test.feedback < high)
        n = len(np.unique(system.test.users[between]))
        if 0 < n < LEAST_USERS:
            raise InputError("audit.relevance_near", relevance=wanted, known=known, n=LEAST_USERS, least=LEAST_USERS)


def audit_recommendations(
    workspace: Workspace,
    dataset_id: str,
    file: Path,
    cutoff: str | None = None,
    config: AuditConfig | None = None,
    mapping: Sequence[tuple[str, str]] = (),
) -> AuditTable:
    """Audit uploaded lists. The test interactions are those from `cutoff` on, the time they were made.

    Without a cutoff nothing can judge their usefulness, so only exposure is measured. `mapping`:
    canonical name to column of the file.

    Raises:
        InputError: `audit.cutoff`, `audit.no_test`, `split.no_timestamps`, and those of the reader.
    """
    time = None if cutoff is None else parse_time(cutoff)
    with workspace.dataset(dataset_id) as dataset:
        lists = read_recommendations(file, dataset, workspace.scratch, mapping, workspace.key_of(dataset_id))
        parts = _before_and_after(read_log(dataset), time)
        source = {"recommendations": _digest(file), "cutoff": time, "mapping": [list(pair) for pair in sorted(mapping)]}
        run_id = digest(RESULTS_VERSION, source, dataset.id)
        relevance = dataset.schema.relevance
        system = System(run_id, lists, parts.test, None, parts.train, relevance, parts.estimand, "uploaded")
        config = config or AuditConfig()
        if config.k is None:
            config = replace(config, k=min(USUAL_K, lists.items.shape[1]))
        table = make_audit(dataset, system, config)
        with workspace.run_folder(run_id) as folder:
            if not workspace.has_run(run_id):
                write_split(folder / "split.parquet", parts)
                write_lists(folder / "recommendations.parquet", lists)
                settings = {**source, "evaluation": {"k": table.config["k"], "relevance": relevance}}
                where = manifest(dataset.id, prepare_device())
                made = Run(
                    run_id,
                    dataset.id,
                    settings,
                    {"test": dict(table.overall)},
                    parts.estimand,
                    {},
                    where,
                    folder,
                    table.id,
                )
                workspace.finish_run(made, table, folder)
        return workspace.add_audit(table)


def parse_time(text: str) -> int:
    """Seconds since 1970 UTC from a number or an ISO 8601 date or time.

    Raises:
        InputError: `audit.cutoff`.
    """
    try:
        return int(text) if text.strip().isdigit() else int(_utc(datetime.fromisoformat(text)).timestamp())
    except ValueError:
        raise InputError("audit.cutoff", cutoff=text) from None


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def system_of(made: Run, k: int | None, dataset: Dataset) -> System:
    """A kept run as it was, with lists of k: uploaded ones are cut, trained ones made again from candidates.

    Raises:
        InputError: `audit.files` where the run's lists are gone.
    """
    if not (made.path / "recommendations.parquet").is_file():
        raise InputError("audit.files", run=made.id)
    lists = read_lists(made.path / "recommendations.parquet")
    scores = None
    relevance = made.config["evaluation"]["relevance"]
    if "model" in made.config:
        scores = read_scores(made.path / "test_scores.parquet")
        if k is not None and k != made.config["evaluation"]["k"]:
            candidates = read_lists(made.path / "candidates.parquet")
            if k > candidates.items.shape[1]:
                raise InputError("audit.k", k=k, length=candidates.items.shape[1])
            lists = final_lists(candidates, strategies_of(made.config), k, scene(dataset, relevance))
    folds = made.path / "split.parquet"
    test, train = read_fold(folds, "test"), read_fold(folds, "train")
    origin: Literal["trained", "uploaded"] = "trained" if "model" in made.config else "uploaded"
    on_scale = scores is not None and on_feedback_scale(made.config)
    return System(made.id, lists, test, scores, train, relevance, made.estimand, origin, on_scale)


def _before_and_after(log: Log, cutoff: int | None) -> Split:
    """Interactions before the cutoff, and those from it on as the test."""
    nothing = np.zeros(len(log.pairs), dtype=bool)
    if cutoff is None:
        return Split("time", log.pairs, log.pairs.take(nothing), log.pairs.take(nothing), "given lists")
    if log.timestamps is None:
        raise InputError("split.no_timestamps")
    after = log.timestamps >= cutoff
    if not after.any():
        raise InputError("audit.no_test")
    return Split("time", log.pairs.take(~after), log.pairs.take(nothing), log.pairs.take(after), cutoff=cutoff)
