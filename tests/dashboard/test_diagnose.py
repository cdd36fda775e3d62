"""The Diagnose page: kept diagnoses are read, others are made by one job, and the worst comes first."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import jobs
from dashboard.components import levels, part_terms
from engine.contracts import Finding
from engine.data.importing import ImportRequest
from engine.diagnostics import kept, parts
from engine.jobs import Job, Status
from engine.pipeline.diagnoses import diagnose
from engine.words.diagnostics import LEVELS, PARTS
from engine.words.support import PARTS as OF_PROPENSITIES
from engine.words.support import SUPPORT


def words(at: AppTest) -> str:
    kinds = (at.title, at.header, at.markdown, at.caption, at.info, at.error, at.warning, at.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def table_with(at: AppTest, column: str) -> Any:
    """The table that has the column."""
    return next(table.value for table in at.table if column in table.value.columns)


def assert_well(at: AppTest) -> None:
    assert not at.exception
    assert not at.error


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Jobs that only seem to run: the state is set by the test, and every question is written down."""
    found = SimpleNamespace(state="running", message="", asked=[])
    job = Job("20260101T000000-000000-aaaa", "diagnose", ("diagnose",), "k", 0.0)

    def ensure(*asked: Any, **_about: Any) -> Job:
        found.asked.append(asked)
        return job

    def find(_id: str) -> tuple[Job, Status]:
        return job, Status(state=found.state, stage="preparation", message=found.message)

    monkeypatch.setattr(jobs, "ensure", ensure)
    monkeypatch.setattr(jobs, "find", find)
    monkeypatch.setattr(jobs, "everything", lambda: [])
    monkeypatch.setattr(jobs, "last_lines", lambda _id: "")
    monkeypatch.setattr(jobs, "resumable", lambda _job, _status: True)
    return found


def test_empty_workspace_says_what_to_do(app: Callable[..., AppTest]):
    at = app("diagnose")
    assert_well(at)
    assert "no dataset in this workspace" in words(at)


def test_what_is_not_kept_is_made_by_a_job(app: Callable[..., AppTest], fill: Any, pretended: SimpleNamespace):
    dataset = fill()
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    assert set(pretended.asked) == {("diagnose", "diagnose", dataset)}
    assert "not diagnosed yet" in words(at)
    assert [button.label for button in at.button] == ["Cancel"]
    assert len(at.get("skeleton")) == 3
    assert "Popularity" not in [heading.value for heading in at.header]


def test_a_failed_job_says_why_and_can_be_tried_again(
    app: Callable[..., AppTest], fill: Any, pretended: SimpleNamespace
):
    pretended.state, pretended.message = "failed", "The split is empty."
    at = app("diagnose", dataset=fill())
    assert not at.exception
    assert [error.value.replace("\\", "").strip() for error in at.error] == ["The split is empty."]
    assert [button.label for button in at.button] == ["Try again"]
    assert at.get("skeleton") == []


def test_a_kept_one_is_shown_worst_first(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    known = diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    overview = at.table[0].value
    order = list(levels.SIGNS)
    shown = [next(level for level in order if levels.SIGNS[level] in cell) for cell in overview["Part"]]
    listed = [part.verdict for part in parts(known) if part.key not in OF_PROPENSITIES or part.of == "logistic"]
    assert shown == sorted(listed, key=order.index)
    headings = [heading.value for heading in at.header]
    places = [headings.index(term.name) for term in PARTS.values()]
    assert places == sorted(places)
    assert len(at.get("plotly_chart")) == 10, "too few held-out pairs for calibration"
    text = words(at)
    assert "training fold of the default split" in text and "10% are the test" in text
    assert f"{known.support['logistic'].weights.n:,} training rows" in text


def test_every_choice_stands_in_the_address(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    known = diagnose(workspace, dataset)
    at = app("home")
    for name, value in (("dataset", dataset), ("propensity", "popularity"), ("attribute", "user.gender")):
        at.query_params[name] = value
    at.switch_page("views/diagnose.py").run()
    assert_well(at)
    assert at.selectbox(key="propensity").value == "popularity"
    assert "add up to nothing known" in words(at)
    at.selectbox(key="propensity").set_value("logistic").run()
    assert at.query_params["propensity"] in ("logistic", ["logistic"])
    total = known.support["logistic"].weights.total
    assert f"add up to {total:.2f} times" in words(at)


def test_every_propensity_has_its_verdict_and_the_reason(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    known = diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    lines = table_with(at, "Why")
    assert len(lines) == len(known.support) and all("rows" in why for why in lines["Why"])
    cells = " ".join(lines["Propensity"]).replace("\N{NO-BREAK SPACE}", " ")
    assert sum(cells.count(SUPPORT[of.verdict].name) for of in known.support.values()) >= len(known.support)


def test_what_random_rows_contradict_has_a_second_sign(
    app: Callable[..., AppTest], fill: Any, workspace: Any, monkeypatch: pytest.MonkeyPatch
):
    sizes = {"plain": 3.4, "weighted": 3.3, "random": 2.1, "rows": 464, "difference": 1.2, "low": 1.0, "high": 1.4}
    differs = Finding("support.random_differ", "caution", {**sizes, "propensity": "popularity", "outcome": "feedback"})
    dataset = fill()
    known = diagnose(workspace, dataset)
    changed = replace(known, findings=(*known.findings, differs))
    monkeypatch.setattr(kept, "kept_diagnosis", lambda *_of: changed)
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    lines = table_with(at, "Why")
    (marked,) = [n for n, cell in enumerate(lines["Propensity"]) if "contradicted" in cell]
    assert "Item popularity" in lines["Propensity"][marked] and "2.10 in 464 random rows" in lines["Why"][marked]


def test_a_relative_propensity_says_what_cannot_be_asked_of_it(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill()
    diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    at.selectbox(key="propensity").set_value("popularity").run()
    assert_well(at)
    text = words(at)
    assert "there is no probability to check" in text and "there are no odds to bound" in text
    assert len(at.get("plotly_chart")) == 9
    assert not any("Difference" in table.value.columns for table in at.table)


def test_a_propensity_of_observed_pairs_only_has_no_overlap(
    app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any
):
    files = world(tmp_path / "files")
    lines = files["interactions"].read_text(encoding="utf-8").splitlines()
    logged = [f"{line},{'propensity' if n == 0 else 0.1 + 0.8 * (n % 9) / 9}" for n, line in enumerate(lines)]
    files["interactions"].write_text("\n".join(logged) + "\n", encoding="utf-8")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    at.selectbox(key="propensity").set_value("logged").run()
    assert_well(at)
    assert "had a chance cannot be checked" in words(at)
    assert "not known" in " ".join(at.table[0].value["Part"]).replace("\N{NO-BREAK SPACE}", " ")


def test_a_rerun_reads_nothing_again(app: Callable[..., AppTest], fill: Any, workspace: Any, monkeypatch):
    dataset = fill()
    diagnose(workspace, dataset)
    read, calls = kept.kept_diagnosis, []
    monkeypatch.setattr(kept, "kept_diagnosis", lambda *asked: (calls.append(asked), read(*asked))[1])
    at = app("diagnose", dataset=dataset)
    at.selectbox(key="propensity").set_value("popularity").run()
    at.run()
    assert_well(at)
    assert len(calls) == 1


def test_a_group_of_one_is_withheld(app: Callable[..., AppTest], fill: Any, workspace: Any):
    dataset = fill(lone="X")
    diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    for column, shown in (("Training rows", "withheld"), ("As it is", "withheld"), ("Difference", "withheld")):
        assert table_with(at, column).set_index("Group").loc["X", column] == shown
    figure = next(str(c.proto) for c in at.get("plotly_chart") if "Who wrote the log" in str(c.proto))
    assert "X: withheld" in figure


def test_a_log_without_attributes_and_times(app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any):
    file = world(tmp_path / "files")["interactions"]
    file.write_text("\n".join(line.rpartition(",")[0] for line in file.read_text().splitlines()), encoding="utf-8")
    dataset = workspace.add_dataset(ImportRequest(file, name="*a* <b>", mapping=(("feedback", "rating"),))).id
    diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    text = words(at)
    assert "makes groups: bring a users file" in text
    assert "no timestamps" in text
    assert "attribute" not in {box.key for box in at.selectbox}


def test_many_groups_are_cut_and_counted(app: Callable[..., AppTest], workspace: Any, world: Any, tmp_path: Any):
    files = world(tmp_path / "files")
    lines = [line for u in range(600) for line in (f"v{u},i{u % 20:02d},{1 + u % 5},{1_700_000_000 + u}",)]
    with files["interactions"].open("a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    with files["users"].open("a", encoding="utf-8") as stream:
        stream.write("\n".join(f"v{u},{'long name ' * 12}{u % 20}" for u in range(600)) + "\n")
    dataset = workspace.add_dataset(ImportRequest(**files, mapping=(("feedback", "rating"),))).id
    diagnose(workspace, dataset)
    at = app("diagnose", dataset=dataset)
    assert_well(at)
    assert "The first 14 of 22 groups" in words(at)
    assert [len(table_with(at, column)) for column in ("Training rows", "As it is", "Difference")] == [14] * 3


def test_every_part_has_its_rule():
    assert set(part_terms.RULES) == set(PARTS)
    assert set(levels.SIGNS) == set(LEVELS)
    for text, facts in part_terms.RULES.values():
        assert "{" not in text.format(**facts)
