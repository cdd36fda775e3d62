"""Records that several rooms' tests share: a hand-made audit with each verdict, its run, dataset and comparison."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from engine.audit import RunComparison
from engine.audit.comparison import Cost, GainRow, GroupRow, Number, OverallRow, Pattern
from engine.contracts import Attribute, AuditRow, AuditTable, Finding, Run, Schema
from engine.data.ledger import Ledger
from engine.workspace import DatasetRecord

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

K: tuple[tuple[str, Any], ...] = (("k", 10),)


def audit_row(group: str, verdict: Any = None, **facts: Any) -> AuditRow:
    """A row of NDCG@10 by gender against F, with whatever facts are given."""
    values: dict[str, Any] = {
        "metric": "ndcg",
        "parameters": K,
        "estimand": "observed feedback",
        "side": "user",
        "attribute": "gender",
        "reference": "F",
        "n": 500,
        "value": 0.3,
        "low": 0.28,
        "high": 0.32,
        "gap": 1.0,
        "gap_low": 0.9,
        "gap_high": 1.1,
        "detectable": 0.85,
    }
    return AuditRow(group=group, verdict=verdict, **{**values, **facts})


def reference_row(group: str = "F", **facts: Any) -> AuditRow:
    """The reference group's own row."""
    return audit_row(group, reference=group, gap=None, gap_low=None, gap_high=None, detectable=None, **facts)


ROWS = (
    reference_row(),
    audit_row("M", "outside", value=0.19, low=0.17, high=0.21, gap=0.63, gap_low=0.55, gap_high=0.72),
    reference_row("35-49", attribute="age", n=210),
    audit_row("18-24", "within", attribute="age", reference="35-49", gap=0.98, gap_low=0.9, gap_high=1.07),
    audit_row("25-34", "inconclusive", attribute="age", reference="35-49", gap=0.84, gap_low=0.7, gap_high=1.01, n=44),
    audit_row(
        "65+",
        "refused",
        attribute="age",
        reference="35-49",
        reason="few_users_for_verdict",
        gap_low=None,
        gap_high=None,
        gap=None,
        n=12,
    ),
    audit_row(
        "<b>x&y</b>",
        "suppressed",
        attribute="age",
        reference="35-49",
        reason="few_users",
        n=None,
        value=None,
        low=None,
        high=None,
        gap=None,
        gap_low=None,
        gap_high=None,
        detectable=None,
    ),
    audit_row("M", metric="recall", gap=0.7, gap_low=0.6, gap_high=0.81),
    audit_row(
        "indie",
        "outside",
        side="item",
        metric="exposure",
        attribute="provider",
        reference="major",
        gap=0.31,
        gap_low=0.2,
        gap_high=0.44,
    ),
)


def make_audit(run_id: str = "a" * 16, rows: tuple[AuditRow, ...] = ROWS) -> AuditTable:
    """An audit table of the given rows."""
    finding = Finding(
        "gap.outside",
        "flag",
        {
            "metric": "ndcg",
            "attribute": "gender",
            "group": "M",
            "reference": "F",
            "gap": 0.63,
            "gap_low": 0.55,
            "gap_high": 0.72,
        },
    )
    return AuditTable(
        "c" * 16,
        run_id,
        "d" * 16,
        {"k": 10, "tolerance": [0.8, 1.25], "level": 0.05},
        rows,
        {"ndcg@10": 0.27, "gini@10": 0.81, "catalogue_coverage@10": None},
        (finding,),
    )


def make_run(run_id: str = "a" * 16, **config: Any) -> Run:
    """A run without files."""
    settings = {"model": {"kind": "mf", "params": {}}, "objective": {"kind": "bpr", "params": {}}, "seed": 0, **config}
    return Run(
        run_id,
        "d" * 16,
        settings,
        {"test": {"ndcg@10": 0.27}},
        "observed feedback",
        {"train": 1.5},
        {"finished": "2026-01-01T00:00:00+00:00", "versions": {"python": "3.11"}},
        Path(),
        audits=("c" * 16,),
    )


def make_record(name: str = "planted") -> DatasetRecord:
    """A dataset's record without its file."""
    attributes = (Attribute("gender", "category", 2, 0), Attribute("age", "category", 4, 3))
    schema = Schema(
        name,
        "rating",
        (1.0, 5.0),
        4.0,
        ("user_id", "item_id", "feedback"),
        attributes,
        (Attribute("provider", "category", 2, 0),),
        1000,
        200,
        12345,
        0,
        (0, 86400),
    )
    ledger = Ledger("interactions", 12350, 12345, 2, 3, 0, {"not_a_number": 2}, ())
    return DatasetRecord(
        "d" * 16, schema, (ledger,), "2026-01-01T00:00:00+00:00", {"sources": {"interactions": {"sha256": "ff"}}}
    )


def make_comparison(*runs: str) -> RunComparison:
    """The first run is the baseline; all others have the same numbers."""
    others = runs[1:]
    value, change = Number(0.27, 0.25, 0.29), Number(0.031, 0.012, 0.047)
    shown = {"parameters": (("k", 10),), "estimand": "observed feedback", "side": "user", "attribute": "gender"}
    ratio, moved = Number(0.63, 0.55, 0.72), Number(1.21, 1.05, 1.4)
    nothing = (Number(),) * len(runs)
    groups = (
        GroupRow("ndcg", group="M", reference="F", n=500, values=(value,) * len(runs), gaps=(ratio,) * len(runs),
                 changes=(change,) * len(others), gap_changes=(moved,) * len(others),
                 distance_changes=(Number(-0.191, -0.336, -0.049),) * len(others), **shown),
        GroupRow("ndcg", group="<b>x&y</b>", reference="F", n=None, values=nothing, gaps=nothing, changes=nothing[1:],
                 gap_changes=nothing[1:], distance_changes=nothing[1:], reason="few_users", **shown),
    )  # fmt: skip
    gains = [GainRow(run, "ndcg", "", "", 900, 0.2, 0.1, 0.7, Number(0.031, 0.012, 0.047)) for run in others]
    gains += [GainRow(run, "ndcg", "gender", "<b>x&y</b>", None, reason="few_users") for run in others]
    patterns = [Pattern(run, "ndcg", "gender", "levelling_down", "F", "M", 1.6, 1.3, moved) for run in others]
    overall = (
        OverallRow("ndcg@10", 900, (value,) * len(runs), (change,) * len(others)),
        OverallRow("mae", None, nothing, nothing[1:]),
    )
    costs = tuple(Cost(run, {"training": 12.5, "audit": 0.3}, 1234567) for run in runs)
    return RunComparison("d" * 16, runs, 10, 0.05, 1000, overall, groups, tuple(gains), tuple(patterns), costs)


@pytest.fixture
def audit() -> AuditTable:
    return make_audit()


@pytest.fixture
def finished() -> Run:
    return make_run()


@pytest.fixture
def record() -> DatasetRecord:
    return make_record()


@pytest.fixture
def comparison() -> Any:
    """The builder of comparisons, from run ids."""
    return make_comparison


@pytest.fixture
def row() -> Any:
    """The builder of single rows."""
    return audit_row


@pytest.fixture
def builders() -> Any:
    """All builders, for tests that need several of a kind."""

    class Builders:
        audit = staticmethod(make_audit)
        run = staticmethod(make_run)
        record = staticmethod(make_record)

    return Builders
