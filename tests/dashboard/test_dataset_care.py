"""A dataset renamed, deleted, its rejects taken away; what was done to it; the workspace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute
from engine.data.importing import ImportRequest
from engine.workspace import Workspace
from tests.dashboard.pages import assert_well, words


def plain(at: AppTest) -> str:
    return words(at).replace("\\", "")


def field(at: AppTest, label: str) -> Any:
    return next(one for one in at.text_input if one.label.startswith(label))


def test_a_dataset_is_renamed_and_stays_what_it_is(app: Callable[..., AppTest], fill: Any, workspace: Workspace):
    dataset = fill()
    at = app("data", dataset=dataset)
    assert at.button(key=f"rename_{dataset}").disabled, "it is called that already"
    field(at, "New name").set_value("another **name**").run()
    at.button(key=f"rename_{dataset}").click().run()
    assert_well(at)
    assert workspace.dataset_record(dataset).schema.name == "another **name**"
    assert r"another \*\*name\*\*" in words(at) and at.query_params["dataset"] == dataset


def test_it_is_deleted_by_whoever_types_its_name_and_is_told_what_goes_with_it(
    app: Callable[..., AppTest], fill: Any, workspace: Workspace
):
    dataset = fill()
    at = app("data", dataset=dataset)
    button = at.button(key=f"delete_{dataset}")
    assert button.disabled and button.label == "Delete it and 2 runs"
    field(at, "Type its name").set_value("small").run()
    assert at.button(key=f"delete_{dataset}").disabled
    field(at, "Type its name").set_value("small world").run()
    at.button(key=f"delete_{dataset}").click().run()
    assert_well(at)
    assert workspace.datasets() == [] and workspace.runs() == []
    assert "“small world” is deleted" in plain(at) and "Nothing here yet" in plain(at)


def test_all_rejects_can_be_taken_away_and_none_is_offered_where_there_are_none(
    app: Callable[..., AppTest], fill: Any, workspace: Workspace, tmp_path: Path
):
    log = tmp_path / "log.csv"
    rows = [f"u{n},i{n % 5},{'=bad' if n < 3 else n % 5}" for n in range(400)]
    log.write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n", encoding="utf-8")
    record = workspace.add_dataset(ImportRequest(log, mapping=(("feedback", "rating"),)))
    at = app("data", dataset=record.id)
    assert_well(at)
    assert [one.proto.label for one in at.get("download_button")] == ["Download all rejected records (CSV)"]
    lines = compute.rejects(record.id).decode("utf-8-sig").splitlines()
    assert len(lines) == 4 and lines[1].startswith("interactions,log.csv,2,rating,not a number,")
    assert not app("data", dataset=fill()).get("download_button")


def test_the_workspace_says_what_it_takes_and_what_cannot_be_read(
    app: Callable[..., AppTest], fill: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    fill()
    monkeypatch.setenv("EQUIPOISE_QUOTA", "20GB")
    (workspace.root / "runs" / ("b" * 16) / "run.json").write_text("{", encoding="utf-8")
    at = app("data")
    assert_well(at)
    assert {metric.label: metric.value for metric in at.metric}["Quota"] == "20.0 GB"
    assert f"Can't be read, being damaged or of another version: {'b' * 16}." in plain(at)
