"""Per-unit tables to groups to an AuditTable with verdicts and findings."""

from engine.audit.asked import Parameters, label
from engine.audit.comparison import RunComparison
from engine.audit.groups import groupable, groups_of
from engine.audit.paired import compare
from engine.audit.sizes import GroupSize, group_sizes
from engine.audit.system import System
from engine.audit.table import RESULTS_VERSION, audit
from engine.audit.whole import overall_metrics

__all__ = [
    "RESULTS_VERSION",
    "GroupSize",
    "Parameters",
    "RunComparison",
    "System",
    "audit",
    "compare",
    "group_sizes",
    "groupable",
    "groups_of",
    "label",
    "overall_metrics",
]
