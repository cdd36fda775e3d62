"""The composition root: the only room that knows every other.

resolve.py     a config and a dataset to components and the run's id
plan.py        split, preprocess, propensity, penalties: what must be refused is refused here
run.py         train, predict, re-rank, audit, keep
audits.py      audit a run again, or somebody's own recommendations
comparisons.py runs side by side
diagnoses.py   diagnose a dataset, kept with it
explanations.py  SHAP values of a run, or of one user's recommendations
probes.py      what a run gives away of its users, what its model reads of them, what its seed changes
assumptions.py what a run, or a set-up that is not trained yet, leans on
reports.py     the report of one or more runs
others.py      import, samples, doctor
"""

from engine.diagnostics.kept import kept_diagnosis
from engine.pipeline.assumptions import assumptions, causal_graph, judge_assumption, setup
from engine.pipeline.audits import audit_recommendations, audit_run
from engine.pipeline.comparisons import compare_runs
from engine.pipeline.diagnoses import diagnose
from engine.pipeline.explanations import explain_run
from engine.pipeline.others import doctor, import_dataset, sample
from engine.pipeline.probes import probe_run
from engine.pipeline.reports import write_report
from engine.pipeline.run import run

__all__ = [
    "assumptions",
    "audit_recommendations",
    "audit_run",
    "causal_graph",
    "compare_runs",
    "diagnose",
    "doctor",
    "explain_run",
    "import_dataset",
    "judge_assumption",
    "kept_diagnosis",
    "probe_run",
    "run",
    "sample",
    "setup",
    "write_report",
]
