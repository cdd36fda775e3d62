"""The form of a draft: from files to a check and an import, and what each state of it says."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drafts
from engine import jobs
from engine.jobs.store import home
from engine.workspace import Workspace
from tests.dashboard.pages import assert_well, words

LOG = "user_id,item_id,rating,timestamp\n" + "".join(
    f"u{u:02d},i{i:02d},{(u + i) % 5 + 1},{1_700_000_000 + u * 600 + i}\n" for u in range(20) for i in range(5)
)


def bring(at: AppTest, **files: str | bytes) -> AppTest:
    """Drop files on the page; a name's double underscore is a dot."""
    given = [
        (name.replace("__", "."), data.encode() if isinstance(data, str) else data, "text/csv")
        for name, data in files.items()
    ]
    at.get("file_uploader")[0].set_value(given).run()
    assert not at.exception
    return at


def the_draft(at: AppTest) -> drafts.Draft:
    return drafts.find(at.query_params["draft"])


def box(at: AppTest, label: str) -> Any:
    return next(one for one in at.selectbox if one.label == label)


def plain(at: AppTest) -> str:
    return words(at).replace("\\", "")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Jobs are written down and begin no process."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs.process, "_launch", lambda _space, _folder, job, _status: asked.append(job.arguments))
    return asked


def test_files_become_a_draft_at_once_and_their_bytes_leave_the_session(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv=LOG, people__csv="user_id,gender\nu01,F\n")
    assert_well(at)
    draft = the_draft(at)
    assert [(file.own, file.role) for file in draft.files] == [("log.csv", "interactions"), ("people.csv", "users")]
    held = repr(at.session_state)
    assert draft.id in held and "UploadedFile" not in held and "u01" not in held
    text = plain(at)
    assert f"sha256 {draft.files[0].sha256[:12]}" in text and "Nothing is imported yet" in text


def test_a_reload_shows_the_same_files_and_choices(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv=LOG)
    box(at, "A user and an item more than once").set_value("sum").run()
    next(one for one in at.text_input if one.label == "Name of the dataset").set_value("mine").run()
    again = app("data", draft=the_draft(at).id)
    assert_well(again)
    assert box(again, "A user and an item more than once").value == "sum"
    assert next(one for one in again.text_input if one.label == "Name of the dataset").value == "mine"
    assert box(again, "User id").value == "user_id"


def test_one_clean_file_is_imported_with_one_button(
    app: Callable[..., AppTest], workspace: Workspace, finish: Callable[[AppTest], AppTest]
):
    at = bring(app("data"), log__csv=LOG)
    draft = the_draft(at)
    at.button(key="import").click().run(timeout=60)
    finish(at)
    assert_well(at)
    (record,) = workspace.datasets()
    assert record.schema.n_interactions == 100 and record.schema.name == "log"
    assert "draft" not in at.query_params and not drafts.folder(draft).exists()
    assert "Imported." in plain(at)


def test_choices_reach_the_command_line_and_what_is_usual_is_not_said(
    app: Callable[..., AppTest], started: list[tuple[str, ...]]
):
    at = bring(app("data"), log__csv=LOG)
    draft = the_draft(at)
    folder = drafts.folder(draft)
    at.button(key="check").click().run()
    usual = ["data", "check", "--interactions", f"{folder}/files/file-1.csv", "--map", "feedback=rating"]
    assert list(started[0][:-2]) == [*usual, "--names", f"{folder}/names.json"]
    assert started[0][-2] == "--rejects" and started[0][-1].startswith(f"{folder}/rejected/")
    box(at, "A user and an item more than once").set_value("sum").run()
    box(at, "Delimiter").set_value("\t").run()
    next(one for one in at.toggle if one.label == "Replace ids by pseudonyms").set_value(True).run()
    assert at.button(key="import").disabled and "Choose a column first" in plain(at), "nothing is split by TABs"
    box(at, "Delimiter").set_value(",").run()
    at.button(key="import").click().run()
    told = list(started[-1])
    assert told[:2] == ["data", "import"] and told[told.index("--set") :] == [
        *("--set", 'interactions.delimiter=","', "--set", 'cleaning.repeats="sum"'),
        *("--set", "privacy.pseudonymise=true", "--names", f"{folder}/names.json"),
    ]


def test_a_press_that_comes_with_the_last_choice_counts(app: Callable[..., AppTest], started: list[tuple[str, ...]]):
    """The button was drawn as one that can't be pressed; the browser has shown it otherwise since."""
    at = bring(app("data"), log__csv=LOG)
    end(at, "Lowest").set_value(1).run()
    button = at.button(key="import")
    assert button.disabled and started == []
    end(at, "Highest").set_value(4.5)
    button._value = True
    at.run()
    assert_well(at)
    assert len(started) == 1 and "--range=1,4.5" in started[0]


def end(at: AppTest, which: str) -> Any:
    return next(one for one in at.number_input if one.label == f"{which} feedback")


def test_a_file_that_is_no_table_is_one_message_with_its_own_name(app: Callable[..., AppTest]):
    at = bring(app("data"), nothing__csv="")
    assert not at.exception and len(at.error) == 1
    assert "nothing.csv is empty" in at.error[0].value.replace("\\", "")
    assert at.button(key="import").disabled and at.button(key="check").disabled
    at.button(key=f"draft_{the_draft(at).id}_remove.file-1.csv").click().run()
    assert_well(at)
    assert the_draft(at).files == () and "A dataset needs interactions" in plain(at)


def test_what_a_file_holds_can_be_said(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv=LOG)
    box(at, "What it holds").set_value("items").run()
    assert_well(at)
    assert the_draft(at).files[0].role == "items" and "A dataset needs interactions" in plain(at)
    assert at.button(key="import").disabled


def test_a_draft_that_is_gone_is_said_and_the_page_goes_on(app: Callable[..., AppTest]):
    at = app("data", draft="20200101T000000-000000-abcd")
    assert not at.exception
    assert ["There is no draft" in error.value for error in at.error] == [True]
    assert "draft" not in at.query_params and at.get("file_uploader")


def test_a_damaged_draft_is_said_and_the_page_goes_on(app: Callable[..., AppTest], workspace: Workspace):
    draft = drafts.begin()
    (drafts.folder(draft) / "draft.json").write_text("{", encoding="utf-8")
    at = app("data", draft=draft.id)
    assert not at.exception
    assert ["damaged" in error.value for error in at.error] == [True]
    assert at.get("file_uploader")


def test_a_draft_can_be_left_found_again_and_thrown_away(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv=LOG)
    draft = the_draft(at)
    at.button(key="leave_draft").click().run()
    assert_well(at)
    assert "draft" not in at.query_params and "Begun and not imported" in plain(at)
    at.button(key=f"go_on_{draft.id}").click().run()
    assert the_draft(at).files[0].own == "log.csv"
    at.button(key="throw_draft").click().run()
    assert_well(at)
    assert not drafts.folder(draft).exists() and "The draft is gone" in plain(at)


def test_half_a_range_is_said_before_anything_starts(app: Callable[..., AppTest]):
    at = bring(app("data"), log__csv=LOG)
    next(one for one in at.number_input if one.label == "Lowest feedback").set_value(1).run()
    assert_well(at)
    assert at.button(key="import").disabled
    assert "Give both the lowest and the highest feedback, or neither." in plain(at)


def test_names_and_cells_are_shown_letter_by_letter(app: Callable[..., AppTest]):
    at = bring(app("data"), **{"**x**__csv": "user_id,item_id,<b>\n:red[u],$i$,**1**\n"})
    assert_well(at)
    assert r"\*\*x\*\*" in words(at)
    cells = at.table[0].value
    assert r"\:red\[u\]" in cells.to_numpy().tolist()[0] and r"\<b\>" in cells.columns


@pytest.mark.parametrize(("set_to", "rows"), [("0", 0), ("2", 2), ("many", 0), ("1000", 20)])
def test_whoever_runs_the_server_limits_the_first_rows(
    app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, set_to: str, rows: int
):
    monkeypatch.setenv("EQUIPOISE_PREVIEW_ROWS", set_to)
    at = bring(app("data"), log__csv=LOG)
    assert_well(at)
    assert sum(len(table.value) for table in at.table) == rows
    assert ("turned that off" in plain(at)) == (rows == 0)


def test_the_inbox_is_offered_and_read_in_place(app: Callable[..., AppTest], workspace: Workspace):
    drafts.inbox().mkdir(exist_ok=True)
    (drafts.inbox() / "large.csv").write_text(LOG, encoding="utf-8")
    at = app("data")
    next(one for one in at.multiselect if one.label == "Files in the inbox folder").set_value(["large.csv"]).run()
    at.button(key="take_inbox").click().run()
    assert_well(at)
    assert the_draft(at).files[0].inbox and "in the inbox folder" in plain(at)
    assert not list((home(workspace) / the_draft(at).id / "files").iterdir())


def test_a_rerun_reads_no_file_again(app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch):
    from engine.data.importing import preview as front

    calls: list[Path] = []
    real = front.preview

    def counted(path: Path, *rest: Any, **more: Any) -> Any:
        calls.append(path)
        return real(path, *rest, **more)

    monkeypatch.setattr(front, "preview", counted)
    at = bring(app("data"), log__csv=LOG)
    before = len(calls)
    assert before == 1
    at.run()
    at.run()
    assert len(calls) == before


def test_a_well_known_layout_is_read_without_a_word(app: Callable[..., AppTest], started: list[tuple[str, ...]]):
    ratings = "".join(f"{u}\t{i}\t{(u + i) % 5 + 1}\t88125{u:04d}\n" for u in range(1, 20) for i in range(1, 9))
    at = bring(app("data"), u__data=ratings, u__user="1|24|M|technician|85711\n2|53|F|other|94043\n", notes__txt="x\n")
    assert_well(at)
    draft = the_draft(at)
    assert [file.role for file in draft.files][:2] == ["interactions", "users"], "by their names in the layout"
    assert "Read as MovieLens" in plain(at) and "Not used by this layout: notes.txt" in plain(at)
    sensitive = next(one for one in at.multiselect if one.label == "Sensitive attributes of users")
    assert sensitive.options == ["age", "gender", "occupation", "zip_code"]
    at.button(key="import").click().run()
    folder = drafts.folder(draft)
    asked = [
        "data",
        "import",
        "--preset",
        "movielens",
        "--folder",
        f"{folder}/layout",
        "--names",
        f"{folder}/names.json",
    ]
    assert list(started[0]) == asked
    at = app("data", draft=draft.id)
    box(at, "Layout").set_value("").run()
    assert_well(at)
    assert "Read as MovieLens" not in plain(at) and box(at, "Delimiter")


def test_bands_of_ages_reach_the_command_line_and_bad_edges_are_said(
    app: Callable[..., AppTest], started: list[tuple[str, ...]]
):
    at = bring(app("data"), log__csv=LOG, people__csv="user_id,age\nu01,30\nu02,40\n")
    next(one for one in at.multiselect if one.label == "Numbers to put into bands").set_value(["age"]).run()
    assert at.button(key="import").disabled and "need either edges or a width" in plain(at)
    edges = next(one for one in at.text_input if one.label == "Where the bands of Age begin")
    edges.set_value("45,18").run()
    assert not at.exception and at.button(key="import").disabled and "45,18" in plain(at)
    next(one for one in at.text_input if one.label == "Where the bands of Age begin").set_value("18,45").run()
    at.button(key="import").click().run()
    assert 'features=[{"kind": "bins", "params": {"attribute": "age", "edges": "18,45"}}]' in started[0]


def test_an_upload_without_room_is_refused_before_it_is_copied(
    app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EQUIPOISE_QUOTA", "1MB")
    at = bring(app("data"), log__csv=LOG)
    assert len(at.error) == 1 and "draft" not in at.query_params and drafts.everything() == []


def test_older_drafts_are_one_click_away(app: Callable[..., AppTest]):
    for n in range(6):
        drafts.add(drafts.begin(), io.BytesIO(LOG.encode()), f"log-{n}.csv")
    at = app("data")
    assert_well(at)
    assert [one.label for one in at.expander if "older" in one.label] == ["and 2 older drafts"]
    assert sum(one.label == "Go on" for one in at.button) == 6
