"""The page's way into the engine: caches keyed by workspace and ids.

The workspace is opened on every call. What is cached is immutable under its id. A page itself only reads
what is kept and draws; whatever computes is a job (`dashboard.jobs`), but for counts of users and items.
"""

from dashboard.compute.assumptions import causal_graph, diagnosis, judge, setup, stated, told
from dashboard.compute.audits import Pair, audit, audit_like, flagged, latest_audit, own_audit, together
from dashboard.compute.cohorts import cohort_size, cohorts, drop_cohort, lattice, save_cohort
from dashboard.compute.explanations import examples, explainable, explanation
from dashboard.compute.groups import MOST_COUNTED, sizes, ungrouped
from dashboard.compute.keeping import rejects, usage
from dashboard.compute.looks import (
    MOST_EXPLORED,
    crossing,
    explored,
    exposure,
    leanings,
    places,
    promised,
    spread,
)
from dashboard.compute.opened import datasets, runs, serve, stale, workspace
from dashboard.compute.previews import preview, sheets, understood
from dashboard.compute.probes import probe
from dashboard.compute.reports import comparison, page, report
from dashboard.compute.training import curves, events, history, offer, past, search, warm

__all__ = [
    "MOST_COUNTED",
    "MOST_EXPLORED",
    "Pair",
    "audit",
    "audit_like",
    "causal_graph",
    "cohort_size",
    "cohorts",
    "comparison",
    "crossing",
    "curves",
    "datasets",
    "diagnosis",
    "drop_cohort",
    "events",
    "examples",
    "explainable",
    "explanation",
    "explored",
    "exposure",
    "flagged",
    "history",
    "judge",
    "latest_audit",
    "lattice",
    "leanings",
    "offer",
    "own_audit",
    "page",
    "past",
    "places",
    "preview",
    "promised",
    "probe",
    "rejects",
    "report",
    "runs",
    "save_cohort",
    "search",
    "serve",
    "setup",
    "sheets",
    "sizes",
    "spread",
    "stale",
    "stated",
    "together",
    "told",
    "understood",
    "ungrouped",
    "usage",
    "warm",
    "workspace",
]
