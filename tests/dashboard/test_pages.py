"""What single pages show: Home, Data, Audit; uploads and links."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute
from engine.data.importing import ImportRequest, dataset_id
from tests.dashboard.pages import assert_well, words
from tests.engine.workspace.keeping import WHOLE


def test_home_lists_datasets_and_runs_with_their_verdicts(app: Callable[..., AppTest], fill: Any):
    fill()
    texts = words(app())
    assert "small world" in texts and "mf × bpr" in texts
    assert "◆ outside" in texts


def test_data_shows_the_ledger_before_the_groups(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    at = app("data", dataset=dataset)
    headings = [element.value for element in at.header]
    assert headings.index("Ledger") < headings.index("Groups")
    loaded = workspace.dataset_record(dataset).schema.n_interactions
    assert any(metric.value == f"{loaded:,}" for metric in at.metric)


def test_audit_shows_verdicts_first_and_every_declared_row(app: Callable[..., AppTest], fill: Any, audit: Any):
    fill()
    at = app("audit")
    assert at.header[0].value == "Verdicts"
    table = at.table[0].value
    assert len(table) == sum(row.verdict is not None and not row.is_reference for row in audit.rows)
    assert any("n withheld" in text for text in table["Comparison"])
    assert any("detectable 0.85" in text for text in table["Comparison"])


def test_a_finding_is_a_sentence(app: Callable[..., AppTest], fill: Any):
    fill()
    assert "is 0\\.63 times that of" in words(app("audit"))


def test_the_url_restores_the_view(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("home")
    at.query_params["run"] = "a" * 16
    at.query_params["before"] = "b" * 16
    at.query_params["attribute"] = "user.age"
    at.switch_page("views/audit.py").run()
    assert_well(at)
    chosen = {box.key: box.value for box in at.selectbox}
    assert chosen["run"] == "a" * 16
    assert chosen["before"] == "b" * 16
    assert chosen["attribute"] == "user.age"
    assert "Before and after" in [element.value for element in at.header]


def test_an_unknown_run_in_the_url_gives_another_and_says_so(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("home")
    at.query_params["run"] = "../../etc"
    at.switch_page("views/audit.py").run()
    assert_well(at)
    assert at.selectbox(key="run").value in ("a" * 16, "b" * 16)
    assert len(at.warning) == 1 and "not in this workspace" in at.warning[0].value


def test_choosing_a_group_changes_the_url_and_the_table(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("audit")
    at.selectbox(key="attribute").set_value("item.provider").run()
    assert_well(at)
    assert at.query_params["attribute"] == "item.provider"
    assert any("Item side" in caption.value for caption in at.caption)


def add_lists(workspace: Any, builders: Any, dataset: str) -> str:
    """A run made from somebody's own lists: it has no model, and its test begins at a cutoff."""
    made = {"recommendations": "f" * 64, "cutoff": 1700000000, "evaluation": {"k": 10, "relevance": None}}
    run = replace(builders.run("e" * 16), config=made, dataset_id=dataset, estimand="given lists")
    with workspace.run_folder(run.id) as folder:
        workspace.finish_run(run, replace(builders.audit(run.id), dataset_id=dataset), folder)
    return str(run.id)


def test_a_run_of_uploaded_lists(app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any):
    run = add_lists(workspace, builders, fill())
    home = app()
    assert_well(home)
    assert "uploaded recommendations of 2023\\-11\\-14" in words(home)
    home.query_params["run"] = run
    home.query_params["before"] = "a" * 16
    at = home.switch_page("views/audit.py").run()
    assert_well(at)
    texts = words(at).replace("\\", "")
    assert "what was put in front of people" in texts  # its estimand
    assert "not judged by the same test interactions" in texts
    assert "Their estimands differ" in texts
    assert "How training went" not in [expander.label for expander in at.expander]
    report = compute.page(("a" * 16, "c" * 16), (run, "c" * 16)).decode()
    assert "uploaded recommendations of 2023-11-14" in report
    assert "not judged by the same test interactions" in report


def test_a_comparison_can_be_taken_away_again(app: Callable[..., AppTest], fill: Any):
    fill()
    at = app("home")
    at.query_params["before"] = "a" * 16
    at.switch_page("views/audit.py").run()
    at.selectbox(key="before").set_value(None).run()
    assert "before" not in at.query_params
    assert "Before and after" not in [element.value for element in at.header]


def test_the_definition_of_the_chosen_metric_is_on_the_page(app: Callable[..., AppTest], fill: Any):
    fill()
    texts = words(app("audit"))
    assert "How near the top of a user's list" in texts
    assert "wholly beyond the tolerance: a flagged gap" in texts


def test_rejected_records_can_be_read(app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any):
    files = world(tmp_path / "files")
    with files["interactions"].open("a", encoding="utf-8") as stream:
        stream.write("u01,i01,five stars,1700000000\n")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    at = app("data", dataset=dataset)
    assert_well(at)
    assert "Rejected records" in [expander.label for expander in at.expander]
    (rejects,) = [frame.value for frame in at.dataframe]
    assert ["five stars" in text for text in rejects["Text"]] == [True]


def test_one_click_loads_the_sample(app: Callable[..., AppTest], workspace: Any, finish: Any):
    at = app("home")
    at.button(key="sample_planted").click().run(timeout=60)
    assert_well(at)
    assert "Load a sample" in words(at)
    assert_well(finish(at))
    assert "The sample is here" in words(at)
    (record,) = workspace.datasets()
    assert record.schema.n_users > 1000
    at.switch_page("views/data.py").run()
    assert_well(at)
    assert any(metric.value == f"{record.schema.n_interactions:,}" for metric in at.metric)


def empty_mood(workspace: Any, world: Any, folder: Any) -> str:
    """A world whose users have an attribute without any value."""
    files = world(folder)
    lines = files["users"].read_text(encoding="utf-8").splitlines()
    files["users"].write_text("\n".join([f"{lines[0]},mood", *(f"{line}," for line in lines[1:])]), encoding="utf-8")
    return str(workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id)


def test_an_attribute_without_any_value_is_said_before_any_metric(
    app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any
):
    at = app("data", dataset=empty_mood(workspace, world, tmp_path / "files"))
    assert_well(at)
    said = [caption.value for caption in at.caption if "mood" in caption.value]
    assert len(said) == 1
    assert "has no value at all" in said[0]


def test_a_link_to_an_attribute_without_any_value_is_one_message(
    app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any, builders: Any
):
    dataset = empty_mood(workspace, world, tmp_path / "files")
    with workspace.run_folder("a" * 16) as folder:
        run = replace(builders.run(**WHOLE), dataset_id=dataset)
        workspace.finish_run(run, replace(builders.audit(), dataset_id=dataset), folder)
    for asked, message in (("user.mood", "has no value at all"), ("user.shoe", "no groups by “shoe”")):
        at = app("home")
        at.query_params["attribute"] = asked
        at.switch_page("views/audit.py").run()
        assert not at.exception
        first, *rest = [error.value.replace("\\", "") for error in at.error]
        assert message in first and all("no longer in its folder" in text for text in rest)
        assert at.selectbox(key="attribute").value == "user.gender"


FIELDS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "nothing": ({}, {}),
    "range": ({"Lowest feedback": 0, "Highest feedback": 5}, {"feedback_range": (0.0, 5.0)}),
    "relevance": ({"A positive from": 4}, {"relevance": 4.0}),
}


def upload_log(at: AppTest, file: Any, values: dict[str, int]) -> None:
    """Upload a log on the Data page, fill in number fields, and import."""
    at.get("file_uploader")[0].set_value([("log.csv", file.read_bytes(), "text/csv")]).run()
    for label, value in values.items():
        next(field for field in at.number_input if field.label == label).set_value(value)
    at.button(key="import").click().run(timeout=60)
    assert not at.exception


@pytest.mark.parametrize("case", FIELDS)
def test_fields_of_an_upload_reach_the_import(
    app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path, finish: Any, case: str
):
    file = world(tmp_path / "files")["interactions"]
    values, request = FIELDS[case]
    at = app("data")
    upload_log(at, file, values)
    assert_well(finish(at))
    asked = ImportRequest(file, mapping=(("feedback", "rating"),), **request)
    assert [record.id for record in workspace.datasets()] == [dataset_id(asked)]


def test_audits_with_other_settings_are_not_compared(
    app: Callable[..., AppTest], fill: Any, workspace: Any, builders: Any
):
    fill()
    later = replace(builders.audit("a" * 16), id="e" * 16, config={"k": 3, "tolerance": [0.8, 1.25], "level": 0.05})
    workspace.add_audit(later)
    for audit, expected in (("c" * 16, 0), ("e" * 16, 1)):
        at = app("home")
        for name, value in (("run", "a" * 16), ("before", "b" * 16), ("audit", audit)):
            at.query_params[name] = value
        at.switch_page("views/audit.py").run()
        assert_well(at)
        assert at.selectbox(key="before").value == "b" * 16
        assert len([i for i in at.info if "no audit with these settings" in i.value]) == expected


def test_a_page_does_not_count_more_than_it_can(
    app: Callable[..., AppTest], fill: Any, monkeypatch: pytest.MonkeyPatch
):
    fill()
    monkeypatch.setattr(compute, "MOST_COUNTED", 79)
    monkeypatch.setattr(compute, "sizes", lambda _dataset: pytest.fail("counted"))
    at = app("data")
    assert_well(at)
    assert any("a page does not count them" in info.value for info in at.info)
    assert not app("train").toggle(key="train_on_reweigh").disabled


def test_more_groups_than_a_figure_has_room_for_can_be_opened(
    app: Callable[..., AppTest], workspace: Any, tmp_path: Any
):
    log, users = tmp_path / "log.csv", tmp_path / "users.csv"
    log.write_text("user_id,item_id\n" + "".join(f"u{u},i{u % 9}\n" for u in range(340)), encoding="utf-8")
    regions = "".join(f"u{u},{'<b>' if u % 17 == 16 else f'r{u % 17}'}\n" for u in range(340))
    users.write_text(f"user_id,region\n{regions}", encoding="utf-8")
    workspace.add_dataset(ImportRequest(log, users))
    at = app("data")
    assert_well(at)
    assert "and 3 more groups" in [expander.label for expander in at.expander]
    others = next(table.value for table in at.table if "Group" in table.value)
    assert set(others["Size"]) == {"20 to 29"} and len(others) == 3
