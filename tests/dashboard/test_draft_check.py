"""The check of a draft: not asked for, at work, failed, refused, accepted, and out of date."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drafts
from engine import jobs
from engine.jobs.store import home
from engine.workspace import Workspace
from engine.workspace.files import write_json
from engine.workspace.records import to_json
from tests.dashboard.pages import assert_well, words
from tests.dashboard.test_draft_form import LOG, box, bring

LEDGER = {
    "file": "interactions", "read": 112, "loaded": 100, "rejected": 2, "duplicates": 10, "blank": 0, "removed": 0,
    "reasons": {"not_a_number": 2}, "source": "log.csv",
    "examples": [{"line": 7, "column": "rating", "reason": "not_a_number", "text": "<b>good</b>"}],
}  # fmt: skip
TIDIED = {
    "nulls": {"": 3, "NA": 2},
    "spellings": [{"attribute": "gender", "shown": "F", "was": "Ｆ ", "n": 12}],
    "conflicts": {"age": 4},
    "choices": {"repeats_last": 10},
}
CHECKED = {
    "imported": {"schema": None, "ledgers": [LEDGER], "tidied": TIDIED},
    "problem": None,
    "effects": {"user_core": 40, "item_core": 0},
}


@pytest.fixture
def checked(
    app: Callable[..., AppTest], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """A draft whose check was asked for and stands as said."""
    monkeypatch.setattr(jobs.process, "_launch", lambda *_: None)

    def made(status: jobs.Status) -> AppTest:
        at = bring(app("data"), log__csv=LOG)
        at.button(key="check").click().run()
        (job,) = [one for one, _status in jobs.jobs(workspace, 0.0) if one.kind == "check"]
        write_json(home(workspace) / job.id / "status.json", to_json(status))
        return at.run()

    return made


def plain(at: AppTest) -> str:
    return words(at).replace("\\", "")


def test_it_says_what_would_become_of_each_record_and_what_each_choice_touches(checked: Callable[..., AppTest]):
    at = checked(jobs.Status("done", result=CHECKED))
    assert_well(at)
    text = plain(at)
    assert "Checked: this can be imported" in text
    assert "10 records gave way to a later one of the same user and item." in text
    assert "40 interactions would be left out if each user needed 5." in text and "each item needed" not in text
    assert "empty: 3, NA: 2" in text and "4 ids have different values in several files" in text
    ledger = next(table.value for table in at.table if "Read" in table.value)
    assert ledger.to_numpy().tolist() == [["interactions · log\\.csv", "112", "100", "2", "10"]]
    assert "0 in every file: Blank, Left out." in text
    spellings = next(table.value for table in at.table if "Was" in table.value)
    assert spellings.to_numpy().tolist() == [["Gender", "Ｆ", "F", "12"]]
    assert at.dataframe[0].value["Text"].tolist() == ["<b>good</b>"]


def test_another_choice_asks_for_another_check_and_the_old_one_comes_back(checked: Callable[..., AppTest]):
    at = checked(jobs.Status("done", result=CHECKED))
    box(at, "A user and an item more than once").set_value("sum").run()
    assert_well(at)
    assert "Checked" not in plain(at) and "You have changed something since the last check" in plain(at)
    box(at, "A user and an item more than once").set_value("last").run()
    assert "Checked: this can be imported" in plain(at), "the undo"


def test_too_many_rejects_are_one_message_above_the_ledger(checked: Callable[..., AppTest]):
    refused = CHECKED | {"problem": ["import.too_many_rejects", "2 of 112 records of log.csv cannot be used."]}
    at = checked(jobs.Status("done", result=refused))
    assert ["2 of 112 records" in error.value for error in at.error] == [True]
    assert "can be imported" not in plain(at) and any("Read" in table.value for table in at.table)
    assert at.button(key="accept_rejects").label == "Leave them out: accept 2% rejected records"
    at.button(key="accept_rejects").click().run()
    assert_well(at)
    share = next(one for one in at.number_input if one.label == "Rejected records that are accepted, in %")
    assert share.value == 2 and "You have changed something" in plain(at)


def test_copies_can_be_dropped_from_where_they_are_refused(checked: Callable[..., AppTest]):
    at = checked(jobs.Status("done", result=CHECKED | {"problem": ["import.repeated", "56 records repeat another."]}))
    at.button(key="accept_copies").click().run()
    assert_well(at)
    assert box(at, "Records that repeat another in every column").value == "drop"


def test_rejects_of_a_check_can_be_taken_away(checked: Callable[..., AppTest], workspace: Workspace):
    at = checked(jobs.Status("done", result=CHECKED))
    assert not [one for one in at.get("download_button") if "rejected" in one.proto.label], "no file is there"
    (job,) = [one for one, _status in jobs.jobs(workspace, 0.0) if one.kind == "check"]
    Path(job.arguments[-1]).write_text("file,line\n", encoding="utf-8")
    at.run()
    assert_well(at)
    assert [one.proto.label for one in at.get("download_button")] == ["Download 2 records that would be rejected"]


@pytest.mark.parametrize("state", ["queued", "failed", "cancelled"])
def test_a_check_that_is_not_done_is_shown_as_a_job(checked: Callable[..., AppTest], state: Any):
    at = checked(jobs.Status(state, message="The file file-1.csv has no header."))
    assert not at.exception and "Check an import" in plain(at)
    assert ["log\\.csv has no header" in error.value for error in at.error] == ([True] if state == "failed" else [])


def test_what_a_check_says_may_be_lost(checked: Callable[..., AppTest]):
    at = checked(jobs.Status("done", result={"imported": {"ledgers": "nonsense"}}))
    assert not at.exception and len(at.error) == 1


def test_the_check_of_a_thrown_away_draft_is_no_draft(checked: Callable[..., AppTest], app: Callable[..., AppTest]):
    at = checked(jobs.Status("done", result=CHECKED))
    at.button(key="throw_draft").click().run()
    assert drafts.everything() == [] and not at.exception
    assert_well(app("data"))
