"""Judgements: kept with their run, nobody's lost, nonsense refused."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.words.assumptions import ASSUMPTIONS
from engine.workspace import Workspace
from engine.workspace.judgements import MOST_NOTE, Judgement, judge, judgements
from tests.engine.workspace.keeping import WHOLE, keep_record

RUN = "a" * 16


@pytest.fixture
def workspace(tmp_path: Path, builders) -> Workspace:
    here = Workspace(tmp_path / "ws")
    keep_record(here, builders.record())
    with here.run_folder(RUN) as folder:
        here.finish_run(builders.run(RUN, **WHOLE), builders.audit(RUN), folder)
    return here


def test_nothing_is_judged_at_first(workspace: Workspace):
    assert judgements(workspace, RUN) == {}


def test_answer_and_note_are_kept_one_without_the_other(workspace: Workspace):
    first = judge(workspace, RUN[:6], "positivity", "doubted", "thin\n tails\x1b[1m")
    assert (first.answer, first.note) == ("doubted", "thin tails[1m") and first.when.endswith("+00:00")
    assert judge(workspace, RUN, "positivity", "holds").note == "thin tails[1m"
    assert judge(workspace, RUN, "positivity", None, "").answer == "holds"
    kept = judgements(workspace, RUN)
    assert set(kept) == {"positivity"} and (kept["positivity"].answer, kept["positivity"].note) == ("holds", "")


def _say(task: tuple[Path, str]) -> None:
    judge(Workspace(task[0]), RUN, task[1], "doubted", f"by {task[1]}")


def test_those_who_judge_at_once_do_not_lose_each_others_words(workspace: Workspace):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_say, [(workspace.root, code) for code in ASSUMPTIONS]))
    kept = judgements(workspace, RUN)
    assert {code: said.note for code, said in kept.items()} == {code: f"by {code}" for code in ASSUMPTIONS}


BAD = [
    (("unheard_of", "holds", None), "assumption.unknown"),
    (("positivity", "perhaps", None), "assumption.answer"),
    (("positivity", "", None), "assumption.answer"),
    (("positivity", "holds", "x" * (MOST_NOTE + 1)), "assumption.note"),
]


@pytest.mark.parametrize(("said", "code"), BAD)
def test_nonsense_is_refused_and_changes_nothing(workspace: Workspace, said, code):
    with pytest.raises(InputError) as caught:
        judge(workspace, RUN, *said)
    assert caught.value.code == code and str(caught.value)
    assert judgements(workspace, RUN) == {}


def test_the_longest_note_and_what_utf8_cannot_write(workspace: Workspace):
    assert len(judge(workspace, RUN, "positivity", "open", "é" * MOST_NOTE).note) == MOST_NOTE
    assert judge(workspace, RUN, "positivity", "open", "a\udcffb").note == "a?b"


def test_a_run_that_is_not_there_and_a_file_of_another_format(workspace: Workspace):
    with pytest.raises(InputError, match="no run"):
        judge(workspace, "b" * 16, "positivity", "holds")
    (workspace.root / "runs" / RUN / "assumptions.json").write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        judgements(workspace, RUN)
    assert caught.value.code == "workspace.stale"
    assert Judgement().answer == "open"
