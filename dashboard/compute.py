"""The page's way into the engine: caches keyed by workspace and ids.

The workspace is opened on every call. What is cached is immutable under its id. A page itself only reads
what is kept and draws; whatever computes is a job (`dashboard.jobs`), but for counts of users and items.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from engine.audit import GroupSize, RunComparison, group_sizes, kept
from engine.audit.groups import ungroupable
from engine.config import RunConfig
from engine.contracts import AuditTable, FeedbackKind, Run
from engine.errors import InputError
from engine.jobs import cost
from engine.jobs.cost import Past
from engine.report import curves as exports
from engine.report import gather
from engine.report import page as report_page
from engine.workspace import DatasetRecord, Workspace, find_workspace
from engine.workspace.judgements import judgements

if TYPE_CHECKING:  # it needs torch, which costs seconds and is loaded in the background
    from engine.diagnostics import Diagnosis
    from engine.diagnostics.graph import Graph
    from engine.diagnostics.stated import Stated
    from engine.explain import Explanation
    from engine.explain.examples import Example
    from engine.pipeline.assumptions import Setup
    from engine.pipeline.offer import Offer

T = TypeVar("T")
Pair = tuple[str, str]  # a run and one of its audits, by id
Sections = tuple[str, ...] | None
MOST_COUNTED = 2_000_000
"""Users and items whose groups a page counts in its own thread, once a dataset: half a second a million."""


def workspace() -> Workspace:
    """The workspace of this server (`EQUIPOISE_WORKSPACE`, else `./workspace`)."""
    return find_workspace()


def datasets() -> list[DatasetRecord]:
    """All datasets, the newest first."""
    return workspace().datasets()


def runs() -> list[Run]:
    """All finished runs, the newest first."""
    return workspace().runs()


def stale() -> tuple[str, ...]:
    """The ids of datasets and runs that are left out of these lists, being damaged or of another version."""
    return workspace().stale()


def latest_audit(run: Run) -> AuditTable:
    """A run's newest audit."""
    return workspace().latest_audit(run.id)


def flagged(dataset_id: str) -> frozenset[tuple[str, str]]:
    """(side, attribute) of the gaps beyond the tolerance in the newest audit of a run on a dataset."""
    newest = next((run for run in runs() if run.dataset_id == dataset_id and run.audits), None)
    rows = latest_audit(newest).rows if newest else ()
    return frozenset((row.side, row.attribute) for row in rows if row.verdict == "outside")


def audit_like(run: Run, other: AuditTable) -> AuditTable | None:
    """A run's audit with the settings of another one."""
    return workspace().audit_like(run.id, other)


def audit(run_id: str, audit_id: str) -> AuditTable:
    """One audit; cached, since its content never changes."""
    return _audit(str(workspace().root), run_id, audit_id)


def sizes(dataset_id: str) -> tuple[GroupSize, ...]:
    """The group sizes of a dataset; cached."""
    return _sizes(str(workspace().root), dataset_id)


def ungrouped(dataset_id: str) -> dict[str, str]:
    """Attributes that make no groups, each with the sentence that says why; cached."""
    return _ungrouped(str(workspace().root), dataset_id)


def history(run: Run) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Loss and validation score as (epoch, value); empty for what was not trained here, and for a damaged file."""
    return exports.points(run)


def curves(run_id: str) -> bytes:
    """The curves of a run as CSV."""
    return exports.curves_csv(exports.history(workspace().run(run_id)))


def events(run_id: str) -> bytes:
    """The curves of a run as an event file for TensorBoard."""
    return exports.event_file(workspace().run(run_id))[1]


def offer(feedback: FeedbackKind) -> "Offer":
    """What a run on this kind of feedback can be made of; cached. The first call waits for torch."""
    return _offer(feedback)


def warm() -> None:
    """Load torch in the background, once for the server: seconds that no page has to wait for."""
    _warm()


def past() -> "list[Past]":
    """What the finished runs took; cached by their ids."""
    found = runs()
    return _past(str(workspace().root), tuple(run.id for run in found))


def explanation(run_id: str, user: str | None = None) -> "Explanation | None":
    """The kept explanation of a run, or of one user's list; cached once there is one. Computes nothing."""
    return _or_none(_explanation, run_id, user)


def unexplainable(run_id: str, user: str | None = None) -> str:
    """Why a run, or this user of it, can't be explained; empty where it can. Cached."""
    return _unexplainable(str(workspace().root), run_id, user)


def examples(run_id: str) -> "tuple[Example, ...]":
    """A handful of users of a run to look at first; cached."""
    return _examples(str(workspace().root), run_id)


def diagnosis(dataset_id: str, run: Run | None = None) -> "Diagnosis | None":
    """The kept diagnosis with a run's settings, else with the default ones; cached once there is one."""
    return _or_none(_diagnosis, dataset_id, "" if run is None else run.id)


def stated(run: Run) -> "tuple[Stated, ...]":
    """What a run leans on, with the answers as they are at this moment: another tab may have given some."""
    told = judgements(workspace(), run.id)
    return import_module("engine.diagnostics.stated").state(run, told, diagnosis(run.dataset_id, run))  # type: ignore[no-any-return]


def told(run: Run) -> Counter[str]:
    """How often each answer was given to an assumption of a run; those that nobody has looked at are not counted."""
    return Counter(judgement.answer for judgement in judgements(workspace(), run.id).values())


def judge(run_id: str, code: str, answer: str | None, note: str | None) -> None:
    """Keep an answer to an assumption, or a note on it; None leaves what was there."""
    import_module("engine.diagnostics.stated").judge_assumption(workspace(), run_id, code, answer, note)


def causal_graph(run_id: str) -> "Graph":
    """The causal graph of a run; cached."""
    return _causal_graph(str(workspace().root), run_id)


def setup(dataset_id: str) -> "Setup":
    """What the default set-up of a dataset leans on; cached."""
    return _setup(str(workspace().root), dataset_id)


def comparison(run_ids: Sequence[str]) -> RunComparison | None:
    """The kept comparison of runs, the baseline first; cached while their audits stay the same. Computes nothing."""
    return _or_none(_comparison, tuple(run_ids), gather.stamp(workspace(), [(run_id, "") for run_id in run_ids]))


def together(*pairs: Pair) -> tuple[AuditTable, ...]:
    """The audits of (run id, audit id) pairs as they may stand side by side (`engine.report.gather.together`)."""
    return tuple(table for _run, table in gather.together_by_id(workspace(), pairs))


def report(*pairs: Pair, sections: Sections = None) -> dict[str, Any]:
    """The report of (run id, audit id) pairs, the baseline first, as data; anew where anything kept has changed."""
    return _report(str(workspace().root), pairs, sections, gather.stamp(workspace(), pairs))


def page(*pairs: Pair, sections: Sections = None) -> bytes:
    """The same report as one HTML file."""
    return _page(str(workspace().root), pairs, sections, gather.stamp(workspace(), pairs))


def _or_none(read: Callable[..., T], *key: object) -> T | None:
    """What is kept of this workspace. Where nothing is, `read` raises: what raises is not cached."""
    try:
        return read(str(workspace().root), *key)
    except LookupError:
        return None


@st.cache_data(max_entries=128, show_spinner=False)
def _audit(root: str, run_id: str, audit_id: str) -> AuditTable:
    return Workspace(Path(root)).audit(run_id, audit_id)


@st.cache_data(max_entries=32, show_spinner=False)
def _sizes(root: str, dataset_id: str) -> tuple[GroupSize, ...]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return tuple(group_sizes(dataset))


@st.cache_data(max_entries=32, show_spinner=False)
def _ungrouped(root: str, dataset_id: str) -> dict[str, str]:
    with Workspace(Path(root)).dataset(dataset_id) as dataset:
        return ungroupable(dataset)


@st.cache_resource(max_entries=4, show_spinner=False)
def _offer(feedback: FeedbackKind) -> "Offer":
    return import_module("engine.pipeline.offer").offer(feedback)  # type: ignore[no-any-return]


@st.cache_resource(show_spinner=False)
def _warm() -> Thread:
    thread = Thread(target=import_module, args=("engine.pipeline.offer",), daemon=True)
    thread.start()
    return thread


@st.cache_data(max_entries=8, show_spinner=False)
def _past(root: str, run_ids: tuple[str, ...]) -> list[Past]:
    space = Workspace(Path(root))
    return cost.past(filter(exports.readable, map(space.run, run_ids)), space.datasets())


@st.cache_data(max_entries=64, show_spinner=False)
def _explanation(root: str, run_id: str, user: str | None) -> "Explanation":
    found = import_module("engine.pipeline.explanations").kept_explanation(Workspace(Path(root)), run_id, user)
    if found is None:
        raise LookupError(run_id)
    return found  # type: ignore[no-any-return]


@st.cache_data(max_entries=256, show_spinner=False)
def _unexplainable(root: str, run_id: str, user: str | None) -> str:
    try:
        import_module("engine.pipeline.explanations").check_question(Workspace(Path(root)), run_id, user)
    except InputError as error:
        return str(error)
    return ""


@st.cache_data(max_entries=32, show_spinner=False)
def _examples(root: str, run_id: str) -> "tuple[Example, ...]":
    space = Workspace(Path(root))
    run = space.run(run_id)
    with space.dataset(run.dataset_id) as dataset:
        return import_module("engine.explain.examples").examples(dataset, run)  # type: ignore[no-any-return]


@st.cache_data(max_entries=32, show_spinner=False)
def _diagnosis(root: str, dataset_id: str, run_id: str) -> "Diagnosis":
    space, diagnoses = Workspace(Path(root)), import_module("engine.diagnostics.kept")
    settings = diagnoses.settings(space.run(run_id)) if run_id else RunConfig()
    found = diagnoses.kept_diagnosis(space, dataset_id, settings)
    if found is None:
        raise LookupError(dataset_id)
    return found  # type: ignore[no-any-return]


@st.cache_data(max_entries=64, show_spinner=False)
def _causal_graph(root: str, run_id: str) -> "Graph":
    return import_module("engine.diagnostics.stated").causal_graph(Workspace(Path(root)), run_id)  # type: ignore[no-any-return]


@st.cache_data(max_entries=64, show_spinner=False)
def _setup(root: str, dataset_id: str) -> "Setup":
    return import_module("engine.pipeline.assumptions").setup(Workspace(Path(root)), dataset_id)  # type: ignore[no-any-return]


@st.cache_data(max_entries=32, show_spinner=False)
def _comparison(root: str, run_ids: tuple[str, ...], stamp: tuple[int, ...]) -> RunComparison:
    space = Workspace(Path(root))
    found = kept.kept_comparison(space, [space.run(run_id) for run_id in run_ids])
    if found is None:
        raise LookupError(run_ids)
    return found


@st.cache_data(max_entries=16, show_spinner=False)
def _report(root: str, pairs: Sequence[Pair], sections: Sections, stamp: tuple[int, ...]) -> dict[str, Any]:
    return gather.assembled_by_id(Workspace(Path(root)), pairs, sections)


@st.cache_data(max_entries=4, show_spinner=False)
def _page(root: str, pairs: Sequence[Pair], sections: Sections, stamp: tuple[int, ...]) -> bytes:
    table = gather.together_by_id(Workspace(Path(root)), pairs)[-1][1]
    return report_page(_report(root, pairs, sections, stamp), table).encode()
