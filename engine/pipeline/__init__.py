"""The composition root: the only room that knows every other.

resolve.py     a config and a dataset to components and the run's id
plan.py        split, preprocess, propensity, penalties: what must be refused is refused here
run.py         train, predict, re-rank, audit, keep
audits.py      audit a run again, or somebody's own recommendations
others.py      import, samples, diagnose, report, doctor
"""

from engine.pipeline.audits import audit_recommendations, audit_run
from engine.pipeline.others import diagnose, doctor, import_dataset, sample, write_report
from engine.pipeline.run import run

__all__ = [
    "audit_recommendations",
    "audit_run",
    "diagnose",
    "doctor",
    "import_dataset",
    "run",
    "sample",
    "write_report",
]
