"""The verbs as a person and a program call them, over one small workspace."""

import json
import sys
from pathlib import Path

import pytest

from engine.cli.__main__ import main

QUICK = ["--set", "model.params.dim=8", "--set", "training.epochs=4"]


@pytest.fixture
def call(small, capsys, monkeypatch):
    """Run a verb in this process on the small workspace: exit code, stdout, stderr."""
    workspace, dataset = small

    def run(*arguments, json_answer=True):
        words = ["equipoise", *map(str, arguments), "--workspace", str(workspace.root)]
        monkeypatch.setattr(sys, "argv", words + (["--json"] if json_answer else []))
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code or 0, (json.loads(out) if json_answer and out else out), err

    return run


def test_run_answers_with_what_the_issue_promises(call, small):
    code, answer, err = call("run", small[1], *QUICK)
    assert code == 0 and err == ""
    assert {"run_id", "dataset", "config", "metrics", "findings", "seconds"} <= set(answer)
    assert answer["metrics"]["test"]["ndcg@10"] > 0 and answer["metrics"]["valid"]["ndcg@10"] > 0
    assert answer["config"]["model"] == {"kind": "mf", "params": {"dim": 8, "l2": 0.01}}
    assert all(finding["text"] for finding in answer["findings"])
    assert {"test", "test less random"} <= set(answer["intervals"])
    assert call("run", small[1], *QUICK)[1] == answer, "finished before, returned as it is"


def test_run_for_people_shows_numbers_verdicts_and_progress(call, small):
    code, out, err = call("run", small[1], *QUICK, "--set", "seed=5", json_answer=False)
    assert code == 0 and "ndcg@10" in out and "gender" in out
    assert err == "", "no progress where nobody looks at a terminal"


def test_a_search_is_told_where_it_was_asked_for(call, small):
    asked = ["--set", "model.kind=bias", "--set", "tune=true"]
    code, answer, _ = call("run", small[1], *asked)
    assert code == 0 and [one["key"] for one in answer["search"]["settings"]] == ["model.params.damping"]
    (chosen,) = [trial for trial in answer["search"]["trials"] if trial["chosen"]]
    assert chosen["settings"]["model.params.damping"] == answer["config"]["model"]["params"]["damping"]
    assert "search" not in call("run", small[1], "--set", "model.kind=bias")[1]
    assert "How good is it, and compared with what?" in call("run", small[1], *asked, json_answer=False)[1]


def test_audit_diagnose_and_doctor(call, small):
    run_id = call("run", small[1], *QUICK)[1]["run_id"]
    code, answer, _ = call("audit", run_id[:8], "--set", "k=5")
    assert code == 0 and answer["run_id"] == run_id and "ndcg@5" in answer["metrics"]
    code, answer, _ = call("diagnose", small[1])
    assert code == 0 and {"popularity", "logistic"} <= set(answer["support"])
    assert answer["quality"]["users"] == 240
    assert call("diagnose", small[1], json_answer=False)[1].count("[") >= 3
    code, answer, _ = call("doctor")
    assert code == 0 and answer["runs"] >= 1 and answer["versions"]["torch"]


def test_report_of_one_run_and_of_two(call, small, tmp_path):
    first = call("run", small[1], *QUICK)[1]["run_id"]
    second = call("run", small[1], *QUICK, "--set", "postprocessing.0.kind=exposure_rerank",
                  "--set", "postprocessing.0.params.attribute=genres")[1]["run_id"]  # fmt: skip
    code, answer, _ = call("report", first, second, "--out", tmp_path)
    assert code == 0
    data = json.loads((tmp_path / f"audit-{first}-{second}.json").read_text(encoding="utf-8"))
    assert [r["id"] for r in data["runs"]] == [first, second] and data["comparison"]
    assert (tmp_path / f"audit-{first}-{second}.html").stat().st_size > 1_000_000
    code, _, _ = call("report", second, "--format", "json", "--out", tmp_path / "one")
    assert code == 0 and json.loads((tmp_path / "one" / f"audit-{second}.json").read_text())["comparison"] is None


def test_recommendations_are_judged_by_what_came_after_the_cutoff(call, small, tmp_path):
    rows = [f"u{u:03d},i{(u % 9 + r * 7) % 48:02d},{r + 1}" for u in range(240) for r in range(5)]
    lists = tmp_path / "lists.csv"
    lists.write_text("\n".join(["user_id,item_id,rank", *rows]))
    code, answer, _ = call("audit", small[1], "--recommendations", lists, "--cutoff", "1708000000")
    assert code == 0 and answer["metrics"]["ndcg@5"] > 0
    code, without, _ = call("audit", small[1], "--recommendations", lists)
    assert code == 0 and without["metrics"]["ndcg@5"] is None and without["metrics"]["gini@5"] > 0


JUDGED = {"auc", "gauc", "ndcg@5", "ndcg@5_all"}
"""Of the test pairs' scores: a run has them, an audit of lists has not."""


def test_a_re_audit_at_another_k_equals_a_run_at_that_k(call, small):
    """Lists of k are made again from the candidates, post-processing included."""
    rerank = ["--set", "postprocessing.0.kind=exposure_rerank", "--set", "postprocessing.0.params.attribute=genres"]
    rerank += ["--set", "model.kind=popularity"]  # nothing is trained, so early stopping can't look at k
    run_id = call("run", small[1], *rerank)[1]["run_id"]
    code, again, _ = call("audit", run_id, "--set", "k=20")
    assert code == 0
    direct = call("run", small[1], *rerank, "--set", "evaluation.k=20")[1]["metrics"]["test"]
    assert again["metrics"].items() <= direct.items() and direct.keys() - again["metrics"].keys() == JUDGED
    code, _, err = call("audit", run_id, "--set", "k=101")
    assert code == 2 and "101" in err


def test_a_run_shows_its_own_audit_whatever_audits_came_later(call, small):
    first = call("run", small[1], *QUICK)[1]
    for k in (1, 2, 3, 4, 6, 7):
        call("audit", first["run_id"], "--set", f"k={k}")
    assert call("run", small[1], *QUICK)[1]["audit"] == first["audit"]
    assert call("audit", first["run_id"])[1]["audit"] == first["audit"]


def test_runs_that_were_not_judged_alike_are_not_subtracted(call, small, tmp_path):
    first = call("run", small[1], *QUICK)[1]["run_id"]
    for change in ("seed=9", "evaluation.relevance=3", "evaluation.k=5", "split.kind=time"):
        other = call("run", small[1], *QUICK, "--set", change)[1]["run_id"]
        code, _, err = call("report", first, other, "--out", tmp_path)
        assert code == 2 and "not judged alike" in err
    assert call("report", first, first, "--out", tmp_path)[0] == 2


def test_a_comparison_never_mixes_audits_of_other_settings(call, small, tmp_path):
    rerank = ["--set", "postprocessing.0.kind=exposure_rerank", "--set", "postprocessing.0.params.attribute=genres"]
    first, second = call("run", small[1], *QUICK)[1], call("run", small[1], *QUICK, *rerank)[1]
    call("audit", first["run_id"], "--set", "k=3")
    file = call("report", first["run_id"], second["run_id"], "--out", tmp_path, "--format", "json")[1]["files"][0]
    told = json.loads(Path(file).read_text(encoding="utf-8"))
    assert [run["audit"] for run in told["runs"]] == [first["audit"], second["audit"]]


def test_runs_are_listed(call, small):
    run_id = call("run", small[1], *QUICK)[1]["run_id"]
    code, listed, _ = call("runs")
    assert code == 0 and run_id in {row["run_id"] for row in listed}
    assert run_id in call("runs", json_answer=False)[1]


def test_lists_with_names_of_their_own(call, small, tmp_path):
    rows = [f"u{u:03d},i{(u % 9 + r * 7) % 48:02d},{r + 1}" for u in range(240) for r in range(5)]
    lists = tmp_path / "lists.csv"
    lists.write_text("\n".join(["customer,sku,place", *rows]))
    names = ["--map", "user_id=customer", "--map", "item_id=sku", "--map", "rank=place"]
    assert call("audit", small[1], "--recommendations", lists, *names)[0] == 0
    assert call("audit", small[1], "--cutoff", "2023-11-20")[0] == 2, "a cutoff without lists"


BAD = [
    (["run", "small", "--set", "model.params.dim=-4"], "model.params.dim"),
    (["run", "small", "--set", "seed=-1"], "seed"),
    (["run", "small", "--set", "training.learning_rate=1e9"], "training.learning_rate"),
    (["run", "small", "--unheard-of"], "--unheard-of"),
    (["data", "delete", "smal"], "whole name"),
    (["run", "nothing"], "no dataset"),
    (["run", "small", "--set", "model.kind=svd"], "svd"),
    (["run", "small", "--set", "seed"], "name=value"),
    (["run", "small", "--config", "absent.toml"], "absent.toml"),
    (["audit", "abcdef"], "no run"),
    (["report", "abcdef"], "no run"),
    (["audit", "small", "--recommendations", "absent.csv"], "absent.csv"),
    (["data", "show", "nothing"], "no dataset"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD, ids=lambda v: v if isinstance(v, str) else " ".join(v[:2]))
def test_what_does_not_work_exits_with_2_and_one_line(call, arguments, said):
    code, out, err = call(*arguments)
    assert code == 2 and out == "" and said in err
    assert err.startswith("Error: ") and err.count("\n") == 1
