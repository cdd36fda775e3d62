"""Caches are keyed by workspace and id; commands answer with JSON or one line."""

from typing import Any

import pytest

from dashboard import compute
from engine.data.importing import ImportRequest


def test_another_workspace_with_the_same_ids_is_not_the_same_audit(
    fill: Any, workspace: Any, monkeypatch, tmp_path, builders
):
    fill()
    first = compute.audit("a" * 16, "c" * 16)
    other = type(workspace)(tmp_path / "other")
    with other.run_folder("a" * 16) as folder:
        other.finish_run(builders.run(), builders.audit(), folder)
    other.add_audit(builders.audit(rows=()))
    monkeypatch.setenv("EQUIPOISE_WORKSPACE", str(other.root))
    assert compute.audit("a" * 16, "c" * 16).rows == ()
    assert first.rows


def test_sizes_are_those_of_the_dataset(fill: Any):
    sizes = compute.sizes(fill())
    assert {(s.group, s.n) for s in sizes if s.attribute == "gender"} == {("F", 30), ("M", 30)}


def test_attributes_without_groups_have_a_reason(workspace: Any, world: Any, tmp_path):
    files = world(tmp_path / "files")
    head, *rows = files["users"].read_text(encoding="utf-8").splitlines()
    lines = [f"{head},mood,planet,nick", *(f"{row},,earth,n{n}" for n, row in enumerate(rows))]
    files["users"].write_text("\n".join(lines), encoding="utf-8")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    reasons = compute.ungrouped(dataset)
    assert set(reasons) == {"mood", "planet", "nick"}
    assert "no value at all" in reasons["mood"]
    assert "same value for everybody" in reasons["planet"]
    assert "60 different values" in reasons["nick"]


def test_a_command_answers_with_json(workspace: Any):
    assert compute.command("data", "list").error == ""


def test_a_bad_input_is_one_line_and_leaves_nothing(workspace: Any, world: Any, tmp_path):
    empty = tmp_path / "interactions.csv"
    empty.write_text("")
    with compute.scratch():
        outcome = compute.command("data", "import", "--interactions", str(empty))
    assert "is empty" in outcome.error and "\n" not in outcome.error
    assert compute.datasets() == []
    assert list(workspace.scratch.iterdir()) == []


def test_a_crash_is_not_shown_as_a_traceback(workspace: Any):
    outcome = compute.command("no-such-verb")
    assert outcome.error and "Traceback" not in outcome.error


def test_a_command_that_takes_too_long_is_stopped(workspace: Any):
    assert "stopped" in compute.command("data", "list", timeout=0).error


def test_scratch_is_gone_even_after_a_failure(workspace: Any):
    with pytest.raises(RuntimeError), compute.scratch() as folder:
        (folder / "x.csv").write_text("x")
        raise RuntimeError
    assert not folder.exists()
    assert list(workspace.scratch.iterdir()) == []


def test_reports_hold_the_audit(fill: Any):
    fill()
    pair = ("a" * 16, "c" * 16)
    assert b'id="comparison"' not in compute.page(pair)
    assert b'id="comparison"' in compute.page(pair, ("b" * 16, "c" * 16))
    assert b'"outside"' in compute.document(pair)
