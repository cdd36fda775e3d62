"""The page Your recommendations: the file, its columns, the day of the lists, and what becomes of faults."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import draft_rows, list_cutoff
from engine import jobs
from engine.data.importing import ImportRequest
from engine.diagnostics.times import Times
from engine.workspace import Workspace

RANKED = "member,sku,place\n" + "".join(f"u{u:02d},i{r:02d},{r + 1}\n" for u in range(60) for r in range(3))


@pytest.fixture
def dataset(workspace: Workspace, world: Callable[..., dict[str, Path]], tmp_path: Path) -> str:
    request = ImportRequest(**world(tmp_path / "files"), name="small world", mapping=(("feedback", "rating"),))
    return workspace.add_dataset(request).id


@pytest.fixture
def timeless(workspace: Workspace, world: Callable[..., dict[str, Path]], tmp_path: Path) -> str:
    """The same world without times."""
    files = world(tmp_path / "files")
    lines = files["interactions"].read_text(encoding="utf-8").splitlines()
    files["interactions"].write_text("\n".join(line.rpartition(",")[0] for line in lines) + "\n", encoding="utf-8")
    return workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Jobs are written down and begin no process; they wait for ever."""
    asked: list[tuple[str, ...]] = []

    monkeypatch.setattr(jobs.process, "_launch", lambda _space, _folder, job, _status: asked.append(job.arguments))
    return asked


def words(at: AppTest) -> str:
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def upload(at: AppTest, text: str | bytes, name: str = "lists.csv") -> AppTest:
    data = text.encode() if isinstance(text, str) else text
    at.get("file_uploader")[0].set_value((name, data, "text/csv")).run()
    assert not at.exception
    return at


def pressable(at: AppTest) -> bool:
    return not at.button(key="audit_lists").disabled


def test_without_a_log_it_says_what_to_do(app: Callable[..., AppTest]):
    at = app("lists")
    assert not at.exception and "bring that first" in words(at)
    assert [link.proto.page for link in at.get("page_link")] == ["data"]


def test_before_a_file_the_limit_is_named_and_nothing_can_be_pressed(app: Callable[..., AppTest], dataset: str):
    at = app("lists")
    assert not at.exception and not pressable(at)
    text = words(at)
    assert "may be caused by them" in text and "Choose a file first" in text and "The log spans 2023-11-14" in text


def test_the_columns_are_guessed_and_the_first_rows_shown(app: Callable[..., AppTest], dataset: str):
    at = upload(app("lists"), RANKED)
    chosen = {box.label: box.value for box in at.selectbox}
    assert (chosen["User id"], chosen["Item id"], chosen["Rank (1 is the top)"]) == ("member", "sku", "place")
    assert at.table[0].value.to_numpy().tolist()[:2] == [["u00", "i00", "1"], ["u00", "i01", "2"]]
    assert len(at.table[0].value) == 5
    assert not pressable(at) and "Say on which day" in words(at)


@pytest.mark.parametrize(
    ("head", "said"),
    [("who,sku,rank", "columns of the user and of the item"), ("member,sku,note", "rank or of the score")],
)
def test_a_column_that_is_missing_is_asked_for(app: Callable[..., AppTest], dataset: str, head: str, said: str):
    at = upload(app("lists"), RANKED.replace("member,sku,place", head))
    assert not pressable(at) and said in words(at)
    label, column = ("User id", "who") if head.startswith("who") else ("Score (more is better)", "note")
    next(box for box in at.selectbox if box.label == label).set_value(column).run()
    assert said not in words(at)


def test_a_day_and_a_length_reach_the_audit(app: Callable[..., AppTest], dataset: str, started: Any):
    at = upload(app("lists"), RANKED)
    at.date_input[0].set_value(date(2023, 11, 15)).run()
    at.number_input[0].set_value(2).run()
    assert pressable(at)
    at.button(key="audit_lists").click().run()
    assert not at.exception
    ((verb, target, option, file, *rest),) = started
    assert (verb, target, option) == ("audit", dataset, "--recommendations")
    assert Path(file).name == "file-1.csv", "a name of ours"
    mapped = ["--map", "user_id=member", "--map", "item_id=sku", "--map", "rank=place"]
    assert rest == [*mapped, "--cutoff", "2023-11-15", "--set", "k=2"]
    assert not pressable(at), "the same lists are not audited twice at a time"
    assert len(started) == 1


def test_without_a_day_usefulness_is_refused_and_said_before(app: Callable[..., AppTest], dataset: str, started: Any):
    at = upload(app("lists"), RANKED)
    at.radio[0].set_value("none").run()
    assert "Refused: usefulness" in words(at) and "may be caused by them" not in words(at)
    assert not at.date_input and pressable(at)
    at.button(key="audit_lists").click().run()
    assert "--cutoff" not in started[0] and "--set" not in started[0]


def test_a_log_without_times_can_judge_exposure_alone(app: Callable[..., AppTest], timeless: str, started: Any):
    at = upload(app("lists"), RANKED)
    assert "This dataset has no times" in words(at) and "Refused: usefulness" in words(at)
    assert not at.radio and not at.date_input and pressable(at)
    at.button(key="audit_lists").click().run()
    assert "--cutoff" not in started[0]


def test_a_file_that_is_no_table_is_said_at_once(app: Callable[..., AppTest], dataset: str):
    at = upload(app("lists"), "", "nothing.csv")
    assert [error.value.replace("\\", "")[:33] for error in at.error] == ["The file nothing.csv is empty. Ex"]
    assert not pressable(at) and "remove it and bring another" in words(at)


def test_a_fault_is_one_message_and_the_form_stays(
    app: Callable[..., AppTest], dataset: str, workspace: Workspace, finish: Any
):
    at = upload(app("lists"), "user_id,item_id,rank\nu01,i01,1\nu01,i02,1\n", "ours.csv")
    at.date_input[0].set_value(date(2023, 11, 15)).run()
    at.button(key="audit_lists").click().run(timeout=60)
    finish(at)
    assert not at.exception and workspace.runs() == []
    assert len(at.error) == 1 and "rank" in at.error[0].value
    assert "ours.csv" in at.error[0].value.replace("\\", ""), "under its own name"
    assert "job" not in at.query_params and pressable(at)
    assert at.date_input[0].value == date(2023, 11, 15), "what was chosen is still there"


def test_good_lists_lead_to_their_audit(app: Callable[..., AppTest], dataset: str, workspace: Workspace, finish: Any):
    at = upload(app("lists"), RANKED)
    at.date_input[0].set_value(date(2023, 11, 15)).run()
    at.button(key="audit_lists").click().run(timeout=60)
    finish(at)
    assert not at.exception and not at.error
    (run,) = workspace.runs()
    assert run.config["evaluation"]["k"] == 3 and run.config["cutoff"] == 1_700_006_400
    assert at.title[0].value == "Audit" and at.query_params["run"] == run.id
    assert "on the user's own uploaded list" in words(at)


def test_names_in_a_file_are_shown_letter_by_letter(app: Callable[..., AppTest], dataset: str):
    at = upload(app("lists"), f"user_id,item_id,rank,**n**\nu01,<img src=x>,1,{'x' * 300}\n")
    table = at.table[0].value
    assert r"\<img src\=x\>" in table.iloc[0, 1] and list(table.columns)[3] == r"\*\*n\*\*"
    assert len(table.iloc[0, 3]) <= draft_rows.MOST_SIGNS


def test_how_many_interactions_a_day_leaves():
    day = 86_400
    by_day = Times("good", 19_000 * day, day, (5, 7, 11), 0.5, 0, None)
    first = date(2022, 1, 8)  # 19,000 days after 1970-01-01
    assert list_cutoff.left(by_day, first) == "That leaves 23 of 23 interactions as the test."
    assert list_cutoff.left(by_day, date(2022, 1, 10)) == "That leaves 11 of 23 interactions as the test."
    by_week = Times("good", 19_000 * day, 7 * day, (5, 7, 11), 0.5, 0, None)
    assert list_cutoff.left(by_week, date(2022, 1, 17)).startswith("That leaves 11 to 18 of 23 interactions")
