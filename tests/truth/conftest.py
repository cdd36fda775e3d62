"""The planted world as it is shipped, imported once."""

from typing import Any

import pytest

import engine
from engine.config import RunConfig
from engine.contracts import AuditRow, AuditTable
from engine.workspace import Workspace


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str]:
    workspace = Workspace(tmp_path_factory.mktemp("planted") / "ws")
    return workspace, engine.sample(workspace, "planted").id


class Audited:
    """A run on the planted world, and its rows by name."""

    def __init__(self, workspace: Workspace, dataset: str, **config: Any) -> None:
        self.run = engine.run(workspace, dataset, RunConfig(**config))
        self.table: AuditTable = workspace.audit(self.run.id, self.run.audit)

    def row(self, metric: str, attribute: str, group: str) -> AuditRow:
        rows = [r for r in self.table.rows if (r.metric, r.attribute, r.group) == (metric, attribute, group)]
        assert len(rows) == 1
        return rows[0]

    @property
    def ndcg(self) -> float:
        return self.table.overall["ndcg@10"] or 0.0

    @property
    def rural(self) -> AuditRow:
        return self.row("ndcg", "region", "rural")

    @property
    def city(self) -> AuditRow:
        return self.row("ndcg", "region", "city")

    @property
    def independent(self) -> AuditRow:
        return self.row("exposure", "provider_group", "independent")


@pytest.fixture(scope="session")
def audited(planted: tuple[Workspace, str]) -> Any:
    return lambda **config: Audited(*planted, **config)
