"""The composition root: the only room that knows every other.

    resolve.py     a config and a dataset to components and the run's id
    plan.py        split, preprocess, propensity, penalties: what must be refused is refused here
    run.py         train, predict, re-rank, audit, keep
    audits.py      audit a run again, or somebody's own recommendations
    others.py      import, samples, diagnose, report, doctor
"""

from engine.pipeline.audits import audit, audit_recommendations
from engine.pipeline.others import diagnose, doctor, import_dataset, report, sample
from engine.pipeline.run import run

__all__ = ["audit", "audit_recommendations", "diagnose", "doctor", "import_dataset", "report", "run", "sample"]
