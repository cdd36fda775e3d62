"""Equipoise: audit recommender systems for unfairness, on an engine that trains causal recommenders.

The verbs are imported when they are first used, since torch costs seconds:

    import engine
    workspace = engine.open_workspace()
    dataset = engine.sample(workspace, "planted")
    run = engine.run(workspace, dataset.id)
    engine.write_report(workspace, [run.id], ["html", "json"], Path("reports"))

`audit`, `explain` and `report` are rooms, so the verbs are called `audit_run`, `explain_run` and `write_report`.
"""

from importlib import import_module
from typing import Any

from engine.errors import EquipoiseError
from engine.words.errors import explain

EquipoiseError.explain = staticmethod(explain)

_VERBS = {
    "open_workspace": ("engine.workspace", "find_workspace"),
    "ImportRequest": ("engine.data.importing", "ImportRequest"),
    "RunConfig": ("engine.config", "RunConfig"),
    "AuditConfig": ("engine.config", "AuditConfig"),
    "Spec": ("engine.config", "Spec"),
    "import_dataset": ("engine.pipeline", "import_dataset"),
    "sample": ("engine.pipeline", "sample"),
    "run": ("engine.pipeline", "run"),
    "audit_run": ("engine.pipeline", "audit_run"),
    "audit_recommendations": ("engine.pipeline", "audit_recommendations"),
    "compare_runs": ("engine.pipeline", "compare_runs"),
    "diagnose": ("engine.pipeline", "diagnose"),
    "assumptions": ("engine.pipeline", "assumptions"),
    "judge_assumption": ("engine.pipeline", "judge_assumption"),
    "causal_graph": ("engine.pipeline", "causal_graph"),
    "explain_run": ("engine.pipeline", "explain_run"),
    "save_cohort": ("engine.audit.saved", "keep_cohort"),
    "drop_cohort": ("engine.workspace.cohorts", "drop_cohort"),
    "cohorts": ("engine.workspace.cohorts", "cohorts"),
    "probe_run": ("engine.pipeline", "probe_run"),
    "write_report": ("engine.pipeline", "write_report"),
    "doctor": ("engine.pipeline", "doctor"),
}

__all__ = ["EquipoiseError", *_VERBS]


def __getattr__(name: str) -> Any:
    """Import a verb on first use."""
    if name not in _VERBS:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    module, attribute = _VERBS[name]
    return getattr(import_module(module), attribute)
