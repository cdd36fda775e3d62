"""What was made before of a run and its log, gathered for a report; nothing is computed here."""

from collections.abc import Iterator, Sequence
from typing import Any

from engine.audit.comparison import RunComparison
from engine.audit.exposed import kept_exposed
from engine.audit.kept import hidden_by_audits, kept_comparison
from engine.audit.withheld import hidden_in, union, withhold
from engine.config import AuditConfig, RunConfig, parse
from engine.contracts import AuditTable, Run
from engine.diagnostics.kept import kept_diagnosis, settings
from engine.diagnostics.stated import assumptions, causal_graph
from engine.explain.kept import kept_explanation
from engine.report.assumed import assumed
from engine.report.build import build
from engine.report.diagnosed import diagnosed
from engine.report.explained import explained
from engine.report.searched import searched
from engine.report.sections import choose
from engine.report.shown_exposure import shown_exposure
from engine.workspace import Workspace
from engine.workspace.judgements import FILE as ASSUMPTIONS
from engine.workspace.made import keys

Audited = Sequence[tuple[Run, AuditTable]]
Section = tuple[str, dict[str, Any]]


def assembled(workspace: Workspace, audited: Audited, sections: Sequence[str] | None = None) -> dict[str, Any]:
    """The report of audited runs, the baseline first, from what is kept (`engine.report.build`).

    Paired differences, diagnosis and explanation are in it where they were made before.

    Raises:
        InputError: `report.section`, and where dataset or run are no longer there.
    """
    run, comparison = audited[-1][0], None
    if "comparison" in choose(sections):
        comparison = _comparison(workspace, audited)
    record = workspace.dataset_record(run.dataset_id)
    shown = together(workspace, audited)
    return build(record, shown, sections, comparison, kept_sections(workspace, *shown[-1]))


def assembled_by_id(
    workspace: Workspace, pairs: Sequence[tuple[str, str]], sections: Sequence[str] | None = None
) -> dict[str, Any]:
    """The same from (run id, audit id) pairs."""
    return assembled(workspace, together_by_id(workspace, pairs), sections)


def together(workspace: Workspace, audited: Audited) -> Audited:
    """The audits as they may stand in one report: a group that any kept audit of these runs or their comparison hides
    is hidden in all. For whatever shows them side by side.
    """
    comparison = _comparison(workspace, audited)
    beside = hidden_in(comparison.groups) if comparison else {}
    hidden = union([hidden_by_audits(workspace, [run for run, _table in audited]), beside])
    return [(run, withhold(table, hidden)) for run, table in audited]


def together_by_id(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> Audited:
    """The same from (run id, audit id) pairs."""
    return together(workspace, [(workspace.run(run), workspace.audit(run, audit)) for run, audit in pairs])


def _comparison(workspace: Workspace, audited: Audited) -> RunComparison | None:
    """The kept comparison of several runs with the settings of the last audit, else with the default ones."""
    runs, config = [run for run, _table in audited], audited[-1][1].config
    if len(runs) < 2:
        return None
    own = kept_comparison(workspace, runs, parse(AuditConfig, config))
    return own or kept_comparison(workspace, runs, AuditConfig(k=config.get("k")))


def stamp(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Numbers that change where anything kept changes that a report of these runs shows: judgements, audits, and
    what was made of the runs and of their dataset. For caches of `assembled_by_id`.
    """
    runs = [workspace.run(run_id) for run_id, _audit_id in pairs]
    places = [run.path / name for run in runs for name in (ASSUMPTIONS, "made", "audits")]
    places += [workspace.root / "datasets" / run.dataset_id / "made" for run in runs[-1:]]
    places.append(workspace.root / "runs")  # other seeds come and go
    return tuple(place.stat().st_mtime_ns if place.exists() else 0 for place in places)


def kept_sections(workspace: Workspace, run: Run, table: AuditTable) -> dict[str, dict[str, Any]]:
    """The sections that a report about an audited run can have of what is kept."""
    found = (
        *_exposure(workspace, table),
        *_leakage(workspace, run),
        *_diagnosis(workspace, run),
        *_assumptions(workspace, run),
        *_explanation(workspace, run),
        *_search(workspace, run),
    )
    return dict(found)


def _exposure(workspace: Workspace, table: AuditTable) -> Iterator[Section]:
    found = kept_exposed(workspace, table)
    if found is not None:
        yield "exposure", shown_exposure(found)


def _leakage(workspace: Workspace, run: Run) -> Iterator[Section]:
    if not keys(workspace, "probe", run.id):
        return
    from engine.audit.probe import kept_probe  # scikit-learn costs a second to import
    from engine.report.probed import probed

    found = kept_probe(workspace, run.id)
    if found is not None:
        yield "leakage", probed(found, run.config, run.dataset_id)


def _diagnosis(workspace: Workspace, run: Run) -> Iterator[Section]:
    """That of the run's own split, else that of the default one."""
    own = kept_diagnosis(workspace, run.dataset_id, settings(run))
    found = own or kept_diagnosis(workspace, run.dataset_id, RunConfig())
    if found is not None:
        yield "diagnosis", diagnosed(found, run.config, own is not None)


def _assumptions(workspace: Workspace, run: Run) -> Iterator[Section]:
    yield "assumptions", assumed(assumptions(workspace, run.id), causal_graph(workspace, run.id))


def _search(workspace: Workspace, run: Run) -> Iterator[Section]:
    found = searched(workspace, run)
    if found is not None:
        yield "search", found


def _explanation(workspace: Workspace, run: Run) -> Iterator[Section]:
    found = kept_explanation(workspace, run.id)
    if found is not None:
        yield "explanation", explained(found)
