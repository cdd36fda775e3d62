"""A kept search is found by the run whose settings it chose, and told with every trial."""

from pathlib import Path
from typing import Any

import pytest

from engine.contracts import Run
from engine.report import build, page
from engine.report.searched import searched
from engine.words import searches
from engine.workspace import Workspace
from engine.workspace.made import keep_made
from tests.engine.workspace.keeping import keep_record

TRIALS = [
    {"settings": {"model.params.dim": 8, "weighting.clip": None}, "validation": -1.25},
    {"settings": {"model.params.dim": 32, "weighting.clip": None}, "validation": None},
    {"settings": {"model.params.dim": 8, "weighting.clip": 10.0}, "validation": -1.2},
]


@pytest.fixture
def kept(tmp_path: Path, record: Any, finished: Run) -> Workspace:
    """A workspace with a search that nobody knows the run of, and one that found the run's settings."""
    workspace = Workspace(tmp_path)
    keep_record(workspace, record)
    keep_made(workspace, "search", finished.dataset_id, "1" * 16, {"found": {}, "trials": TRIALS})
    chosen = {"run": finished.id, "chosen": TRIALS[2]["settings"], "found": {}, "trials": TRIALS}
    keep_made(workspace, "search", finished.dataset_id, "2" * 16, chosen)
    return workspace


def test_it_is_told_of_the_run_that_it_found(kept: Workspace, finished: Run, builders: Any):
    found = searched(kept, finished)
    assert found is not None
    assert [one["name"] for one in found["settings"]] == ["Vector length", "Cut weights at"]
    assert [trial["chosen"] for trial in found["trials"]] == [False, False, True]
    assert searched(kept, builders.run("b" * 16)) is None


def test_the_report_shows_every_trial(kept: Workspace, finished: Run, record: Any, audit: Any):
    found = searched(kept, finished)
    assert found is not None
    data = build(record, [(finished, audit)], None, None, {"search": found})
    text = page(data, audit)
    assert data["search"]["trials"] == found["trials"] and "The search for its settings" in text
    assert ">failed<" in text and "-1.2500" in text and "<strong>● -1.2000</strong>" in text
    assert "The search for its settings" not in page(build(record, [(finished, audit)]), audit)


def test_values_and_names():
    assert searches.value(None) == "–" and searches.value(0.02) == "0.02" and searches.value("x") == "x"
    assert searches.setting("model.params.new_one") == "new one" and searches.told(1).startswith("1 setting was")
