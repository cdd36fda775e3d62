"""What the tests of the page Compare share: opening it, its words, runs made by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from engine.workspace import Workspace
from tests.engine.workspace.keeping import WHOLE

BLANK: dict[str, Any] = {"stage": "", "share": 0.0, "loss": [], "valid": [], "attempt": 1}
"""What a status has besides its state."""


def words(at: AppTest) -> str:
    """All text of the page, as it is read."""
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning)
    texts = [str(element.value) for kind in kinds for element in kind]
    tables = [str(cell) for table in at.table for row in table.value.itertuples() for cell in row]
    return "\n".join([*texts, *tables]).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def opened(app: Callable[..., AppTest], **parameters: str) -> AppTest:
    at = app("home")
    for key, value in parameters.items():
        at.query_params[key] = value
    return at.switch_page("views/compare.py").run()


def hand_made(workspace: Workspace, builders: Any, dataset: str, run_id: str, **config: Any) -> str:
    run = replace(builders.run(run_id * 16, **{**WHOLE, **config}), dataset_id=dataset)
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=dataset), folder)
    return str(run.id)
