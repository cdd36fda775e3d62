"""What somebody looks at stays chosen over the pages, without a link that says so."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.data.importing import ImportRequest
from tests.dashboard.conftest import WHOLE


@pytest.fixture
def older(fill: Any, workspace: Any, builders: Any, world: Any, tmp_path: Any) -> tuple[str, str]:
    """A dataset with one run, both older than those of `fill`."""
    newer = fill()
    files = world(tmp_path / "older", lone="X")
    record = workspace.add_dataset(ImportRequest(**files, name="older", mapping=(("feedback", "rating"),)))
    made = builders.run("e" * 16, **WHOLE)
    run = replace(made, dataset_id=record.id, manifest={**made.manifest, "finished": "2001-01-01T00:00:00+00:00"})
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=record.id), folder)
    assert newer != record.id
    return record.id, run.id


def test_the_dataset_of_one_page_is_that_of_the_next(app: Callable[..., AppTest], older: Any, workspace: Any):
    dataset, run = older
    at = app("data")
    at.selectbox(key="dataset").set_value(dataset).run()
    for page in ("train", "diagnose", "lists", "data"):
        at.switch_page(f"views/{page}.py").run()
        assert at.selectbox(key="dataset").value == dataset, page
    for page in ("audit", "assumptions", "report"):
        at.switch_page(f"views/{page}.py").run()
        assert at.selectbox(key="run").value == run, page
    at.switch_page("views/compare.py").run()
    assert at.selectbox(key="baseline").value == run


def test_a_run_takes_its_dataset_along(app: Callable[..., AppTest], older: Any):
    dataset, run = older
    at = app("audit")
    assert at.selectbox(key="run").value != run
    at.selectbox(key="run").set_value(run).run()
    at.switch_page("views/train.py").run()
    assert at.selectbox(key="dataset").value == dataset
