"""Per-unit tables to groups to an AuditTable with verdicts and findings."""

from engine.audit.comparison import RunComparison
from engine.audit.groups import GroupSize, group_sizes, groupable, groups_of
from engine.audit.paired import compare
from engine.audit.system import System
from engine.audit.table import RESULTS_VERSION, audit, label, overall_metrics

__all__ = [
    "RESULTS_VERSION",
    "GroupSize",
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
