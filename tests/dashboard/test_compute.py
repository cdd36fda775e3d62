"""Caches are keyed by workspace and id."""

from typing import Any

from dashboard import compute
from dashboard.components import downloads
from engine.data.importing import ImportRequest
from tests.engine.workspace.keeping import WHOLE, keep_record


def test_another_workspace_with_the_same_ids_is_not_the_same_audit(
    fill: Any, workspace: Any, monkeypatch, tmp_path, builders
):
    fill()
    first = compute.audit("a" * 16, "c" * 16)
    other = type(workspace)(tmp_path / "other")
    keep_record(other, builders.record())
    with other.run_folder("a" * 16) as folder:
        other.finish_run(builders.run(**WHOLE), builders.audit(), folder)
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


def test_reports_hold_the_audit(fill: Any):
    fill()
    pair = ("a" * 16, "c" * 16)
    assert b'id="comparison"' not in compute.page(pair)
    assert b'id="comparison"' in compute.page(pair, ("b" * 16, "c" * 16))
    assert compute.report(pair)["audit"]["counts"]["outside"] == 2


def test_a_changed_judgement_makes_another_report(fill: Any, workspace: Any):
    fill()
    pair = ("a" * 16, "c" * 16)
    first = compute.report(pair)
    assert compute.report(pair) == first and first["doubts"] == ""
    compute.judge("a" * 16, "low_rank_taste", "doubted", "one winter only")
    second = compute.report(pair)
    assert second["report"] != first["report"] and "Few dimensions of taste" in second["doubts"]
    assert b"one winter only" in compute.page(pair)
    assert b"one winter only" not in compute.page(pair, sections=("groups",))


def test_the_name_of_a_report_tells_dataset_and_run(fill: Any):
    fill(name="Books & films / 2024 " + "x" * 80)
    name = downloads.file_name("a" * 16)
    assert name == f"equipoise-{('books--films--2024-' + 'x' * 80)[:40]}-aaaaaaaa"


def test_a_dataset_without_a_name_that_files_can_have(fill: Any):
    dataset = fill(name="///")
    assert downloads.file_name("a" * 16) == f"equipoise-{dataset[:8]}-aaaaaaaa"
