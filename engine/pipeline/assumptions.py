"""What a run, or a set-up that is not trained yet, leans on."""

from dataclasses import dataclass

from engine.config import RunConfig
from engine.diagnostics.assumptions import assumptions as leans_on
from engine.diagnostics.graph import Graph, graph
from engine.diagnostics.stated import Stated, assumptions, causal_graph, judge_assumption
from engine.pipeline.resolve import resolve
from engine.workspace import Workspace

__all__ = ["Setup", "Stated", "assumptions", "causal_graph", "judge_assumption", "setup"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a set-up leans on before anything is trained: the codes of its assumptions, and its graph."""

    codes: tuple[str, ...]
    graph: Graph


def setup(workspace: Workspace, dataset_id: str, config: RunConfig | None = None) -> Setup:
    """The assumptions and the graph of a set-up that need not be trained yet.

    Raises:
        InputError: where config and dataset do not go together (`engine.pipeline.resolve`).
    """
    with workspace.dataset(dataset_id) as dataset:
        canonical = resolve(config or RunConfig(), dataset).canonical
        return Setup(leans_on(canonical), graph(canonical, dataset.schema))
